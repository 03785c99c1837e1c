"""The booklet as one page for browsers: the same content, nothing fetched, readable by everybody."""

import re
from functools import cache
from itertools import pairwise

import pytest
import tinyhtml5
from axe_playwright_python.sync_playwright import Axe

from booklet.build import Selection, path_of, read_selection
from booklet.model import LANGUAGES
from booklet.pipeline import make_edition
from booklet.problems import PressError
from booklet.sources import Sources
from booklet.webpage import web_page
from tests.bench_preview import browser
from tests.editions import CHECKOUT, plain

HTML = "{http://www.w3.org/1999/xhtml}"
PALETTE = {(0.0, 0.0, 0.0, 1.0): "#1a1a1a"}
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1200, "height": 900}
FILE_LIMIT = 300_000


@cache
def planned():
    project, found = read_selection(Sources(CHECKOUT), Selection(("example",), LANGUAGES, ("web", "booklet")))
    return project, {edition.setting: edition for edition in found}


@cache
def page_of(language):
    project, editions = planned()
    files = make_edition(project, editions[f"{language}/web-booklet"]).files
    assert list(files) == ["page"]
    return files["page"].decode()


@cache
def tree_of(language):
    return tinyhtml5.parse(page_of(language))


def elements(language, *names):
    return [element for element in tree_of(language).iter() if element.tag in {HTML + name for name in names}]


def test_the_page_has_the_plan_of_the_booklet():
    products = planned()[0].loaded.book.products

    assert products["web"].sections == products["booklet"].sections


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_booklet_stands_on_the_page(language):
    project, editions = planned()
    words = plain(" ".join(tree_of(language).itertext()))
    edition = editions[f"{language}/web-booklet"]
    missing = []
    for place in (entry.section for entry in edition.product.sections if entry.option is None):
        for block in project.loaded.book.sections[place].blocks:
            text = project.words[language].content.get(f"{place}.{block.id}", "")
            pieces = [plain(piece) for piece in re.split(r"\{[^}]*\}|\[@[^\]]*\]|\*", text)]
            missing += [(place, block.id) for piece in pieces if piece and piece not in words]

    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_its_language_and_has_one_title_and_its_landmarks(language):
    assert tree_of(language).get("lang") == language
    assert [len(elements(language, name)) for name in ("title", "h1", "main", "nav", "footer")] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_never_skip_a_level(language):
    levels = [int(element.tag[-1]) for element in elements(language, "h1", "h2", "h3", "h4")]

    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_inside_the_page_leads_somewhere_and_every_id_stands_once(language):
    names = [element.get("id") for element in tree_of(language).iter() if element.get("id")]
    targets = {link.get("href")[1:] for link in elements(language, "a") if link.get("href", "").startswith("#")}

    assert len(names) == len(set(names))
    assert targets - set(names) == set()
    assert len(targets) > 60


def test_page_references_lead_to_the_sections_that_they_name():
    (reference,) = re.findall(r'see page <a href="#figures">(\d+)</a>\. Every', page_of("en"))

    assert f"Page {reference} of the printed booklet" in page_of("en")


def test_the_page_is_small_enough_to_send():
    assert all(len(page_of(language).encode()) < FILE_LIMIT for language in LANGUAGES)
    assert path_of(planned()[1]["en/web-booklet"], "page") == "out/example/en/web-booklet.html"


# ── nothing is fetched, and every ink is a colour ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "planted",
    [
        '<img src="picture.png">',
        "<img src='https://example.org/a.png'>",
        '<img srcset="a.png 2x">',
        '<link rel="stylesheet" href="base.css">',
        "<style>@import 'base.css';</style>",
        "<style>a { background: url(a.png) }</style>",
        "<script>alert(1)</script>",
        '<iframe title="x"></iframe>',
        '<svg><use href="drawing.svg#a"/></svg>',
        '<svg><image href="a.png"/></svg>',
    ],
)
def test_whatever_a_browser_would_fetch_or_run_is_refused(planted):
    with pytest.raises(PressError) as caught:
        web_page(f"<body>{planted}</body>", palette=PALETTE, name="event/en/web")

    assert "the page asks for" in caught.value.problems[0].message


def test_what_stands_in_the_page_itself_and_what_a_reader_follows_may_stay():
    html = '<a href="https://example.org/">a</a><img src="data:image/png;base64,AA"><a href="#a">b</a>'

    assert web_page(html, palette=PALETTE, name="event/en/web").decode() == html


def test_each_ink_becomes_its_colour_on_screens_and_an_unknown_one_is_refused():
    shown = web_page("<p style='color: device-cmyk(0 0 0 1)'>", palette=PALETTE, name="x")

    assert shown == b"<p style='color: #1a1a1a'>"
    with pytest.raises(PressError) as caught:
        web_page("<p style='color: device-cmyk(1 0 0 0)'>", palette=PALETTE, name="x")
    assert "device-cmyk(1 0 0 0)" in caught.value.problems[0].message


# ── in a browser ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def window():
    with browser() as opened:
        yield opened


@pytest.mark.parametrize(("language", "size"), [("en", DESK), *((language, PHONE) for language in LANGUAGES)])
def test_a_browser_asks_for_nothing_finds_no_barrier_and_never_scrolls_sideways(window, tmp_path, language, size):
    path = tmp_path / "page.html"
    path.write_text(page_of(language), encoding="utf-8")
    page, asked = window.new_page(viewport=size), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    barriers = Axe().run(page).response["violations"]
    width = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert [address for address in asked if not address.startswith("data:")] == [path.as_uri()]
    assert [(found["id"], found["nodes"][0]["html"]) for found in barriers] == []
    assert width <= size["width"]
