"""The gallery in a real browser: Chromium without a window, straight from the disk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from booklet.publish import publish, write_gallery
from booklet.sources import Sources
from tests.bench_preview import browser
from tests.receipts_of import EVENTS, add_event, gallery_project

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PAGES = {"en": "index.html", "az": "index.az.html", "ru": "index.ru.html"}
EDITIONS = 49


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """Four events, so that the page has its list of them, shown in ``out/`` and published in ``dist/``."""
    folder = gallery_project(tmp_path_factory.mktemp("gallery") / "project")
    add_event(folder, "example", EVENTS["london"] + "example: true\n")
    add_event(folder, "baku", "year: 2027\ntitle: An event in English alone\nlanguages: [en]\n")
    write_gallery(Sources(folder))
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def opened(chromium, root):
    """A way to open a page from the disk; nothing may be asked of the web, and nothing complained of."""
    contexts, complaints = [], []

    def window(path="out/index.html", viewport=WIDE, scheme="light", scripts=True):
        context = chromium.new_context(viewport=viewport, color_scheme=scheme, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith("file:") else None)
        page.goto((root / path.partition("#")[0]).as_uri() + "".join(path.partition("#")[1:]))
        return page

    yield window
    for context in contexts:
        context.close()

    assert complaints == []


def violations(page):
    return [
        f"{one['id']}: {node['html'][:100]}" for one in Axe().run(page).response["violations"] for node in one["nodes"]
    ]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("folder", ["out", "dist/2027/example"])
def test_axe_finds_no_fault(opened, folder, language, scheme, viewport):
    page = opened(f"{folder}/{PAGES[language]}", viewport, scheme)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == viewport["width"]
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["dist/index.html", "dist/2027/index.html", "out/baku/index.ru.html"])
def test_axe_finds_no_fault_on_the_other_pages(opened, path, scheme):
    assert violations(opened(path, NARROW, scheme)) == []


def test_axe_finds_a_planted_fault(opened):
    page = opened()
    page.evaluate("() => document.querySelector('label').remove()")

    assert any(found.startswith("select-name") for found in violations(page))


def test_the_latest_year_is_reached_without_a_server(opened):
    page = opened("dist/latest/index.az.html")
    page.wait_for_url("**/dist/2027/index.az.html")

    expect(page.locator(".edition").first).to_be_visible()


def test_without_scripts_everything_is_there_and_the_filter_is_not(opened):
    page = opened(scripts=False)

    expect(page.locator(".edition")).to_have_count(EDITIONS)
    expect(page.locator(".edition:visible")).to_have_count(EDITIONS)
    expect(page.locator("#filter")).to_be_hidden()


def test_filters_work_by_keyboard_and_stand_in_the_address(opened):
    page = opened()
    page.locator("#event").focus()
    page.keyboard.type("An event")
    page.keyboard.press("Tab")
    page.keyboard.type("Rus")
    page.keyboard.press("Tab")
    page.keyboard.type("Poster")

    expect(page.locator(".edition:visible")).to_have_count(1)
    expect(page.locator(".event:visible")).to_have_count(1)
    expect(page.locator(".language:visible")).to_have_count(1)
    expect(page.locator("#count")).to_have_text(f"Editions shown: 1 of {EDITIONS}")
    assert page.url.endswith("#event=baku&language=ru&product=poster")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".edition:visible")).to_have_count(EDITIONS)
    assert page.url.endswith("index.html")


def test_an_address_brings_its_filters_back_in_every_language(opened):
    page = opened("out/index.html#language=az&product=booklet")
    expect(page.locator(".edition:visible")).to_have_count(5)
    page.locator(".translations a", has_text="Русский").click()

    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator("#language")).to_have_value("az")
    expect(page.locator(".edition:visible")).to_have_count(5)


def test_an_address_that_names_nothing_known_shows_everything(opened):
    page = opened("out/index.html#event=no-such&language=xx&product=<b>")

    expect(page.locator(".edition:visible")).to_have_count(EDITIONS)


def test_a_link_within_the_page_keeps_the_filters(opened):
    page = opened("out/index.html#product=poster")
    page.locator('.contents a[href="#event-general"]').click()

    expect(page.locator("#event-general")).to_be_in_viewport()
    expect(page.locator(".edition:visible")).to_have_count(12)


def test_the_first_key_leads_to_the_files(opened):
    page = opened()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_pictures_are_drawn_when_they_come_into_view(opened):
    page = opened()
    last = page.locator(".edition img").last
    last.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=last.element_handle())

    assert last.evaluate("image => [image.width, image.height]")[0] > 0


def test_a_checksum_opens_by_keyboard(opened):
    page = opened("out/general/index.html")
    page.locator(".sum summary").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".sum code").first).to_be_visible()
