"""What an office printer gets: the pages on office paper, and the sheets that say how to print them."""

import io
from dataclasses import replace

import pikepdf
import pytest

from booklet.build import Selection, build, path_of, read_selection
from booklet.home_files import home_names
from booklet.model import HomeOptions
from booklet.pipeline import make_edition
from booklet.preflight import preflight
from booklet.problems import PressError
from booklet.sources import Sources
from tests.editions import BOOKLETS, CHECKOUT, EVENT, POSTERS, default_editions

SHEETS_MM = {"a": (210, 297), "us": (215.9, 279.4)}
MM_PER_POINT = 25.4 / 72
MOST_GROWTH = 1.1


@pytest.fixture(scope="module")
def editions():
    return default_editions()


def sizes(pdf):
    """The sizes of a file's pages in millimetres, rounded to a tenth, each once."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(value) * MM_PER_POINT for value in page.mediabox] for page in document.pages]
    return {(round(right - left, 1), round(top - bottom, 1)) for left, bottom, right, top in boxes}


def pages(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


@pytest.fixture(scope="module")
def english():
    """An English booklet of the default event, ready to be made with other wishes."""
    project, editions = read_selection(Sources(CHECKOUT), Selection((EVENT,), ("en",), ("booklet",), "a"))
    return project, editions[0]


def with_home(edition, **wishes):
    event = edition.event.model_copy(update={"home": HomeOptions(**wishes)})
    return edition.model_copy(update={"event": event})


@pytest.mark.parametrize("name", BOOKLETS)
def test_a_booklet_comes_with_sheets_to_fold_and_the_three_sheets_beside_them(editions, name):
    printed = editions[name]
    short, long = SHEETS_MM[printed.edition.format.family]

    assert set(printed.files) == {"press", "home", "how-to-print", "test-sheet", "fold-dummy", "screen"}
    assert sizes(printed.files["home"]) == sizes(printed.files["fold-dummy"]) == {(long, short)}
    assert pages(printed.files["home"]) == pages(printed.files["fold-dummy"]) == pages(printed.press) // 2


@pytest.mark.parametrize("name", POSTERS)
def test_a_poster_comes_as_tiles_and_reduced_to_one_sheet(editions, name):
    printed = editions[name]
    short, long = SHEETS_MM[printed.edition.format.family]

    assert set(printed.files) == {"press", "home", "how-to-print", "reduced", "screen"}
    assert sizes(printed.files["reduced"]) == {(short, long)}
    assert sizes(printed.files["home"]) <= {(short, long), (long, short)}
    assert pages(printed.files["reduced"]) == 1


@pytest.mark.parametrize("name", [*BOOKLETS, *POSTERS])
def test_a_home_file_is_hardly_larger_than_the_press_file(editions, name):
    printed = editions[name]

    assert len(printed.files["home"]) <= MOST_GROWTH * len(printed.press)


@pytest.mark.parametrize("name", [*BOOKLETS, *POSTERS])
def test_nothing_needs_to_be_said_of_our_own_editions(editions, name):
    assert editions[name].notes == ()


@pytest.mark.parametrize("name", [*BOOKLETS, *POSTERS])
@pytest.mark.parametrize("delivery", ["home", "how-to-print", "fold-dummy", "reduced"])
def test_home_files_are_fit_for_an_office_printer(editions, name, delivery):
    printed = editions[name]
    if delivery not in printed.files:
        return
    report = preflight(printed.files[delivery], printed.project.printers["office"], name=name)

    assert report.of("error") == ()


def test_a_printer_of_one_side_gets_fronts_and_backs_instead(english):
    project, edition = english
    made = make_edition(project, with_home(edition, one_sided=True), ("home",)).files

    assert "home" not in made
    assert pages(made["home-fronts"]) == pages(made["home-backs"]) == 6


def test_signatures_change_the_sheets_and_the_dummy_alike(english):
    project, edition = english
    stapled = make_edition(project, edition, ("home",)).files
    sewn = make_edition(project, with_home(edition, signature=2), ("home",)).files

    assert sewn["home"] != stapled["home"]
    assert sewn["fold-dummy"] != stapled["fold-dummy"]


def test_thicker_paper_moves_the_pages(english):
    project, edition = english
    thin, thick = (make_edition(project, with_home(edition, caliper_mm=mm), ("home",)).files for mm in (0.0, 0.2))

    assert thin["home"] != thick["home"]


def test_an_edition_that_is_not_fit_to_print_is_not_made(english):
    project, edition = english
    strict = project.printers["srgb-pod"]  # it takes no inks, and a press file has nothing else
    broken = replace(project, printers={**project.printers, "default": strict})

    with pytest.raises(PressError) as error:
        make_edition(broken, edition, ("press",))
    assert error.value.problems


def test_files_of_another_wish_do_not_stay_beside_the_new_ones(english, tmp_path):
    project, edition = english
    for wishes in ({}, {"one_sided": True}):
        (outcome,) = build(tmp_path, project, [with_home(edition, **wishes)], jobs=1, deliveries=("home",))
        left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("out/**/*.pdf"))

        assert left == sorted(outcome.files)


def test_a_failed_edition_takes_its_home_files_along(english, tmp_path):
    project, edition = english
    for name in home_names(edition):
        file = tmp_path / path_of(edition, "press").replace(f"{edition.stem}.press.pdf", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"older")
    strict = replace(project, printers={**project.printers, "default": project.printers["srgb-pod"]})
    (outcome,) = build(tmp_path, strict, [edition], jobs=1)

    assert outcome.exit_code == 3
    assert list(tmp_path.glob("out/**/*.pdf")) == []
