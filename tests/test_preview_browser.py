"""The preview in a real browser: Chromium without a window, on a copy of the project."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from booklet.catalogs import read_catalog
from booklet.sources import Sources
from tests.bench_preview import PARTS, browser, served
from tests.previews import CHECKOUT, CONTENT

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
TELEVISION = "night.television"
TITLE = "night.title"
PATIENCE_MS = 20_000

expect.set_options(timeout=PATIENCE_MS)


def _link_or_copy(source, target):
    """Large files that no test changes need not be copied."""
    if source.endswith((".otf", ".icc", ".png")):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    folder = tmp_path_factory.mktemp("preview") / "project"
    for part in PARTS:
        try:
            shutil.copytree(CHECKOUT / part, folder / part, copy_function=_link_or_copy)
        except shutil.Error:  # another file system
            shutil.copytree(CHECKOUT / part, folder / part, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def preview(root):
    """A running preview of the copy: its desk and its address."""
    with served(root) as running:
        yield running


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def opened(preview, chromium, root):
    """A way to open the preview in a window; whatever a test wrote is taken back."""
    desk, address = preview
    before = (root / CONTENT).read_bytes()
    contexts, complaints = [], []

    def window(viewport=WIDE, scheme="light", ui=""):
        context = chromium.new_context(viewport=viewport, color_scheme=scheme)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + (f"&ui={ui}" if ui else ""))
        drawn(page, desk)
        return page

    yield window
    for context in contexts:
        context.close()
    (root / CONTENT).write_bytes(before)
    desk.message_now(f"content/{TITLE}")

    assert complaints == []


@pytest.fixture
def page(opened):
    return opened()


def drawn(page, desk):
    """Wait until every page of the booklet has a picture and a text is selected."""
    for _ in range(PATIENCE_MS // 50):
        if desk.is_idle() and not page.locator("#sheets .empty").count() and page.locator("#key:not(:empty)").count():
            return
        page.wait_for_timeout(50)
    pytest.fail("the pages were not drawn")


def sheet(page, number):
    return page.locator(f'.sheet[data-page$=":{number}"]').first


def choose(page, key):
    """Select a text as somebody does who knows its name: by the search."""
    page.locator("#query").fill(key)
    page.locator(f'#list [data-name="content/{key}"]').click()
    page.locator("#query").fill("")
    expect(page.locator("#key")).to_have_text(key)


def translation(root, key):
    return read_catalog(Sources(root), CONTENT)[key].translation


def test_a_click_on_the_page_selects_its_text_and_marks_it(page):
    sheet(page, 4).scroll_into_view_if_needed()
    choose(page, TELEVISION)
    box = sheet(page, 4).locator(".box.chosen").bounding_box()
    choose(page, TITLE)
    page.mouse.click(box["x"] + 40, box["y"] + box["height"] / 2)

    expect(page.locator("#key")).to_have_text(TELEVISION)
    expect(sheet(page, 4).locator(".box.chosen")).to_have_count(1)
    expect(page.locator('#list [aria-current="true"]')).to_have_attribute("data-name", f"content/{TELEVISION}")


def test_selecting_a_text_scrolls_to_its_page_and_marks_it(page):
    choose(page, "grounds.aims")

    expect(page.locator(".box.chosen").first).to_be_in_viewport()
    expect(sheet(page, 9)).to_be_in_viewport()


def test_a_saved_text_is_written_and_its_page_changes_without_moving(page, root):
    choose(page, TELEVISION)
    image = sheet(page, 4).locator("img")
    before, top = image.get_attribute("src"), page.evaluate("() => document.getElementById('pages').scrollTop")
    text = page.locator("#translation").input_value().replace("partladıldı", "dağıdıldı")
    page.locator("#translation").fill(text)
    page.locator("#translation").press("Control+Enter")

    expect(image).not_to_have_attribute("src", before)
    expect(page.locator("#outcome")).to_have_class("good")
    assert page.evaluate("() => document.getElementById('pages').scrollTop") == top > 0
    assert translation(root, TELEVISION) == text
    assert image.evaluate("image => image.complete && image.naturalWidth > 1000")
    expect(page.locator("#save")).to_be_disabled()


def test_somebody_who_types_on_while_a_text_is_saved_meets_no_conflict_with_oneself(page, root):
    choose(page, TITLE)
    field = page.locator("#translation")
    field.fill("Bir")
    page.evaluate(
        """() => {
          document.getElementById("save").click();
          const field = document.getElementById("translation");
          field.value += " iki";
          field.dispatchEvent(new Event("input"));
        }"""
    )
    expect(page.locator(f'#list [data-name="content/{TITLE}"] .warning').first).to_be_visible()
    page.wait_for_timeout(500)

    assert translation(root, TITLE) == "Bir"
    expect(field).to_have_value("Bir iki")
    expect(page.locator("#conflict")).to_be_hidden()


def test_problems_show_while_somebody_types_and_a_suggestion_can_be_taken(page, root):
    choose(page, TELEVISION)
    before = page.locator("#translation").input_value()
    page.locator("#translation").fill(f"{before} 1990-ci il")

    expect(page.locator("#findings .error").first).to_be_visible()
    page.locator("#findings button").first.click()
    expect(page.locator("#translation")).to_have_value(f"{before} 1990-cı il")
    assert translation(root, TELEVISION) == before


def test_a_lost_token_is_told_and_a_click_brings_it_back(page):
    choose(page, TELEVISION)
    field = page.locator("#translation")
    before = field.input_value()
    field.fill(before.replace("[@A41]", ""))
    expect(page.locator("#findings")).to_contain_text("[@A41]")
    field.press("End")
    page.locator("#tokens button", has_text="[@A41]").click()

    expect(field).to_have_value(before)
    expect(page.locator("#findings .error")).to_have_count(0)


def test_undo_and_revert_bring_the_saved_text_back(page):
    choose(page, TELEVISION)
    field = page.locator("#translation")
    before = field.input_value()
    field.press("End")
    field.press_sequentially("a")
    typed = field.input_value()
    field.press("Control+z")
    undone = field.input_value()
    field.fill("other")
    page.locator("#revert").click()

    assert (typed, undone) == (f"{before}a", before)
    expect(field).to_have_value(before)
    expect(page.locator("#revert")).to_be_disabled()
    field.press("Control+z")
    expect(field).to_have_value("other")


def test_everything_can_be_done_with_the_keyboard(page, root):
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("#query").focus()
    page.keyboard.type("night.title")
    page.keyboard.press("Tab")
    expect(page.locator("#list button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#translation")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" !")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outcome")).to_have_class("good")
    written = translation(root, TITLE)
    page.locator("#query").fill("night.")
    page.locator("#translation").focus()
    page.keyboard.press("Alt+ArrowDown")
    below = page.locator("#key").inner_text()
    page.keyboard.press("Alt+ArrowUp")

    assert written.endswith(" !")
    assert below != TITLE
    expect(page.locator("#key")).to_have_text(TITLE)
    expect(page.locator("#translation")).to_be_focused()


def test_the_arrow_keys_walk_through_the_list(page):
    page.locator("#query").fill("night.")
    page.locator("#list button[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    expect(page.locator("#list li:nth-child(3) button")).to_be_focused()


def rewrite(root, old, new):
    path = root / CONTENT
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def retitle(root, title):
    """Another program writes another title of the chapter."""
    before = f'msgctxt "{TITLE}"\nmsgid "What happened"\nmsgstr '
    rewrite(root, f'{before}"{translation(root, TITLE)}"', f'{before}"{title}"')


def test_a_file_changed_by_another_program_is_shown(page, root):
    choose(page, TITLE)
    title = translation(root, TITLE)
    before = sheet(page, 4).locator("img").get_attribute("src")
    retitle(root, f"{title} indi")

    expect(page.locator("#translation")).to_have_value(f"{title} indi")
    expect(sheet(page, 4).locator("img")).not_to_have_attribute("src", before)


def test_two_who_change_the_same_text_both_keep_theirs_until_one_decides(page, root):
    choose(page, TITLE)
    field = page.locator("#translation")
    field.fill("Mənim başlığım")
    retitle(root, "Onun başlığı")
    expect(page.locator("#theirs")).to_have_text("Onun başlığı")
    kept = field.input_value(), translation(root, TITLE)
    page.locator("#keep-mine").click()
    expect(page.locator("#outcome")).to_have_class("good")

    assert kept == ("Mənim başlığım", "Onun başlığı")
    assert translation(root, TITLE) == "Mənim başlığım"
    expect(page.locator("#conflict")).to_be_hidden()


def test_the_text_of_the_other_one_can_be_taken(page, root):
    choose(page, TITLE)
    page.locator("#translation").fill("Mənim başlığım")
    retitle(root, "Onun başlığı")
    page.locator("#take-theirs").click()

    expect(page.locator("#translation")).to_have_value("Onun başlığı")
    assert translation(root, TITLE) == "Onun başlığı"


def test_a_reload_keeps_the_place_the_text_and_what_is_not_saved(page):
    choose(page, "grounds.aims")
    page.locator("#translation").fill("Hələ saxlanmayıb")
    top = page.evaluate("() => document.getElementById('pages').scrollTop")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()

    expect(page.locator("#key")).to_have_text("grounds.aims")
    expect(page.locator("#translation")).to_have_value("Hələ saxlanmayıb")
    expect(page.locator("#list [aria-current] .warning").first).to_be_visible()
    assert abs(page.evaluate("() => document.getElementById('pages').scrollTop") - top) < 5
    page.locator("#revert").click()


def test_broken_data_shows_its_problem_over_the_pages_and_goes_when_mended(page, root):
    path = root / "data/book/sections/night.yaml"
    good = path.read_text(encoding="utf-8")
    before = sheet(page, 4).locator("img").get_attribute("src")
    try:
        path.write_text(good.replace("id: night", "id: [night"), encoding="utf-8")
        expect(page.locator("#problems")).to_contain_text("data/book/sections/night.yaml:")
        expect(sheet(page, 4).locator("img")).to_have_attribute("src", before)
    finally:
        path.write_text(good, encoding="utf-8")

    expect(page.locator("#problems .told")).to_have_count(0)


def test_a_text_that_does_not_fit_says_so_on_its_page(page, root):
    choose(page, "grounds.aims")
    page.locator("#translation").fill(page.locator("#translation").input_value() * 8)
    expect(page.locator("#length")).to_have_class("over")
    page.locator("#translation").press("Control+Enter")

    expect(page.locator('[data-part="booklet-a5-grounds"] .told')).to_contain_text("does not fit")
    expect(page.locator('[data-part="booklet-a5-grounds"] .sheet')).not_to_have_count(1)


def test_a_review_is_kept_and_lost_with_the_words(page, root):
    choose(page, TITLE)
    page.locator("#reviewed").check()
    page.locator("#save").click()
    expect(page.locator("#outcome")).to_have_class("good")
    reviewed = read_catalog(Sources(root), CONTENT)[TITLE].reviewed
    page.locator("#translation").press("End")
    page.locator("#translation").press_sequentially("s")

    assert reviewed
    expect(page.locator("#reviewed")).not_to_be_checked()
    page.locator("#revert").click()
    expect(page.locator("#reviewed")).to_be_checked()


def test_filters_and_the_search_find_texts(page, root):
    def listed(key):
        return page.locator(f'#list [data-name="content/{key}"]')

    retitle(root, "")
    rewrite(root, 'msgctxt "grounds.title"', '#, fuzzy\nmsgctxt "grounds.title"')
    page.locator("#filter").select_option("untranslated")
    expect(listed(TITLE)).to_have_count(1)
    expect(listed("grounds.title")).to_have_count(0)
    page.locator("#filter").select_option("fuzzy")
    expect(listed("grounds.title")).to_have_count(1)
    expect(listed(TITLE)).to_have_count(0)
    page.locator("#filter").select_option("unreviewed")
    expect(listed(TELEVISION)).to_have_count(1)
    page.locator("#filter").select_option("all")
    page.locator("#query").fill("TELEVİZİYASININ ENERJİ")
    expect(listed(TELEVISION)).to_have_count(1)

    assert listed(TITLE).count() == 0


def test_the_filter_of_problems_lists_what_the_checks_find(page):
    choose(page, TITLE)
    page.locator("#translation").fill("Nə  baş verdi")
    page.locator("#translation").press("Control+Enter")
    expect(page.locator("#outcome")).to_have_class("good")
    page.locator("#filter").select_option("problems")

    expect(page.locator(f'#list [data-name="content/{TITLE}"]')).to_have_count(1)
    expect(page.locator(f'#list [data-name="content/{TELEVISION}"]')).to_have_count(0)


def test_what_changed_in_the_english_text_is_marked_word_by_word(page, root):
    rewrite(root, f'msgctxt "{TITLE}"', f'#, fuzzy\n#| msgid "What has happened"\nmsgctxt "{TITLE}"')
    choose(page, TITLE)

    expect(page.locator("#diff del")).to_have_text("has ")
    expect(page.locator("#save")).to_be_enabled()
    page.locator("#save").click()
    expect(page.locator("#outcome")).to_have_class("good")
    expect(page.locator("#changes")).to_be_hidden()
    assert not read_catalog(Sources(root), CONTENT)[TITLE].fuzzy


def test_a_script_in_a_translation_is_never_run(page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    choose(page, TITLE)
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page.locator("#translation").fill(evil)
    page.locator("#translation").press("Control+Enter")
    expect(page.locator("#list [aria-current] .words")).to_have_text(evil)
    page.wait_for_timeout(300)

    assert asked == []
    assert page.locator("#desk img, #desk script").count() == 0


def test_nothing_is_asked_of_anybody_else(opened, preview):
    page = opened()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    expect(page.locator("#key:not(:empty)")).to_have_count(1)

    own = preview[1].split("?")[0]
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith(own)] == []


def test_a_narrow_screen_shows_one_thing_at_a_time(opened):
    page = opened(NARROW)
    expect(page.locator("#translation")).to_be_visible()
    page.locator('.views [data-view="pages"]').click()
    expect(page.locator("#translation")).to_be_hidden()
    image = sheet(page, 4)
    image.scroll_into_view_if_needed()
    box = image.locator("img").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.45)

    expect(page.locator("#translation")).to_be_visible()
    expect(page.locator("#key")).to_contain_text("night.")


@pytest.mark.parametrize(
    ("ui", "viewport", "scheme"),
    [
        ("en", WIDE, "light"),
        ("az", WIDE, "dark"),
        ("ru", WIDE, "light"),
        ("en", NARROW, "dark"),
        ("az", NARROW, "light"),
        ("ru", NARROW, "dark"),
    ],
)
def test_the_page_is_accessible_and_fits_in_each_size_theme_and_language(opened, ui, viewport, scheme):
    page = opened(viewport, scheme, ui)
    choose(page, TELEVISION)
    page.locator("#translation").fill("1990-ci ildə 20 nəfər")
    expect(page.locator("#findings .error").first).to_be_visible()
    found = {"texts": Axe().run(page)}
    if viewport is NARROW:
        page.locator('.views [data-view="pages"]').click()
        found["pages"] = Axe().run(page)
    violations = [
        f"{view}: {one['id']}: {node['html'][:100]}"
        for view, results in found.items()
        for one in results.response["violations"]
        for node in one["nodes"]
    ]

    assert violations == []
    assert page.evaluate("() => document.documentElement.scrollWidth") == viewport["width"]
    assert page.locator("html").get_attribute("lang") == ui


def test_axe_finds_a_planted_fault(page):
    page.evaluate("() => document.getElementById('label').remove()")

    assert "label" in {one["id"] for one in Axe().run(page).response["violations"]}
