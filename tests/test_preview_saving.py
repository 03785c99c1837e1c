"""A translation comes into its catalog whole or not at all, and never over somebody else's."""

import os
import subprocess
import sys

import pytest

from booklet.catalogs import read_catalog
from booklet.preview import saving
from booklet.preview.saving import ConflictError
from booklet.preview.snapshot import Catalog
from booklet.problems import ContentError, FileRefusedError, Problem
from tests.previews import CHECKOUT, CONTENT, TEXT, TROOPS, change, desk_of


def translations(world):
    return {key: entry.translation for key, entry in read_catalog(world.sources, CONTENT).items()}


def test_a_saved_text_is_in_the_catalog_and_every_other_line_stays(world):
    desk = desk_of(world)
    before = world.text(CONTENT).split("\n")
    desk.save(TROOPS, change(desk))
    after = world.text(CONTENT).split("\n")

    assert translations(world)["night.troops"] == TEXT
    assert next(line for line in before if line not in after).startswith('"Qəzetin yazdığına görə')
    assert len([line for line in after if line not in before]) <= 3


def test_line_ends_and_byte_order_mark_stay(world):
    world.write(CONTENT, ("\ufeff" + world.text(CONTENT).replace("\n", "\r\n")).encode())
    desk = desk_of(world)
    desk.save(TROOPS, change(desk))
    written = (world.root / CONTENT).read_bytes()

    assert written.startswith("\ufeff# Azerbaijani".encode())
    assert written.count(b"\n") == written.count(b"\r\n")
    assert translations(world)["night.troops"] == TEXT


