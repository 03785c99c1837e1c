"""What the preview shows while files change, break, vanish and come back."""

import asyncio
import os
import shutil
import signal

import pytest

from booklet.build import Selection, read_selection
from booklet.preview.desk import Desk
from booklet.preview.drawing import Drawn
from booklet.preview.feed import Feed
from booklet.preview.messages import FINDINGS_LIMIT, words_of
from booklet.preview.parts import parts_of
from booklet.preview.snapshot import Choice, read_snapshot
from booklet.preview.worddiff import word_diff
from booklet.preview.worker import Worker
from booklet.problems import ContentError
from tests.previews import CONTENT, TEXT, TROOPS, Pencil, change, desk_of
from tests.test_preview_parts import task_of


def pictures(desk):
    return {name: [page.name for page in shown.pages] for name, shown in desk.shown.items()}


def problems(desk):
    return [f"{problem['path']}: {problem['message']}" for problem in desk.state()["problems"]]


def test_only_the_section_whose_text_was_saved_is_drawn_anew(world):
    desk = desk_of(world)
    desk.drawer.drawn.clear()
    desk.save(TROOPS, change(desk))
    desk.refresh()

    assert desk.drawer.drawn == ["night"]


def test_nothing_is_drawn_where_nothing_has_changed(world):
    desk = desk_of(world)
    desk.drawer.drawn.clear()
    desk.refresh()

    assert desk.drawer.drawn == []
    assert desk.is_idle()


def test_a_style_sheet_that_changes_draws_every_section_anew(world):
    desk = desk_of(world)
    desk.drawer.drawn.clear()
    world.write(
        "templates/booklet/booklet.css",
        world.text("templates/booklet/booklet.css") + "h1 { color: device-cmyk(0 0 0 1) }\n",
    )
    desk.refresh()

    assert desk.drawer.drawn == ["night", "notes"]


def test_a_text_changed_in_data_or_by_another_program_is_shown(world):
    desk = desk_of(world)
    before = pictures(desk)
    world.replace(CONTENT, 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Həmin gecə"')
    desk.refresh()
    world.replace("data/book/sections/night.yaml", "title: The night", "title: That night")
    desk.refresh()

    assert pictures(desk)["booklet-small-night"] != before["booklet-small-night"]
    assert desk.messages["content/night.title"]["source"] == "That night"
    assert desk.messages["content/night.title"]["state"] == "outdated"


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("data/book/sections/night.yaml", "id: [night", "data/book/sections/night.yaml: YAML syntax"),
        ("templates/booklet/prose.html", "{% if %}", "templates/booklet/prose.html: template syntax"),
        (CONTENT, 'msgid "x', f"{CONTENT}: the closing quotation mark is missing"),
        (CONTENT, "\ufeffa".encode("utf-16"), f"{CONTENT}: the file is in UTF-16"),
    ],
)
def test_broken_files_are_told_over_the_last_good_pages(world, path, content, told):
    desk = desk_of(world)
    before, messages = pictures(desk), dict(desk.messages)
    good = world.text(path)
    world.write(path, content)
    desk.refresh()
    while_broken, told_then = pictures(desk), problems(desk)
    world.write(path, good)
    desk.refresh()

    assert while_broken == before
    assert told_then[0].startswith(told)
    assert desk.messages == messages
    assert problems(desk) == []


def test_a_catalog_that_is_deleted_and_comes_back_is_told_and_shown_again(world):
    desk = desk_of(world)
    before, text = pictures(desk), world.text(CONTENT)
    (world.root / CONTENT).unlink()
    desk.refresh()
    told, meanwhile = problems(desk), pictures(desk)
    world.write(CONTENT, text)
    desk.refresh()

    assert told == [f"{CONTENT}: this file is missing"]
    assert meanwhile == before
    assert problems(desk) == []


