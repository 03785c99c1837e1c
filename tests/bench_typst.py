"""Sets the booklets with Typst, in one warm process that keeps its fonts and what it has set before.

``python -m tests.bench_typst markup PAGE.html …`` writes the markup beside the pages (not measured: the text is given),
``python -m tests.bench_typst set PAGE.typ …`` makes a PDF of each and prints, as JSON, the CPU seconds of the whole
process, those of each file, and how many pages each has.
"""

import json
import sys
import time
from pathlib import Path

from tests.typst_markup import coloured, markup_of

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "templates/shared/fonts"
ART = "shared/art"


def write_markup(pages):
    """Write the markup of each page, and beside them the style of the booklet and the pictures."""
    folder = pages[0].parent
    (folder / ART).mkdir(parents=True, exist_ok=True)
    (folder / "booklet.typ").write_text((ROOT / "tests/booklet.typ").read_text())
    for picture in (ROOT / "templates" / ART).glob("*.svg"):
        (folder / ART / picture.name).write_text(coloured(picture.read_text()))
    for page in pages:
        page.with_suffix(".typ").write_text(markup_of(page.read_text()))
    return len(pages)


def set_pages(files):
    """Make the PDFs; untagged, as a print shop gets them."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    compiler = typst.Compiler(root=files[0].parent, font_paths=fonts)
    each = []
    for file in files:
        start = time.process_time()
        pdf = compiler.compile(file.read_bytes(), format="pdf", pdf_tags=False)
        file.with_suffix(".typst.pdf").write_bytes(pdf)
        each.append(time.process_time() - start)
    whole = time.process_time()
    return {"whole": whole, "each": each, "pages": [pages_of(file.with_suffix(".typst.pdf")) for file in files]}


def pages_of(pdf):
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def main():
    step, *names = sys.argv[1:]
    print(json.dumps({"markup": write_markup, "set": set_pages}[step]([Path(name) for name in names])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
