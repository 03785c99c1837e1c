"""The whole kit of the example event, made once for all tests that look at it, and pictures of its pages."""

import io
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pypdfium2
from PIL import Image

from booklet.build import Outcome, Selection, build, default_jobs, read_selection
from booklet.model import Edition
from booklet.project import Project
from booklet.sources import Sources

CHECKOUT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"
EVENT = "example"
PAGE_WIDTH_PX = 44
PAGES_IN_A_ROW = 12
GAP_PX = 2

# What is made: A4 in every language and pair of languages, Letter in the longest of the three.
CHOICES = (("a", ("en", "az", "ru", "az+en", "ru+en", "az+ru")), ("us", ("ru", "ru+en")))


@cache
def made_kit() -> tuple[Path, Project, dict[str, Edition], dict[str, Outcome]]:
    """The folder with ``out/``, the project, and every edition and its outcome by name."""
    root = Path(tempfile.mkdtemp(prefix="kit-"))
    editions: dict[str, Edition] = {}
    outcomes: dict[str, Outcome] = {}
    for paper, languages in CHOICES:
        project, chosen = read_selection(Sources(CHECKOUT), Selection((EVENT,), languages, (), paper))
        editions |= {edition.name: edition for edition in chosen}
        outcomes |= {outcome.edition: outcome for outcome in build(root, project, chosen, jobs=default_jobs())}
    return root, project, editions, outcomes


def files_of(ending: str) -> list[str]:
    """Every finished file of the kit whose name ends so, below its folder."""
    root = made_kit()[0]
    return sorted(path.relative_to(root).as_posix() for path in root.glob(f"out/**/*{ending}"))


def content(path: str) -> bytes:
    return (made_kit()[0] / path).read_bytes()


def pictured() -> Iterator[str]:
    """The one file of each edition by which its look is remembered: the screen file, or else the office file."""
    seen: set[str] = set()
    for path in (*files_of(".screen.pdf"), *files_of(".home.pdf")):
        stem = path.rsplit(".", 2)[0]
        if stem not in seen:
            seen.add(stem)
            yield path


def golden_of(path: str) -> Path:
    """Where the remembered look of a file lies."""
    _, _, language, name = path.split("/", 3)
    return GOLDEN / language / f"{name.split('.')[0].replace('/', '-')}.png"


def strip(pdf: bytes) -> Image.Image:
    """All pages of a file as one small grey picture."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = [page.render(scale=PAGE_WIDTH_PX / page.get_width()).to_pil().convert("L") for page in document]
    height = max(page.height for page in pages) + GAP_PX
    columns, rows = min(len(pages), PAGES_IN_A_ROW), -(-len(pages) // PAGES_IN_A_ROW)
    sheet = Image.new("L", (columns * (PAGE_WIDTH_PX + GAP_PX), rows * height), 128)
    for number, page in enumerate(pages):
        sheet.paste(page, (number % columns * (PAGE_WIDTH_PX + GAP_PX), number // columns * height))
    return sheet


if __name__ == "__main__":
    for name in pictured():
        target = golden_of(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        strip(content(name)).save(target, optimize=True)
        print(target.relative_to(CHECKOUT))
