"""PDFs with one fault each, made by code: a good press file and a good screen file of our own, and ways to spoil them.

A change is a function that spoils an open document; several changes go one after another.
"""

import functools
import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name, String

from booklet import press

ROOT = Path(__file__).parents[1]
FONT = ROOT / "templates/shared/fonts/SourceSans3-Regular.otf"
POINTS_PER_MM = 72 / 25.4
PAGES = 8

BOXES = press.Boxes(148 * POINTS_PER_MM, 210 * POINTS_PER_MM, 3.175 * POINTS_PER_MM)
LEFT, BOTTOM = 9.0, 9.0
RIGHT, TOP = LEFT + 148 * POINTS_PER_MM, BOTTOM + 210 * POINTS_PER_MM

_INTENT = press.OutputIntent(
    "FOGRA39",
    "Offset, coated",
    "Coated FOGRA39",
    "http://www.color.org",
    (ROOT / "data/profiles/fogra39-coated-300.icc").read_bytes(),
)
_IDENTITY = press.Identity(
    title="Yanvar",
    author="Müəllif",
    language="az",
    created="2026-01-20T10:00:00Z",
    modified="2026-01-20T10:00:00Z",
    document_id="tests/preflight",
    creator="booklet",
    producer="booklet",
)
_STYLE = f"""
@font-face {{ font-family: Own; src: url({FONT.as_uri()}) }}
@page {{ size: 148mm 210mm; bleed: 3.175mm; margin: 20mm }}
html {{ font: 10pt/14pt Own; color: device-cmyk(0 0 0 1) }}
body {{ margin: 0 }}
h1, h2 {{ font: 16pt/20pt Own }} a {{ color: inherit }}
section {{ break-after: page }} section:last-of-type {{ break-after: auto }}
"""
_RECTANGLE = '<rect width="40" height="20" fill="device-cmyk(0 0 0 1)"/>'
_FIGURE = f'<svg width="40" height="20"><title>Cizgi</title>{_RECTANGLE}</svg>'
_FIRST = f'<h1>Yanvar</h1><h2>Gecə</h2><p>Mətn və <a href="https://example.org/">mənbə</a>.</p>{_FIGURE}'

Change = Callable[[pikepdf.Pdf], None]


@functools.cache
def _written() -> bytes:
    sections = "".join(
        f"<section>{_FIRST if page == 0 else f'<p>Səhifə {page + 1}</p>'}</section>" for page in range(PAGES)
    )
    html = (
        '<html lang="az"><head><title>Yanvar</title><meta name="dcterms.created" content="2026-01-20T10:00:00Z">'
        f'<meta name="dcterms.modified" content="2026-01-20T10:00:00Z"><style>{_STYLE}</style></head>'
        f"<body>{sections}</body></html>"
    )
    return weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


@functools.cache
def good_press() -> bytes:
    """Eight pages of A5 for a print shop; they pass every rule of the default printer."""
    return press.press_file(_written(), boxes=BOXES, intent=_INTENT, identity=_IDENTITY)


@functools.cache
def good_screen() -> bytes:
    """The same pages for a screen: PDF/UA-1 in sRGB."""
    palette = {(0.0, 0.0, 0.0, 1.0): "#1a1a1a"}
    return press.screen_file(_written(), boxes=BOXES, identity=_IDENTITY, palette=palette)