def test_another_entry_that_changed_meanwhile_keeps_its_change(world):
    desk = desk_of(world)
    wanted = change(desk)
    world.replace(CONTENT, 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Həmin gecə"')
    desk.save(TROOPS, wanted)

    assert translations(world)["night.title"] == "Həmin gecə"
    assert translations(world)["night.troops"] == TEXT


def test_the_same_entry_changed_meanwhile_is_refused_and_nothing_is_written(world):
    desk = desk_of(world)
    wanted = change(desk, "content/night.title", "Mənim gecəm")
    world.replace(CONTENT, 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Onun gecəsi"')
    before = world.text(CONTENT)
    with pytest.raises(ConflictError) as refused:
        desk.save("content/night.title", wanted)

    assert world.text(CONTENT) == before
    assert refused.value.entry.translation == "Onun gecəsi"
    assert refused.value.change.translation == "Mənim gecəm"
    assert desk.message_now("content/night.title")["translation"] == "Onun gecəsi"


def test_after_the_newer_version_was_seen_it_can_be_written_over(world):
    desk = desk_of(world)
    world.replace(CONTENT, 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Onun gecəsi"')
    desk.message_now("content/night.title")
    desk.save("content/night.title", change(desk, "content/night.title", "Mənim gecəm"))

    assert translations(world)["night.title"] == "Mənim gecəm"


def test_a_review_is_set_taken_and_lost_with_the_words(world):
    desk = desk_of(world)
    title = "content/night.title"
    reviewed = desk.save(title, change(desk, title, "Gecə", reviewed=True))
    read = read_catalog(world.sources, CONTENT)["night.title"]
    changed = desk.save(title, change(desk, title, "Həmin gecə", reviewed=None))

    assert reviewed["reviewed"]
    assert read.reviewed
    assert not changed["reviewed"]


def test_what_the_desk_remembers_after_saving_is_what_lies_on_the_disk(world):
    desk = desk_of(world)
    world.replace(CONTENT, 'msgctxt "night.troops"', '#, fuzzy\n#| msgid "Older"\nmsgctxt "night.troops"')
    desk.refresh()
    desk.save(TROOPS, change(desk, reviewed=True))
    remembered = desk.messages[TROOPS]
    desk.snapshot = desk.snapshot.__class__(
        **{**vars(desk.snapshot), "catalogs": {domain: Catalog() for domain in desk.snapshot.catalogs}}
    )

    assert desk.message_now(TROOPS) == remembered
    assert remembered["state"] == "translated"
    assert remembered["changes"] == []


def test_a_full_disk_is_told_and_leaves_the_catalog(world, monkeypatch):
    desk = desk_of(world)
    before = world.text(CONTENT)

    def refuse(target, _content):
        raise FileRefusedError(Problem(target.name, None, "error", "the file cannot be written: No space left"))

    monkeypatch.setattr(saving, "write_whole", refuse)
    with pytest.raises(FileRefusedError):
        desk.save(TROOPS, change(desk))

    assert world.text(CONTENT) == before
    assert desk.messages[TROOPS]["translation"] != TEXT


def test_a_catalog_that_is_gone_is_told_and_not_made_anew(world):
    desk = desk_of(world)
    (world.root / CONTENT).unlink()
    with pytest.raises(ContentError, match="this file is missing"):
        desk.save(TROOPS, change(desk))

    assert not (world.root / CONTENT).exists()


def test_a_catalog_with_a_merge_marker_is_not_written_to(world):
    desk = desk_of(world)
    world.write(CONTENT, world.text(CONTENT) + "\n<<<<<<< ours\n")
    before = world.text(CONTENT)
    with pytest.raises(ContentError, match="merge marker"):
        desk.save(TROOPS, change(desk))

    assert world.text(CONTENT) == before


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\u2028", "\x85", "\r", "\ue0f0", "\ud800"])
def test_a_sign_that_no_catalog_can_hold_is_refused(world, sign):
    desk = desk_of(world)
    with pytest.raises(ContentError, match="cannot stand in a catalog"):
        desk.save(TROOPS, change(desk, translation=f"a{sign}b"))

    assert desk.messages[TROOPS]["translation"] != f"a{sign}b"


@pytest.mark.parametrize("text", ['"', "\\", "\\n", "a\tb", "line\nline", "“«»” — № ₼", "msgstr", "#, fuzzy", "👩‍👩‍👧"])
def test_any_other_text_comes_back_as_it_was_written(world, text):
    desk = desk_of(world)
    desk.save(TROOPS, change(desk, translation=text))

    assert translations(world)["night.troops"] == text


def test_saving_the_same_text_again_does_not_touch_the_file(world):
    desk = desk_of(world)
    before = (world.root / CONTENT).stat()
    desk.save(TROOPS, change(desk, translation=desk.messages[TROOPS]["translation"], reviewed=None))

    assert (world.root / CONTENT).stat().st_mtime_ns == before.st_mtime_ns


# One process that loads the program once; its children save by the preview's own door and are killed at random moments.
KILLED_SAVERS = """
import os, random, signal, sys, time
from pathlib import Path
from booklet.catalogs import read_catalog
from booklet.preview.messages import version_of
from booklet.preview.saving import Change, save
from booklet.preview.snapshot import Catalog
from booklet.sources import Sources

root, path, texts = Path(sys.argv[1]), sys.argv[2], ("Birinci mətn " * 40, "İkinci mətn")
chance = random.Random(20)
keys = set(read_catalog(Sources(root), path))

def now():
    return read_catalog(Sources(root), path)

def save_without_end():
    turn = 0
    while True:
        change = Change("content", "night.troops", texts[turn % 2], version_of(now()["night.troops"]), None)
        save(root, "az", change, Catalog())
        turn += 1

first = now()["night.troops"].translation
for round in range(200):
    child = os.fork()
    if not child:
        save_without_end()
    time.sleep(chance.uniform(0, 0.03))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    entries = now()
    assert set(entries) == keys
    assert entries["night.troops"].translation in (first, *texts)
print("whole")
"""


def test_killed_at_200_moments_of_saving_the_catalog_is_whole_with_the_old_or_the_new_text(world):
    desk = desk_of(world)
    done = subprocess.run(
        [sys.executable, "-c", KILLED_SAVERS, str(world.root), CONTENT],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        check=False,
    )
    desk.refresh()
    desk.save(TROOPS, change(desk))

    assert done.stdout == "whole\n", done.stderr
    assert translations(world)["night.troops"] == TEXT
