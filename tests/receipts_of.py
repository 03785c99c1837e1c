"""Receipts for files that lie in ``out/``, as a build writes them, so that tests need no pages to be set."""

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from booklet.receipts import Output, Receipt, digest, receipt_bytes, receipt_path


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
        "texts": 0 if language == "en" else 500,
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


def pdf(width: float = 210, height: float = 297, pages: int = 1) -> bytes:
    """A PDF of empty pages, in millimetres."""
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
