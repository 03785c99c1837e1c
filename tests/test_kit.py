"""The whole kit, from one event file: nothing to complain of, fit to print and to be heard, and as it looked before."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import page as page_validation
import pytest
from PIL import Image, ImageChops

from booklet.build import default_jobs
from booklet.preflight import preflight
from tests.kit import (
    CHOICES,
    EVENT,
    GAP_PX,
    PAGE_WIDTH_PX,
    content,
    files_of,
    golden_of,
    made_kit,
    pictured,
    strip,
)

# How far the mean grey of any spot of half a page's width may move, of 255: a line that another version of Pango breaks
# elsewhere moves it by less, a text that is gone by more.
LOOKS_LIKE = 8
SPOT_PX = (PAGE_WIDTH_PX + GAP_PX) // 2
PRODUCTS = (
    "booklet", "poster", "leaflet", "trifold", "panels", "captions", "programme", "roles", "letter", "documents",
    "names", "candles", "wall", "invitation", "signs", "booklet-large", "booklet-tumble", "press-release", "proof",
    "web", "social", "slides",
)  # fmt: skip


def difference(before, after):
    """How far two pictures are apart at their worst spot; more than any limit where their sizes differ."""
    if before.size != after.size:
        return 255
    spots = (max(1, before.width // SPOT_PX), max(1, before.height // SPOT_PX))
    return ImageChops.difference(before, after).resize(spots, Image.Resampling.BOX).getextrema()[1]


def test_every_edition_of_the_kit_is_made_without_a_word():
    _, _, _, outcomes = made_kit()

    assert [problem for outcome in outcomes.values() for problem in outcome.problems] == []


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_product_is_made_in_every_language_and_family(product):
    _, project, editions, _ = made_kit()
    made_for = project.loaded.book.products[product].is_made_for
    languages = {edition.folder for edition in editions.values() if edition.product.id == product}

    assert languages == {
        language for _, chosen in CHOICES for language in chosen if made_for(2 if "+" in language else 1)
    }


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


def strip_of(language, stem):
    return strip(content(f"out/{EVENT}/{language}/{stem}.screen.pdf"))


def test_a_blank_page_of_a_booklet_looks_different():
    before = strip_of("en", "booklet-a5")
    after = before.copy()
    left = 3 * (PAGE_WIDTH_PX + GAP_PX)
    after.paste(255, (left, 0, left + PAGE_WIDTH_PX, 62))

    assert difference(before, after) > LOOKS_LIKE
    assert difference(before, before.crop((0, 0, 40, 40))) > LOOKS_LIKE


@pytest.mark.parametrize("stem", ["booklet-a5"])
def test_another_language_looks_different(stem):
    assert difference(strip_of("en", stem), strip_of("az", stem)) > LOOKS_LIKE