def changed(base: bytes, *changes: Change, **options: object) -> bytes:
    """A document with something changed in it; the options are those of saving, without compression unless they say."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(base)) as document:
        for change in changes:
            change(document)
        document.save(target, **{"fix_metadata_version": False, "deterministic_id": True, **options})
    return target.getvalue()


def plain(base: bytes, *changes: Change) -> bytes:
    """The same, without compression, so that bytes can be found in it."""
    return changed(
        base,
        *changes,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )


def all_pages(change: Callable[[pikepdf.Object], None]) -> Change:
    """The same change to the dictionary of every page."""

    def change_all(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            change(page.obj)

    return change_all


def first_page(change: Callable[[pikepdf.Object], None]) -> Change:
    """A change to the dictionary of the first page."""
    return lambda document: change(document.pages[0].obj)


def root(**entries: object) -> Change:
    """Entries of the catalog."""

    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value(document) if callable(value) else value

    return change


def drawn(content: bytes, *, raw: bool = False, **resources: object) -> Change:
    """Operators after those of the first page, in the page's own units; resources as ``XObject={"Name": value}``."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        own = pikepdf.Dictionary(page.resources)
        for kind, named in resources.items():
            items = Dictionary(own.get(f"/{kind}", Dictionary()))
            for name, value in named.items():
                made = value(document) if callable(value) else value
                items[f"/{name}"] = made
            own[f"/{kind}"] = items
        page.obj.Resources = own
        before = page.obj.Contents
        streams = list(before) if isinstance(before, Array) else [before]
        after = content if raw else b"q " + content + b" Q"
        page.obj.Contents = Array(
            [document.make_stream(b"q\n"), *streams, document.make_stream(b"\nQ\n"), document.make_stream(after)]
        )

    return change


def text(size: float, *, colour: bytes = b"0 0 0 1 k", x: float = 120, y: float = 300, state: bytes = b"") -> Change:
    """A word in the document's own font."""

    def change(document: pikepdf.Pdf) -> None:
        font = own_font(document)
        letters = own_letters(document).encode()
        drawn(b"%s %s BT %s %g Tf %g %g Td <%s> Tj ET" % (state, colour, font.encode(), size, x, y, letters))(document)

    return change


def own_font(document: pikepdf.Pdf) -> str:
    """The name of the font that the first page uses."""
    return next(iter(document.pages[0].resources.Font.keys()))


def own_letters(document: pikepdf.Pdf) -> str:
    """Codes that the font has, in hexadecimal: the first word of the first page."""
    content = b"".join(stream.read_bytes() for stream in document.pages[0].obj.Contents)
    start = content.index(b"<", content.index(b"TJ") - 400 if content.index(b"TJ") > 400 else 0)
    return (content[start + 1 : start + 5] * 4).decode()


def picture(width: int = 100, height: int = 100, **entries: object) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """An image XObject in CMYK, unless its entries say otherwise."""

    def make(document: pikepdf.Pdf) -> pikepdf.Object:
        space = entries.get("ColorSpace", Name.DeviceCMYK)
        bits = int(entries.get("BitsPerComponent", 8))
        channels = {"/DeviceCMYK": 4, "/DeviceRGB": 3, "/DeviceGray": 1}[str(space)]
        data = bytes((width * channels * bits + 7) // 8 * height)
        given = {"Width": width, "Height": height, "ColorSpace": space, "BitsPerComponent": bits, **entries}
        return document.make_stream(data, Type=Name.XObject, Subtype=Name.Image, **given)

    return make


def form(content: bytes, **entries: object) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A form XObject of 100 × 100 units."""
    return lambda document: document.make_stream(
        content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 100], **entries
    )


def separation(name: str, alternate: Name = Name.DeviceCMYK) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    """A spot ink whose stand-in is magenta."""
    white, full = ([0, 0, 0, 0], [0, 1, 0, 0]) if alternate == Name.DeviceCMYK else ([1, 1, 1], [1, 0, 1])
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=white, C1=full, N=1)
    return lambda _document: Array([Name.Separation, Name(f"/{name}"), alternate, function])


def xmp(before: str, after: str) -> Change:
    """Another text in the XMP packet."""

    def change(document: pikepdf.Pdf) -> None:
        packet = document.Root.Metadata.read_bytes().decode()
        assert before in packet
        document.Root.Metadata = document.make_stream(
            packet.replace(before, after).encode(), Type=Name.Metadata, Subtype=Name.XML
        )

    return change


def info(**entries: str) -> Change:
    """Texts of the Info dictionary; a slash makes a name."""

    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.trailer.Info[f"/{key}"] = Name(value) if value.startswith("/") else String(value)

    return change


def annotation(kind: str, box: list[float], **entries: object) -> Change:
    """An annotation on the first page."""

    def change(document: pikepdf.Pdf) -> None:
        made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=box, **entries)
        document.pages[0].obj.Annots = Array([document.make_indirect(made)])

    return change
