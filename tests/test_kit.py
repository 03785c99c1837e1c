"""The whole kit, from one event file: nothing to complain of, fit to print and to be heard, and as it looked before."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import page as page_validation
import pytest
from PIL import Image, ImageChops, ImageStat

from booklet.build import default_jobs
from booklet.preflight import preflight
from tests.kit import CHOICES, content, files_of, golden_of, made_kit, pictured, strip

# Mean difference of a grey value of 255; another version of Pango moves a line by less, a lost block by more.
LOOKS_LIKE = 3.0
PRODUCTS = (
    "booklet", "poster", "leaflet", "trifold", "panels", "captions", "programme", "roles", "letter", "documents",
    "names", "candles", "wall", "invitation", "signs", "booklet-large", "booklet-tumble", "press-release", "proof",
    "web", "social", "slides",
)  # fmt: skip


def difference(before, after):
    """How far two pictures are apart; more than any limit where their sizes differ."""
    if before.size != after.size:
        return 255.0
    return ImageStat.Stat(ImageChops.difference(before, after)).mean[0]


def test_every_edition_of_the_kit_is_made_without_a_word():
    _, _, _, outcomes = made_kit()

    assert [problem for outcome in outcomes.values() for problem in outcome.problems] == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_product_is_made_in_every_language_and_family(product):
    _, _, editions, _ = made_kit()
    languages = {edition.folder for edition in editions.values() if edition.product.id == product}

    assert languages >= {language for _, chosen in CHOICES for language in chosen}


def test_every_press_file_passes_with_its_plates():
    _, project, _, _ = made_kit()
    printer = project.printers["default"]
    found = {}
    for path in files_of(".press.pdf"):
        report = preflight(content(path), printer, name=path, plates="/en/" in path)
        if report.problems:
            found[path] = report.problems

    assert found == {}


def failures_of(file):
    return page_validation.validate_pdf(file, profile="ua1").failures


def test_every_screen_file_can_be_heard():
    files = [str(made_kit()[0] / path) for path in files_of(".screen.pdf")]
    with ProcessPoolExecutor(default_jobs(), mp_context=multiprocessing.get_context("spawn")) as pool:
        found = dict(zip(files, pool.map(failures_of, files), strict=True))

    assert {file: failures for file, failures in found.items() if failures} == {}


def test_the_kit_looks_as_it_did():
    far = {}
    for path in pictured():
        with Image.open(golden_of(path)) as before:
            apart = difference(before, strip(content(path)))
        if apart > LOOKS_LIKE:
            far[path] = round(apart, 1)

    assert far == {}


def test_a_page_that_lost_a_block_looks_different():
    path = next(path for path in pictured() if "leaflet" in path)
    before = strip(content(path))
    after = before.copy()
    after.paste(255, (0, before.height // 4, before.width // 2, before.height // 2))

    assert difference(before, after) > LOOKS_LIKE
    assert difference(before, before.crop((0, 0, 40, 40))) > LOOKS_LIKE
