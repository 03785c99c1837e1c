"""Guarded ways into the objects of a foreign PDF: any key may be missing, of another kind, or lead nowhere."""

import zlib
from collections.abc import Iterator

import pikepdf

STREAM_LIMIT_BYTES = 100_000_000

FOREIGN_ERRORS = (
    pikepdf.PdfError,
    pikepdf.ForeignObjectError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What a foreign file can make a library raise; wherever one is caught, the report tells it."""


def entry(item: object, key: str) -> pikepdf.Object | None:
    """The value under ``key``, or None where there is none or ``item`` has no keys."""
    return item.get(key) if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) else None


def parts(item: object) -> list[pikepdf.Object]:
    """The items of an array; nothing of anything else."""
    return list(item) if isinstance(item, pikepdf.Array) else []


def pairs(item: object) -> Iterator[tuple[str, pikepdf.Object]]:
    """Keys and values of a dictionary; nothing of anything else."""
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield from item.items()


def number(item: object, default: float = 0.0) -> float:
    """An integer or a real number; ``default`` for anything else."""
    if item is None or isinstance(item, str | bytes | pikepdf.Object):
        return default
    try:
        return float(item)  # type: ignore[arg-type]
    except (ArithmeticError, TypeError, ValueError):
        return default


def four_numbers(item: object) -> tuple[float, float, float, float] | None:
    """A rectangle with its corners in order (ISO 32000-1, 7.9.5); None for anything else."""
    values = [number(part, float("nan")) for part in parts(item)]
    if len(values) != 4 or any(value != value for value in values):  # noqa: PLR0124 - only NaN differs from itself
        return None
    return min(values[0], values[2]), min(values[1], values[3]), max(values[0], values[2]), max(values[1], values[3])


def is_true(item: object) -> bool:
    """Whether it is the boolean true."""
    return item is True


def text(item: object) -> str | None:
    """A string or a name without its slash; None for anything else."""
    if isinstance(item, pikepdf.String):
        return str(item)
    if not isinstance(item, pikepdf.Name):
        return None
    try:
        return str(item)[1:]
    except UnicodeDecodeError:  # older programs wrote names in the letters of one country
        return item.unparse().decode("latin-1")[1:]


def identity(item: object) -> tuple[int, int]:
    """The same for the same object of the file, and for no other; objects within objects are told by their address."""
    if not isinstance(item, pikepdf.Object):
        return -1, id(item)
    number, generation = item.objgen
    return (number, generation) if number else (-1, id(item))


def content_of(item: object) -> bytes:
    """The uncompressed bytes of a stream, or of an array of streams one after another."""
    if isinstance(item, pikepdf.Array):
        return b"\n".join(content_of(part) for part in item)
    if not isinstance(item, pikepdf.Stream):
        return b""
    if item.get("/Filter") == "/FlateDecode" and "/DecodeParms" not in item:
        plain = _inflated(item.read_raw_bytes())
        if plain is not None:
            return plain
    return item.read_bytes()


def _inflated(raw: bytes) -> bytes | None:
    """At most STREAM_LIMIT_BYTES, so that a few bytes cannot fill the memory; None where the stream is damaged."""
    inflater = zlib.decompressobj()
    try:
        plain = inflater.decompress(raw, STREAM_LIMIT_BYTES)
    except zlib.error:
        return None
    if inflater.unconsumed_tail:
        raise ValueError(f"a stream unpacks to more than {STREAM_LIMIT_BYTES / 1e6:.0f} MB")
    return plain if inflater.eof else None
