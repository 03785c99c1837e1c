"""Inks in the renderer's content streams: how they are written there, and their colours on a screen.

What is relied on, and refused where it does not hold: WeasyPrint (through pydyf) writes one operator a line, text as
hexadecimal strings, and no comments or inline images. So a line that ends in ``scn`` is that operator and never data.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from booklet.problems import PressError, Problem

Ink = tuple[float, float, float, float]

_WATCHED = rb"(rg|RG|g|G|k|K|cs|CS|sc|SC|scn|SCN|sh|Do|gs)(?![^\s/<\[])"
_OPERATION = re.compile(rb" " + _WATCHED)
_LONE_OPERATOR = re.compile(rb"\n" + _WATCHED)
_INK = re.compile(rb"/DeviceCMYK (?:cs\n([\d. -]+) scn|CS\n([\d. -]+) SCN)$", re.MULTILINE)
_FOREIGN = {b"(": "a literal string", b"%": "a comment", b"\r": "a carriage return", b"\nBI ": "an inline image"}


def operations(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Operands and operator of every line that sets a colour or paints a named resource."""
    for match in _OPERATION.finditer(content):
        start = content.rfind(b"\n", 0, match.start()) + 1
        yield content[start : match.start()], match[1]


def unreliable(content: bytes) -> list[str]:
    """What in a content stream breaks the rules above, in words; empty where it can be read line by line."""
    found = [words for mark, words in _FOREIGN.items() if mark in content]
    ends = {content[match.end() : match.end() + 1] for match in _OPERATION.finditer(content)}
    if ends - {b"", b"\n"} or _LONE_OPERATOR.search(content):
        found.append("an operator that shares its line or stands apart from its operands")
    return found


def ink_of(operands: bytes) -> Ink | None:
    """The four inks, from 0 to 1 and to six decimals as they are written; None where the operands are no inks."""
    try:
        cyan, magenta, yellow, black = (round(float(value), 6) for value in operands.split())
    except ValueError:
        return None
    return cyan, magenta, yellow, black


def ink_name(ink: Iterable[float]) -> str:
    """An ink as a template names it."""
    return f"device-cmyk({' '.join(f'{value:g}' for value in ink)})"


def recolour(content: bytes, palette: Mapping[Ink, str]) -> bytes:
    """The content stream with each DeviceCMYK colour set as its sRGB value, everything else byte for byte the same.

    ``palette`` gives ``#rrggbb`` for inks from 0 to 1. PressError names every ink that it lacks, or says why the
    stream cannot be read line by line. Operators: ISO 32000-1, 8.6.8.
    """
    colours = screen_colours(palette)
    complaints = [f"the content stream holds {words}" for words in unreliable(content)]
    inks = {ink_of(operands) for operands in _inks_in(content)}
    complaints += [unknown_ink(ink) for ink in sorted(filter(None, inks)) if ink not in colours]
    if complaints:
        raise PressError(*(Problem("", None, "error", message) for message in complaints))
    return replace_inks(content, colours)


def screen_colours(palette: Mapping[Ink, str]) -> dict[Ink, bytes]:
    """Operands of ``rg`` by ink, inks rounded to the six decimals of a content stream."""
    return {_rounded(ink): _operands(colour) for ink, colour in palette.items()}


def replace_inks(content: bytes, colours: Mapping[Ink, bytes]) -> bytes:
    """`recolour` without its checks, for a stream and inks that were looked through; PressError for stray inks."""
    by_operands = {operands: colours[ink] for operands in _inks_in(content) if (ink := ink_of(operands))}
    content = _INK.sub(lambda match: _as_rgb(match, by_operands), content)
    for operands, operator in set(operations(content)):
        if operands == b"/DeviceCMYK" or (operator in {b"scn", b"SCN"} and not operands.startswith(b"/")):
            message = f"“{(operands + b' ' + operator).decode()}” is not where the renderer writes an ink"
            raise PressError(Problem("", None, "error", message))
    return content


def exchange_inks(content: bytes, inks: Mapping[Ink, Ink]) -> bytes:
    """The content stream with each DeviceCMYK colour that is a key of ``inks`` set as its value."""
    operands = {_rounded(old): b" ".join(f"{value:g}".encode() for value in new) for old, new in inks.items()}

    def exchanged(match: re.Match[bytes]) -> bytes:
        old = match[1] or match[2]
        new = operands.get(ink_of(old) or (-1.0,) * 4)
        return match[0] if new is None else match[0].replace(b"\n" + old, b"\n" + new)

    return _INK.sub(exchanged, content)


def unknown_ink(ink: Ink) -> str:
    """The complaint about an ink that the palette lacks."""
    return f"the palette has no screen colour for {ink_name(ink)}"


def _inks_in(content: bytes) -> set[bytes]:
    return {fill or stroke for fill, stroke in _INK.findall(content)}


def _as_rgb(match: re.Match[bytes], by_operands: Mapping[bytes, bytes]) -> bytes:
    colour = by_operands.get(match[1] or match[2])
    return match[0] if colour is None else colour + (b" rg" if match[1] else b" RG")


def _rounded(ink: Ink) -> Ink:
    cyan, magenta, yellow, black = (round(value, 6) for value in ink)
    return cyan, magenta, yellow, black


def _operands(colour: str) -> bytes:
    channels = bytes.fromhex(colour.removeprefix("#"))
    return b" ".join(f"{channel / 255:.4f}".rstrip("0").rstrip(".").encode() for channel in channels)