def test_a_section_that_cannot_be_drawn_keeps_its_picture_under_its_problem(world):
    desk = desk_of(world)
    before = pictures(desk)
    desk.drawer.fails = True
    desk.save(TROOPS, change(desk))
    desk.refresh()
    shown = desk.shown["booklet-small-night"].as_json()

    assert pictures(desk) == before
    assert shown["problems"][0]["message"] == "the renderer cannot draw this page"
    assert desk.shown["booklet-small-notes"].as_json()["problems"] == []


def test_a_text_with_an_unknown_token_leaves_the_page_as_it_was_and_says_so(world):
    desk = desk_of(world)
    before = pictures(desk)
    message = desk.save(TROOPS, change(desk, translation="Qoşunlar {N99}.[@A03]"))
    desk.refresh()

    assert pictures(desk) == before
    assert any("{N99}" in finding["message"] for finding in message["findings"])
    assert problems(desk) == []


def test_untranslated_and_fuzzy_texts_are_english_on_the_page_as_in_a_build(world):
    desk = desk_of(world)
    world.replace(CONTENT, 'msgctxt "night.title"', '#, fuzzy\nmsgctxt "night.title"')
    desk.refresh()

    assert "The night" in desk.shown["booklet-small-night"].part.html
    assert desk.messages["content/night.title"]["state"] == "fuzzy"
    assert desk.messages["content/night.title"]["translation"] == "Gecə"


def test_a_saved_text_that_another_program_takes_back_is_shown_as_it_was(world):
    desk = desk_of(world)
    before, text = dict(desk.messages), world.text(CONTENT)
    desk.save(TROOPS, change(desk))
    desk.refresh()
    world.write(CONTENT, text)
    desk.refresh()

    assert desk.messages == before


def test_after_a_save_everything_else_is_read_too(world):
    desk = desk_of(world)
    desk.save(TROOPS, change(desk))
    world.replace("data/book/sections/night.yaml", "title: The night", "title: That night")
    desk.refresh()
    desk.refresh()

    assert desk.messages["content/night.title"]["source"] == "That night"
    assert desk.messages[TROOPS]["translation"] == TEXT


def test_what_cannot_be_read_at_all_stops_the_start(world):
    world.write("data/book/sections/night.yaml", "id: [night")
    with pytest.raises(ContentError):
        Desk(world.root, Choice("az", "vigil"), Pencil())


def test_our_own_mistake_is_told_and_ends_nothing(world, monkeypatch):
    desk = desk_of(world)
    desk.save(TROOPS, change(desk))
    monkeypatch.setattr(desk, "_compose", lambda *_: 1 / 0)
    desk._refresh_or_tell()
    told = problems(desk)
    monkeypatch.undo()
    desk._refresh_or_tell()

    assert told == ["booklet: a bug of ours: ZeroDivisionError('division by zero')"]
    assert problems(desk) == []


def test_what_a_message_was_before_is_shown_word_by_word(world):
    desk = desk_of(world)
    world.replace(CONTENT, 'msgctxt "night.title"', '#, fuzzy\n#| msgid "A night"\nmsgctxt "night.title"')
    desk.refresh()

    assert desk.messages["content/night.title"]["changes"] == [("gone", "A"), ("new", "The"), ("same", " night")]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "new", [("new", "new")]),
        ("same", "same", [("same", "same")]),
        (
            "about {N05} men",
            "about {N06} men",
            [("same", "about "), ("gone", "{N05}"), ("new", "{N06}"), ("same", " men")],
        ),
        ("a, b", "a; b", [("same", "a"), ("gone", ","), ("new", ";"), ("same", " b")]),
    ],
)
def test_a_word_diff_shows_whole_words_and_tokens(old, new, pieces):
    assert word_diff(old, new) == pieces


def test_a_listener_gets_every_event_in_order_and_ends_with_the_feed():
    feed = Feed()

    async def listened():
        heard = []
        stream = feed.listen("hello", {})
        heard.append(await anext(stream))
        feed.publish("part", {"name": "a"})
        feed.publish("part", {"name": "b"})
        feed.close()
        heard += [text async for text in stream]
        return heard

    heard = asyncio.run(listened())

    assert heard == [
        "event: hello\ndata: {}\n\n",
        'event: part\ndata: {"name": "a"}\n\n',
        'event: part\ndata: {"name": "b"}\n\n',
    ]
    assert not feed.has_room()


