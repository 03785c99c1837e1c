"""A translation comes into its catalog whole or not at all, and never over somebody else's."""

import fcntl
import os
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from booklet.build import write_whole
from booklet.catalogs import read_catalog, set_translation
from booklet.catalogs.alone import FOLDER, LOCK, alone_with_catalogs
from booklet.catalogs.exchange import exported
from booklet.cli import translating
from booklet.preview import saving
from booklet.preview.saving import ConflictError
from booklet.preview.snapshot import Catalog
from booklet.problems import ContentError, FileRefusedError, Problem
from tests.previews import CHECKOUT, CONTENT, TEXT, TROOPS, change, desk_of
from tests.test_spreadsheets import TRANSLATION, edited


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

    def refuse(target, _content, **_others):
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


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\u2028", "\x85", "\r", "\ue0f0", "\ud800", "\ufdd0", "\ufdef"])
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


def write_between(monkeypatch, edit):
    """Let another program write once, when the new text lies beside the catalog and is not yet renamed."""
    edits, whole = [edit], os.fsync

    def late(descriptor):
        if edits:
            edits.pop()()
        whole(descriptor)

    monkeypatch.setattr(os, "fsync", late)


def test_another_entry_that_is_written_between_reading_and_renaming_keeps_its_change(world, monkeypatch):
    desk = desk_of(world)
    old, new = 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Həmin gecə"'
    write_between(monkeypatch, lambda: world.replace(CONTENT, old, new))
    desk.save(TROOPS, change(desk))
    remembered = desk.snapshot.catalogs["content"]

    assert translations(world)["night.title"] == "Həmin gecə"
    assert translations(world)["night.troops"] == TEXT
    assert remembered.key == sha256((world.root / CONTENT).read_bytes()).hexdigest()
    assert {key: entry.translation for key, entry in remembered.entries.items()} == translations(world)
    assert desk.messages["content/night.title"]["translation"] == "Həmin gecə"


def test_the_same_entry_that_is_written_between_reading_and_renaming_is_refused(world, monkeypatch):
    desk = desk_of(world)
    wanted = change(desk, "content/night.title", "Mənim gecəm")
    old, new = 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Onun gecəsi"'
    write_between(monkeypatch, lambda: world.replace(CONTENT, old, new))
    with pytest.raises(ConflictError):
        desk.save("content/night.title", wanted)

    assert translations(world)["night.title"] == "Onun gecəsi"
    assert list((world.root / CONTENT).parent.glob(".*")) == []


def test_a_catalog_that_vanishes_between_reading_and_renaming_is_told_and_not_made_anew(world, monkeypatch):
    desk = desk_of(world)
    write_between(monkeypatch, (world.root / CONTENT).unlink)
    with pytest.raises(ContentError, match="this file is missing"):
        desk.save(TROOPS, change(desk))

    assert not (world.root / CONTENT).exists()


def test_a_catalog_that_changes_while_it_is_read_is_not_remembered_under_a_hash_of_other_words(world, monkeypatch):
    desk = desk_of(world)
    monkeypatch.setattr(Path, "read_bytes", changing(world, CONTENT, Path.read_bytes))
    world.replace(CONTENT, 'msgctxt "night.troops"', '# ask Leyla\nmsgctxt "night.troops"')
    desk.message_now(TROOPS)
    monkeypatch.undo()
    message = desk.message_now("content/night.title")

    assert message["translation"] == "Həmin gecə" == translations(world)["night.title"]


def changing(world, path, read):
    """A way to read files after which another program has changed a title of the catalog, once."""
    edits = [('msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgstr "Həmin gecə"')]

    def read_bytes(place):
        content = read(place)
        if place == (world.root / path).resolve() and edits:
            world.replace(path, *edits.pop())
        return content

    return read_bytes


def test_a_message_with_plural_forms_is_refused_and_left_as_it_is(world):
    world.replace(CONTENT, 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgid_plural "x"\nmsgstr[0] "Gecə"')
    desk = desk_of(world)
    before = world.text(CONTENT)
    with pytest.raises(ContentError, match="has plural forms"):
        desk.save("content/night.title", change(desk, "content/night.title", "Gecə idi"))

    assert world.text(CONTENT) == before


def test_a_text_of_more_than_20_kilobytes_is_refused(world):
    desk = desk_of(world)
    with pytest.raises(ContentError, match="20 KB is the limit"):
        desk.save(TROOPS, change(desk, translation="ə" * 10_001))

    assert desk.messages[TROOPS]["translation"] != "ə" * 10_001


def test_while_one_changes_catalogs_nobody_else_has_their_lock(world):
    with (
        alone_with_catalogs(world.root),
        (world.root / FOLDER / LOCK).open("w") as other,
        pytest.raises(BlockingIOError),
    ):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize("command", [["update"], ["review", "az", "notes.title"], ["import", "az.xlsx"]])
def test_a_command_reads_the_catalogs_once_it_has_them_alone_and_loses_no_saved_text(world, monkeypatch, command):
    """What a preview saved while the command waited for the lock is in the file, beside the command's own changes."""
    table = edited(exported(world.sources, "az"), content__notes__title={TRANSLATION: "Qeydlərimiz"})
    (world.root / "az.xlsx").write_bytes(table)
    world.replace("data/book/sections/night.yaml", "title: The night", "title: That night")

    @contextmanager
    def after_another(root):
        with alone_with_catalogs(root):
            world.write(CONTENT, set_translation(world.text(CONTENT), "night.troops", TEXT))
            yield

    monkeypatch.setattr(translating, "alone_with_catalogs", after_another)
    monkeypatch.chdir(world.root)
    told = world.run("catalogs", *command)

    assert CONTENT in told.stdout, told.stderr
    assert translations(world)["night.troops"] == TEXT


def test_two_processes_never_write_the_same_unfinished_file(world, monkeypatch):
    seen = []
    monkeypatch.setattr(Path, "replace", lambda part, _target: seen.append(part.name))
    for process in (11, 12):
        monkeypatch.setattr(os, "getpid", lambda process=process: process)
        write_whole(world.root / CONTENT, b"")

    assert len(set(seen)) == 2


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
