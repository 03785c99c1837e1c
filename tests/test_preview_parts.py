"""A section by itself is what it is in the whole edition, and each message is found on its page."""

import gc

import pytest

from booklet.compose import compose
from booklet.press import Boxes, Identity, screen_file
from booklet.preview.drawing import Task, draw, pictures
from booklet.preview.messages import words_of
from booklet.preview.parts import parts_of
from booklet.preview.snapshot import Choice, read_snapshot
from booklet.problems import ContentError
from booklet.render import lay_out, write_pdf
from tests.previews import CHECKOUT, desk_of

POINTS_PER_MM = 72 / 25.4


def task_of(snapshot, part):
    size = part.edition.format
    palette = {ink.cmyk: ink.screen for ink in snapshot.facts.formats.palette}
    sizes = (size.width_mm, size.height_mm, size.bleed_mm)
    return Task(part.name, part.html, part.head, part.place, part.edition.language, *sizes, palette)


def whole_pictures(snapshot, words, edition):
    facts, size = snapshot.facts, edition.format
    laid = lay_out("whole", compose(facts.loaded.book, words, edition, facts.sources, facts.templates), facts.sources)
    moment = "1990-01-20T00:00:00Z"
    identity = Identity("t", "a", edition.language, moment, moment, "id", "c", "p")
    boxes = Boxes(*(side * POINTS_PER_MM for side in (size.width_mm, size.height_mm, size.bleed_mm)))
    palette = {ink.cmyk: ink.screen for ink in facts.formats.palette}
    return pictures(screen_file(write_pdf(laid), boxes=boxes, identity=identity, palette=palette))


@pytest.mark.parametrize(("language", "paper"), [("az", "a"), ("ru", "us")])
def test_every_section_alone_is_pixel_for_pixel_what_it_is_in_the_booklet(language, paper):
    snapshot = read_snapshot(CHECKOUT, Choice(language, paper=paper))
    words = words_of(snapshot, {})
    edition = next(edition for edition in snapshot.editions() if edition.product.id == "booklet")
    facts = snapshot.facts
    whole = whole_pictures(snapshot, words, edition)
    gc.collect()
    different, unplaced = [], []
    for part in parts_of(facts.loaded.book, words, edition, facts.sources, facts.templates):
        drawn = draw(CHECKOUT, task_of(snapshot, part))
        first = part.place.first_page - 1
        pages = whole[first : first + part.place.pages]
        if [picture.png for picture in drawn.pictures] != [picture.png for picture in pages]:
            different.append(part.name)
        unplaced += part.messages - {box.key for box in drawn.boxes}

    assert different == []
    assert unplaced == []


def test_a_phrase_has_a_box_on_each_of_its_lines_and_a_block_one():
    snapshot = read_snapshot(CHECKOUT, Choice("az"))
    edition = next(edition for edition in snapshot.editions() if edition.product.id == "booklet")
    facts = snapshot.facts
    parts = parts_of(facts.loaded.book, words_of(snapshot, {}), edition, facts.sources, facts.templates)
    part = next(part for part in parts if part.place.section == "imprint")
    boxes = draw(CHECKOUT, task_of(snapshot, part)).boxes
    licence = [box for box in boxes if box.key == "content/edition.licence"]
    title = [box for box in boxes if box.key == "content/imprint.title"]

    assert len(licence) > 1
    assert len({box.top for box in licence}) == len(licence)
    assert len(title) == 2, "the heading, and the running head or contents that repeat it"
    assert all(0 <= box.left <= box.left + box.width <= 100.1 for box in boxes)
    assert all(0 <= box.top <= box.top + box.height <= 100.1 for box in boxes)


def test_the_unprinted_title_of_the_file_changes_no_part(world):
    desk = desk_of(world)
    before = {name: shown.version for name, shown in desk.shown.items()}
    world.replace("templates/booklet/booklet.html", "<title>{{ edition.title }}</title>", "<title>Another</title>")
    desk.refresh()

    assert {name: shown.version for name, shown in desk.shown.items()} == before


def test_a_template_that_loses_a_section_is_told(world):
    world.replace("templates/booklet/notes.html", 'data-section="{{ section.id }}"', "")
    snapshot = read_snapshot(world.root, Choice("az", "vigil"))
    facts = snapshot.facts
    with pytest.raises(ContentError) as told:
        parts_of(facts.loaded.book, words_of(snapshot, {}), snapshot.editions()[0], facts.sources, facts.templates)

    assert "no <section> with data-section=notes" in str(told.value)
