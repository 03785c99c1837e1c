"""Receipts for files that lie in ``out/``, as a build writes them, so that tests need no pages to be set.

And a project with the real words and templates of the gallery, two events and a few small editions.
"""

import io
import re
import shutil
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdfium2
from PIL import Image

from booklet.receipts import Output, Receipt, receipt_bytes, receipt_path
from booklet.sealed import digest

CHECKOUT = Path(__file__).parents[1]
# Of the project, what a gallery reads; the art of its pages among it.
PARTS = ("data/book", "data/schema", "templates/gallery", "templates/shared/art", "translations")
EVENTS = {
    "london": """date: 2027-01-20
start: "18:30"
time_zone: Europe/London
title: {en: An evening, az: Axşam, ru: Вечер}
city: {en: London, az: London, ru: Лондон}
host: Example
""",
    "general": "year: 2027\n",
}
# Product, format, and the ends of its files' names.
EDITIONS = (
    ("booklet", "a5", (".screen.pdf", ".press.pdf", ".home.pdf", ".how-to-print.pdf")),
    ("poster", "a2", (".screen.pdf", ".press.pdf", ".home.pdf")),
    ("social", "square", ("-1.png", "-2.png")),
    ("web", "booklet", (".html",)),
)


def gallery_project(root: Path, events=EVENTS) -> Path:
    """A project in a new folder ``root`` with these events; each has every edition, and the first one a pair, too."""
    for part in PARTS:
        shutil.copytree(CHECKOUT / part, root / part)
    for slug, text in events.items():
        add_event(root, slug, text)
    add_edition(root, f"{next(iter(events))}/az+en/booklet-a5", (".screen.pdf", ".press.pdf"))
    return root


def add_event(root: Path, slug: str, text: str = EVENTS["london"]) -> None:
    """An event and its editions in three languages."""
    place = root / f"data/events/{slug}.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    for language in ("en", "az", "ru"):
        for product, size, ends in EDITIONS:
            add_edition(root, f"{slug}/{language}/{product}-{size}", ends)


def add_edition(root: Path, edition: str, ends, **others) -> Path:
    """The files of an edition, none the same as another, and its receipt; the receipt's place."""
    paths = [f"out/{edition}{end}" for end in ends]
    for path in paths:
        content = {"pdf": pdf(148, 210, 2), "png": png(), "html": b"<!DOCTYPE html>"}[path.rpartition(".")[2]]
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content + f"\n%{path}\n".encode())
    return write_receipt(root, receipt_for(root, edition, paths, **others))


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, _tag, attrs):
        values = dict(attrs)
        self.ids.add(values.get("id", ""))
        self.found += [values[name] for name in ("href", "src", "srcset", "action") if name in values]
        if values.get("http-equiv") == "refresh":
            self.found.append(values["content"].partition("url=")[2])


def broken_links(page: Path) -> list[str]:
    """Every address on a page that leads nowhere, or out of the folder tree to the web."""
    text = page.read_text(encoding="utf-8")
    links = _Links()
    links.feed(text)
    addresses = [*links.found, *re.findall(r"url\(([^)]*)\)|@import", text)]
    return [address for address in addresses if not _leads_somewhere(page, links.ids, address)]


def _leads_somewhere(page: Path, ids: set[str], address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return False
    if not parts.path:
        return parts.fragment in ids
    return (page.parent / unquote(parts.path)).is_file()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def output_of(root: Path, path: str) -> Output:
    """A file as its receipt tells it."""
    content = (root / path).read_bytes()
    pages = len(pypdfium2.PdfDocument(content)) if content.startswith(b"%PDF") else 0
    return Output(path, len(content), digest(content), pages)


def write_receipt(root: Path, receipt: Receipt) -> Path:
    """Put a receipt where a build does; its place."""
    place = root / receipt_path(receipt.edition)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(receipt_bytes(receipt))
    return place


def receipt_for(root: Path, edition: str, paths: list[str], **others) -> Receipt:
    """The receipt of an edition (``general/az/booklet-a5``) whose files lie at ``paths``."""
    event, language, stem = edition.split("/")
    product, _, size = stem.rpartition("-")
    values = {
        "edition": edition,
        "event": event,
        "language": language,
        "product": product,
        "format": size,
        "recipe": "r",
        "inputs": {},
        "deliveries": ("press", "home", "screen"),
        "outputs": tuple(output_of(root, path) for path in sorted(paths)),
        "texts": 500,
        "reviewed": 500 if language == "en" else 0,
        "judged": any(path.endswith(".press.pdf") for path in paths),
    }
    return Receipt(**{**values, **others})


def write_receipts(root: Path, editions) -> None:
    """Receipts for what a real build has left in ``out/``: ``editions`` are those that it made."""
    for edition in editions:
        folder = f"out/{edition.event.slug}/{edition.folder}"
        stems = {edition.stem, edition.product.id} if edition.texts else {edition.stem}
        found = [path for path in (root / folder).glob("*.*") if _belongs(path.name, stems, edition)]
        paths = [path.relative_to(root).as_posix() for path in found]
        if paths:
            names = {"product": edition.product.id, "format": edition.format.id}
            write_receipt(root, receipt_for(root, edition.name, paths, **names))


def _belongs(name, stems, edition) -> bool:
    begin = name.split(".")[0]
    reduced = f"{edition.product.id}-a4" if edition.home in ("tile", "reduce") else edition.stem
    if name.endswith((".png", ".txt")):
        begin = begin.rpartition("-")[0]
    return begin in stems or begin == reduced


@cache
def pdf(width: float = 210, height: float = 297, pages: int = 1) -> bytes:
    """A PDF of empty pages, in millimetres; the same bytes each time, though its maker gives it a number by chance."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width * 72 / 25.4, height * 72 / 25.4)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def png(width: int = 40, height: int = 30) -> bytes:
    """A small picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), "maroon").save(file, "PNG")
    return file.getvalue()