def night_task(world):
    snapshot = read_snapshot(world.root, Choice("az", "vigil"))
    facts = snapshot.facts
    words = words_of(snapshot, {})
    parts = parts_of(facts.loaded.book, words, snapshot.editions()[0], facts.sources, facts.templates)
    return task_of(snapshot, parts[0])


def test_products_that_the_event_does_not_print_can_be_shown(world):
    products = world.text("data/book/products.yaml")
    world.write("data/book/products.yaml", products + products.replace("- id: booklet", "- id: flyer"))
    shutil.copytree(world.root / "templates/booklet", world.root / "templates/flyer")
    (world.root / "templates/flyer/booklet.html").rename(world.root / "templates/flyer/flyer.html")
    snapshot = read_snapshot(world.root, Choice("az", "vigil", products=("flyer", "unknown")))

    assert [edition.product.id for edition in snapshot.editions()] == ["flyer"]


def test_the_editions_shown_are_those_that_a_build_makes(world):
    path = "data/book/products.yaml"
    products = world.text(path)
    for_screens = products.replace("- id: booklet", "- id: slides").replace("family: us", "family: both")
    for_screens = for_screens.replace("[press, screen]", "[screen]")
    pairs = products.replace("- id: booklet", "- id: tumble\n  single: false\n  pairs: tumble")
    world.write(path, products + for_screens + pairs)
    for name in ("slides", "tumble"):
        shutil.copytree(world.root / "templates/booklet", world.root / f"templates/{name}")
        (world.root / f"templates/{name}/booklet.html").rename(world.root / f"templates/{name}/{name}.html")
    world.replace("data/events/vigil.yaml", "products: [booklet]", "products: [booklet, slides, tumble]")
    shown = read_snapshot(world.root, Choice("az", "vigil")).editions()
    _, built = read_selection(world.sources, Selection(("vigil",), ("az",)))

    assert [edition.name for edition in shown] == [edition.name for edition in built]
    assert [edition.stem for edition in shown] == ["booklet-small", "slides-small", "slides-small-us"]


def test_two_formats_of_a_product_are_shown_beside_each_other(world):
    world.replace("data/book/products.yaml", "[press, screen]", "[screen]")
    world.replace("data/book/products.yaml", "family: us", "family: both")
    desk = desk_of(world)
    sizes = ("small", "small-us")

    assert list(desk.shown) == [f"booklet-{size}-{section}" for size in sizes for section in ("night", "notes")]


def test_a_worker_that_was_killed_is_told_and_started_again(world):
    worker, task = Worker(world.root), night_task(world)
    try:
        first = worker.draw(task)
        os.kill(worker._process.pid, signal.SIGKILL)
        worker._process.wait()
        second = worker.draw(task)
    finally:
        worker.close()

    assert first.pictures[0].png == second.pictures[0].png
    assert worker._process is None


def test_a_worker_that_does_not_answer_is_given_up(world):
    worker = Worker(world.root, patience=0.0)
    try:
        drawn = worker.draw(night_task(world))
    finally:
        worker.close()

    assert "has not answered" in drawn.problems[0].message


def test_the_worker_ends_with_its_parent(world):
    worker = Worker(world.root)
    worker.start()
    process, line = worker._process, worker._line
    line.close()  # as the system does when the parent is killed
    try:
        code = process.wait(timeout=20)
    finally:
        worker.close()

    assert code == 0


def test_a_closed_worker_draws_nothing_more(world):
    worker = Worker(world.root)
    worker.close()
    drawn = worker.draw(night_task(world))

    assert drawn == Drawn(problems=drawn.problems)
    assert worker._process is None


def test_of_a_text_full_of_mistakes_the_first_are_shown_and_the_others_counted(world):
    judgement = desk_of(world).judge(TROOPS, '"' * 5_000)

    assert len(judgement.findings) == FINDINGS_LIMIT + 1
    assert judgement.findings[-1].message.endswith(" more")
