"""A build makes what something has changed for, nothing else, and the same bytes as a build from nothing."""

import io
import os
import random
import re
import shutil
import subprocess
import sys
from itertools import cycle

import pytest
from PIL import Image, ImageOps

from booklet.build import Selection, building, read_selection, reasons, staleness
from booklet.build.staleness import LOOKS
from booklet.build.store import packed, unpacked
from booklet.cli import editions as commands
from booklet.pipeline import DELIVERIES
from booklet.receipts import read_receipt, receipt_path
from booklet.recipe import recipe
from booklet.sources import Sources
from tests.conftest import CHECKOUT
from tests.small_builds import (
    AZ,
    AZ_UI,
    BOOKLETS,
    DAY,
    EVENT,
    EVERYTHING,
    LEAFLET,
    LEAFLETS,
    MARCH,
    NIGHT,
    PRODUCTS,
    STYLE,
    TEMPLATE,
    clean_contents,
    contents,
    files,
    furnish,
    made_anew,
    make,
)

LOGO = "data/art/logo.png"
FONT = "templates/shared/fonts/SourceSerif4-Regular.otf"
OTHER_FONT = "templates/shared/fonts/SourceSerif4-Semibold.otf"
PROFILE = "data/profiles/fogra39-coated-300.icc"
ONE = "vigil/az/leaflet-small"
AZERBAIJANI = {name for name in EVERYTHING if "/az/" in name}
SLOW = ("weasyprint", "pydantic", "jinja2", "babel", "polib", "ruamel", "pikepdf", "PIL", "pebble")
COMMAND = """
import sys
from pathlib import Path
from booklet.cli import shared
shared.ROOT = Path(sys.argv[1])
from booklet.cli import main
main(sys.argv[2:], standalone_mode=False)
print("imported:", *sys.modules)
"""


@pytest.fixture(scope="session")
def first_build(tmp_path_factory):
    """What the first build has left, once for all tests; a build does not care in which folder it was made."""
    return {}


@pytest.fixture
def small(world, first_build):
    """The furnished world, all of it built."""
    furnish(world)
    if not first_build:
        assert made_anew(make(world.root)) == EVERYTHING
        first_build |= {
            path.relative_to(world.root).as_posix(): path.read_bytes()
            for path in (world.root / "out").rglob("*")
            if path.is_file()
        }
    for path, content in first_build.items():
        world.write(path, content)
    return world


def outdated(before, after):
    """The editions of whose files the bytes, the number or the time of change are others."""
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {re.split(r"-\d\.|\.", path)[0] for path in changed}


def standings(root, *slugs):
    project, wanted = read_selection(Sources(root), Selection(slugs or ("march", "vigil")))
    return {standing.edition.name: standing.reasons for standing in reasons(project, wanted, DELIVERIES)}


def is_as_clean(world, leave_out=" "):
    ours, clean = contents(world.root), clean_contents(world.root, world.root.parent / "beside")
    others = {path for path in ours.keys() | clean.keys() if ours.get(path) != clean.get(path)}
    return [path for path in sorted(others) if leave_out not in path] == []


# ── nothing to do ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_second_build_makes_nothing(small):
    before = files(small.root)

    assert made_anew(make(small.root)) == set()
    assert files(small.root) == before
    assert set(standings(small.root).values()) == {()}


def test_why_says_that_there_is_nothing_to_do(small):
    told = small.run("why", "--all").stdout.splitlines()

    assert sorted(told) == [f"{name}: as new, nothing to do" for name in sorted(EVERYTHING)]


def test_a_build_with_nothing_to_do_imports_none_of_what_makes_pages(small):
    small.run("build", "--all")
    command = [sys.executable, "-c", COMMAND, small.root, "build", "--all"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)
    *lines, imported = result.stdout.splitlines()

    assert "nothing has changed" in result.stderr
    assert len(lines) == len(files(small.root))
    assert not set(SLOW) & set(imported.split())


def test_a_build_with_something_to_do_imports_it(small):
    small.replace(MARCH, "The square", "The park")
    command = [sys.executable, "-c", COMMAND, small.root, "build", "march", "--lang", "en"]
    result = subprocess.run(command, capture_output=True, text=True, check=True, cwd=CHECKOUT)

    assert set(SLOW) <= set(result.stdout.splitlines()[-1].split())


def test_a_new_time_of_every_input_changes_nothing(small):
    small.run("build", "--all")
    before = files(small.root)
    for folder in ("data", "templates", "translations"):
        for path in (small.root / folder).rglob("*"):
            if not path.is_relative_to(small.root / "templates/shared/fonts"):  # linked to the checkout's own
                os.utime(path, (4_000_000_000, 4_000_000_000))

    assert "nothing has changed" in small.run("build", "--all").stderr
    assert made_anew(make(small.root)) == set()
    assert files(small.root) == before


# ── what has changed ──────────────────────────────────────────────────────────────────────────────────────────────────


def replaced(path, old, new):
    return lambda world: world.replace(path, old, new)


def other_bytes(path, old, new):
    return lambda world: world.write(path, (world.root / path).read_bytes().replace(old, new))


CHANGES = {
    "a translation in one product": (replaced(AZ, "İnsanlar qərənfillə", "Adamlar qərənfillə"), LEAFLETS & AZERBAIJANI),
    "a translation in the other": (replaced(AZ, "Səhər qəzeti", "Gündəlik qəzet"), BOOKLETS & AZERBAIJANI),
    "a translation of a template": (replaced(AZ_UI, '"Məkan"', '"Ünvan"'), LEAFLETS & AZERBAIJANI),
    "a translation that nothing prints": (replaced(AZ_UI, '"{age} yaşında"', '"yaşı {age}"'), set()),
    "a translation that is not sure": (
        replaced(AZ, '\nmsgctxt "day.words"', '\n#, fuzzy\nmsgctxt "day.words"'),
        LEAFLETS & AZERBAIJANI,
    ),
    "a comment in a catalog": (replaced(AZ, '\nmsgctxt "day.words"', '\n# see above\nmsgctxt "day.words"'), set()),
    "an English text": (replaced(DAY, "with carnations", "with red carnations"), LEAFLETS),
    "a line break of an English text": (replaced(NIGHT, "the\n      [whole", "the [whole"), set()),
    "an event": (replaced(MARCH, "The square", "The park"), {name for name in LEAFLETS if "march" in name}),
    "another event": (replaced(EVENT, "host: Example", "host: Others"), {n for n in EVERYTHING if "vigil" in n}),
    "a comment in an event": (replaced(EVENT, "host: Example", "host: Example  # who?"), set()),
    "a template": (replaced(TEMPLATE, '<p data-block="where">', '<p data-block="where" class="x">'), LEAFLETS),
    "a template that another includes": (replaced("templates/booklet/notes.html", "}}. {{", "}}, {{"), BOOKLETS),
    "a style sheet": (replaced(STYLE, "9pt/12pt", "9pt/13pt"), LEAFLETS),
    "a font": (lambda world: world.write(FONT, (world.root / OTHER_FONT).read_bytes()), EVERYTHING),
    "a font that is not used": (lambda world: world.write(OTHER_FONT, (world.root / FONT).read_bytes()), set()),
    "a profile": (other_bytes(PROFILE, b"zlib licence", b"ZLIB licence"), EVERYTHING),
    "a profile of another paper family": (
        other_bytes("data/profiles/gracol-tr006-coated-300.icc", b"zlib licence", b"ZLIB licence"),
        set(),
    ),
    "a printing condition": (replaced("data/formats.yaml", "Coated FOGRA39", "FOGRA39, coated"), EVERYTHING),
    "a comment on formats": (replaced("data/formats.yaml", "palette:\n", "palette:  # inks\n"), set()),
    "a product": (replaced(PRODUCTS, "layout: plain, pages: 1", "layout: simple, pages: 1"), LEAFLETS),
    "the date of the book": (replaced("data/book/edition.yaml", "_date: 2026", "_date: 2025"), EVERYTHING),
    "a source": (replaced("data/book/sources.yaml", "example.org/book", "example.org/books"), EVERYTHING),
    "a limit of printers": (
        replaced("data/printers.yaml", "ink_percent: {error: 330,", "ink_percent: {error: 331,"),
        EVERYTHING,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES)
def test_a_change_makes_the_editions_that_print_it_and_no_other(small, change, expected):
    before = files(small.root)
    change(small)
    told = {name for name, why in standings(small.root).items() if why}
    made = made_anew(make(small.root))

    assert made == told == expected
    assert outdated(before, files(small.root)) == expected
    assert made_anew(make(small.root)) == set()
    assert is_as_clean(small)


def test_a_picture_makes_the_editions_of_its_event(small):
    before = files(small.root)
    small.write(LOGO, _other_picture(small.root / LOGO))
    made = made_anew(make(small.root))

    assert made == outdated(before, files(small.root))
    assert BOOKLETS <= made <= {name for name in EVERYTHING if "vigil" in name}
    assert is_as_clean(small)


def _other_picture(path):
    file = io.BytesIO()
    with Image.open(path) as picture:
        ImageOps.invert(picture.convert("RGB")).save(file, "PNG")
    return file.getvalue()


def test_a_review_makes_the_editions_that_tell_of_it(small):
    small.replace(TEMPLATE, "</h1>", "</h1>{{ edition.review.reviewed }}")
    make(small.root)
    small.run("catalogs", "review", "az", "night.title")

    assert made_anew(make(small.root)) == LEAFLETS & AZERBAIJANI


def test_a_new_file_makes_the_editions_that_list_its_folder(small):
    small.write(PRODUCTS, small.text(PRODUCTS) + LEAFLET.replace("id: leaflet", "id: poster"))  # every proof knows one
    small.write(DAY, small.text(DAY) + "  - id: editions\n    kind: editions\n")
    small.replace(TEMPLATE, "</h1>", "</h1>{% if proof %}<p>{{ proof.hash }}</p>{% endif %}")
    assert made_anew(make(small.root)) == LEAFLETS
    small.write("templates/booklet/spare.html", "<p>Nothing of it is printed.</p>\n")

    assert made_anew(make(small.root)) == LEAFLETS
    assert is_as_clean(small)


# ── other programs ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("program", "version", "told"),
    [
        ("Pango", "0.0.1", r"Pango [\d.]+ is now 0\.0\.1"),
        ("pikepdf", "0.0.1", r"pikepdf [\d.]+ is now 0\.0\.1"),
        ("weasyprint", None, r"weasyprint [\d.]+ is now –"),
        ("booklet", "0", r"the program itself was changed"),
    ],
)
def test_another_program_makes_everything_anew_and_is_named(small, monkeypatch, program, version, told):
    others = {name: value for name, value in recipe().items() if name != program}
    others |= {program: version} if version else {}
    monkeypatch.setattr(building, "recipe", lambda: others)
    why = standings(small.root)

    assert why.keys() == EVERYTHING
    assert all(re.fullmatch(told, reason) for reasons in why.values() for reason in reasons)
    assert made_anew(make(small.root)) == EVERYTHING
    assert made_anew(make(small.root)) == set()


def test_a_new_library_is_seen_by_the_note_of_a_build_too(small, monkeypatch):
    small.run("build", "--all")
    others = {**recipe(), "Pango": "0.0.1"}
    monkeypatch.setattr("booklet.standing.recipe", lambda: others)
    monkeypatch.setattr(building, "recipe", lambda: others)

    assert "march/en/leaflet-small" in small.run("build", "--all").stderr


# ── damage ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def flipped(content, place):
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


DAMAGES = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"x"),
    "one bit": lambda path: path.write_bytes(flipped(path.read_bytes(), path.stat().st_size // 2)),
    "the first bit": lambda path: path.write_bytes(flipped(path.read_bytes(), 0)),
    "noise": lambda path: path.write_bytes(random.Random(1).randbytes(path.stat().st_size)),
    "words": lambda path: path.write_bytes("[]\n{}\n".encode("utf-16")),
}


@pytest.mark.parametrize(
    ("damage", "name"), [*zip(DAMAGES.values(), cycle(["press.pdf", "screen.pdf", "png"]), strict=False)], ids=DAMAGES
)
def test_a_damaged_file_is_made_again(small, damage, name):
    before = contents(small.root)
    path = next(path for path in sorted((small.root / "out/vigil/az").glob(f"leaflet*{name}")))
    looks = path.stat()
    damage(path)
    if path.exists():
        os.utime(path, ns=(looks.st_atime_ns, looks.st_mtime_ns))  # a clock does not decide
    (reason,) = standings(small.root)[ONE]

    assert reason == f"out/vigil/az/{path.name} is missing or was changed"
    assert made_anew(make(small.root)) == {ONE}
    assert contents(small.root) == before


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_an_edition_with_a_damaged_receipt_is_made_again(small, damage):
    before = contents(small.root)
    damage(small.root / receipt_path(ONE))

    assert standings(small.root)[ONE] == ("it has not been made yet",)
    assert made_anew(make(small.root)) == {ONE}
    assert contents(small.root) == before


def test_no_cut_and_no_flipped_bit_of_a_receipt_is_believed(small):
    path = small.root / receipt_path(ONE)
    whole = path.read_bytes()
    spoilt = [whole[:length] for length in range(len(whole))]
    spoilt += [flipped(whole, place) for place in range(0, len(whole), 3)]

    assert read_receipt(small.root, ONE) is not None
    for content in spoilt:
        path.write_bytes(content)
        assert read_receipt(small.root, ONE) is None


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_memory_of_looks_is_not_believed(small, damage):
    make(small.root)
    before = contents(small.root)
    damage(small.root / LOOKS)
    pdf = small.root / "out/vigil/az/leaflet-small.press.pdf"
    pdf.write_bytes(flipped(pdf.read_bytes(), 500))

    assert made_anew(make(small.root)) == {ONE}
    assert contents(small.root) == before


def test_looks_of_other_files_are_not_believed(small):
    """A sealed memory from another computer, or from before a restored backup."""
    make(small.root)
    before = contents(small.root)
    pdf = small.root / "out/vigil/az/leaflet-small.press.pdf"
    content = pdf.read_bytes()
    pdf.unlink()
    pdf.write_bytes(flipped(content, 500))

    assert made_anew(make(small.root)) == {ONE}
    assert contents(small.root) == before


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_note_of_a_build_is_not_believed(small, damage):
    small.run("build", "--all")
    before = contents(small.root)
    (note,) = (small.root / "out/.receipts/standing").iterdir()
    damage(note)
    result = small.run("build", "--all")

    assert "nothing has changed" not in result.stderr
    assert "6 of 6 editions were as new" in result.stderr
    assert "nothing has changed" in small.run("build", "--all").stderr
    assert contents(small.root) == before


def test_a_note_of_changed_files_is_not_believed(small):
    small.run("build", "--all")
    before = contents(small.root)
    pdf = small.root / "out/vigil/az/leaflet-small.press.pdf"
    looks = pdf.stat()
    pdf.write_bytes(flipped(pdf.read_bytes(), 500))
    os.utime(pdf, ns=(looks.st_atime_ns, looks.st_mtime_ns))

    assert "vigil/az/leaflet-small" in small.run("build", "--all").stderr
    assert contents(small.root) == before


def stored(root):
    return sorted(path for path in (root / "out/.parts").rglob("*") if path.is_file())


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_part_is_made_again(small, damage):
    before = contents(small.root)
    for part in stored(small.root):
        damage(part)
    for receipt in LEAFLETS:
        (small.root / receipt_path(receipt)).unlink()

    assert made_anew(make(small.root)) == LEAFLETS
    assert contents(small.root) == before


def test_no_cut_and_no_flipped_bit_of_a_part_is_believed(small):
    whole = stored(small.root)[0].read_bytes()
    places = random.Random(2).sample(range(len(whole)), 150)

    assert packed(unpacked(whole)) == whole
    for content in (*(whole[:place] for place in places), *(flipped(whole, place) for place in places)):
        with pytest.raises(ValueError, match="damaged"):
            unpacked(content)


def test_a_part_of_an_older_style_sheet_is_not_used(small):
    """Its name tells nothing of the files that it was made of."""
    old = {path: path.read_bytes() for path in stored(small.root)}
    small.replace(STYLE, "9pt/12pt", "9pt/13pt")
    make(small.root)
    for path, content in old.items():
        path.write_bytes(content)
    (small.root / receipt_path(ONE)).unlink()

    assert made_anew(make(small.root)) == {ONE}
    assert is_as_clean(small, leave_out=".parts/")


# ── what is gone ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_of_an_event_that_is_gone_go_and_others_stay(small):
    others = {path: file for path, file in files(small.root).items() if not path.startswith("march/")}
    (small.root / MARCH).unlink()
    make(small.root)

    assert files(small.root) == others
    assert not (small.root / "out/march").exists()
    assert not (small.root / "out/.receipts/march").exists()
    assert is_as_clean(small)


@pytest.mark.parametrize(
    ("old", "new", "gone"),
    [
        ("products: [booklet, leaflet]", "products: [booklet]", {n for n in LEAFLETS if "vigil" in n}),
        ("languages: [en, az]", "languages: [en]", {n for n in AZERBAIJANI if "vigil" in n}),
    ],
    ids=["product", "language"],
)
def test_the_files_of_a_product_or_language_that_is_gone_go(small, old, new, gone):
    before = files(small.root)
    small.replace(EVENT, old, new)
    make(small.root)
    left = files(small.root)

    assert gone <= outdated(before, left)
    assert {path for path in before if re.split(r"-\d\.|\.", path)[0] not in gone} == left.keys()
    assert is_as_clean(small)


def test_the_files_of_a_format_that_is_gone_go(small):
    others = {path: file for path, file in files(small.root).items() if "leaflet" not in path}
    head, leaflet = small.text(PRODUCTS).split("- id: leaflet")
    small.write(PRODUCTS, f"{head}- id: leaflet{leaflet.replace('id: small', 'id: little')}")
    make(small.root)

    assert {path for path in files(small.root) if "leaflet-small" in path} == set()
    assert others.items() <= files(small.root).items()
    assert is_as_clean(small)


def test_files_without_a_receipt_stay(small):
    small.write("out/march/az/my own.pdf", "a friend's")
    small.write("out/notes.txt", "mine")
    (small.root / receipt_path("march/en/leaflet-small")).unlink()
    (small.root / MARCH).unlink()
    make(small.root)

    ends = ("-1.png", "-2.png", ".press.pdf", ".screen.pdf")
    assert {path for path in files(small.root) if path.startswith("march/")} == {
        "march/az/my own.pdf",
        *(f"march/en/leaflet-small{end}" for end in ends),
    }
    assert small.text("out/notes.txt") == "mine"


def test_a_build_of_one_event_leaves_the_others(small):
    before = files(small.root)
    small.replace(EVENT, "host: Example", "host: Others")

    assert made_anew(make(small.root, "march")) == set()
    assert files(small.root) == before


# ── deliveries ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_one_delivery_after_a_whole_build_is_as_new(small):
    before = files(small.root)

    assert made_anew(make(small.root, deliveries=("press",))) == set()
    assert files(small.root) == before


def test_a_delivery_that_comes_later_keeps_the_others(small, tmp_path):
    shutil.rmtree(small.root / "out")
    assert made_anew(make(small.root, deliveries=("press",))) == EVERYTHING
    first = files(small.root)
    assert made_anew(make(small.root, deliveries=("screen",))) == EVERYTHING
    assert first.items() <= files(small.root).items()
    assert made_anew(make(small.root, deliveries=("press", "screen"))) == set()
    assert made_anew(make(small.root)) == LEAFLETS
    assert is_as_clean(small)


def test_an_old_edition_that_is_made_for_one_delivery_leaves_no_older_one(small):
    small.replace(MARCH, "The square", "The park")
    make(small.root, deliveries=("press",))

    assert {path for path in files(small.root) if path.startswith("march/")} == {
        "march/en/leaflet-small.press.pdf",
        "march/az/leaflet-small.press.pdf",
    }
    assert made_anew(make(small.root)) == {name for name in LEAFLETS if "march" in name}
    assert is_as_clean(small)


# ── the same bytes ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_any_number_of_workers_makes_the_same_bytes(small, jobs):
    before = contents(small.root)
    shutil.rmtree(small.root / "out")
    make(small.root, jobs=jobs)

    assert contents(small.root) == before


def test_events_in_another_order_and_one_by_one_make_the_same_bytes(small):
    before = contents(small.root)
    shutil.rmtree(small.root / "out")
    make(small.root, "vigil", "march")
    assert contents(small.root) == before
    shutil.rmtree(small.root / "out")
    for language in ("az", "en"):
        for slug in ("vigil", "march"):
            make(small.root, slug, languages=(language,))

    assert contents(small.root) == before


def test_stored_parts_make_the_same_bytes(small):
    before = contents(small.root)
    for edition in LEAFLETS:
        (small.root / receipt_path(edition)).unlink()
    make(small.root)

    assert contents(small.root) == before


def _words(chance):
    return " ".join(chance.choice(("light", "city", "snow", "sea", "night", "road")) for _ in range(3)).capitalize()


# Where the edit is, and what stands there then.
EDITS = (
    (MARCH, r"venue: \{en: [^,]*", lambda chance: f"venue: {{en: {_words(chance)}"),
    (EVENT, r"host: .*", lambda chance: f"host: {_words(chance)}"),
    (DAY, r"text: .*", lambda chance: f"text: {_words(chance)}."),
    (DAY, r"title: .*", lambda chance: f"title: {_words(chance)}"),
    (AZ, r"(?<=msgid \"The place\"\nmsgstr \").*(?=\")", _words),
    (AZ, r"(?<=msgid \"Report of the city\"\nmsgstr \").*(?=\")", _words),
    (AZ_UI, r"(?<=msgid \"Venue\"\nmsgstr \").*(?=\")", _words),
    (STYLE, r"9pt/\d+pt", lambda chance: f"9pt/{chance.randint(11, 16)}pt"),
    (TEMPLATE, r'data-block="where"[^>]*', lambda chance: f'data-block="where" class="c{chance.randint(0, 9)}"'),
    (EVENT, r"products: .*", lambda chance: f"products: [booklet{chance.choice(('', ', leaflet'))}]"),
    (MARCH, r"languages: .*", lambda chance: f"languages: [{chance.choice(('', 'en, '))}az]"),
)


def _edit(world, chance, path, pattern, new):
    text, count = re.subn(pattern, lambda _match: new(chance), world.text(path), count=1)
    assert count == 1, pattern
    world.write(path, text)


@pytest.mark.parametrize("seed", range(3))
def test_any_row_of_edits_ends_with_the_bytes_of_a_clean_build(small, seed):
    chance = random.Random(seed)
    for _round in range(5):
        for edit in chance.sample(EDITS, chance.randint(1, 3)):
            _edit(small, chance, *edit)
        make(small.root, jobs=chance.randint(1, 2))
        assert is_as_clean(small)


def test_a_change_that_a_build_has_missed_would_be_seen(small, monkeypatch):
    monkeypatch.setattr(staleness, "values", lambda _project, _edition, inputs, _recipe: inputs)
    small.replace(MARCH, "The square", "The park")

    assert made_anew(make(small.root)) == set()
    assert not is_as_clean(small)


# ── changes meanwhile ─────────────────────────────────────────────────────────────────────────────────────────────────


MEANWHILE = {
    "a catalog": (AZ, "İnsanlar qərənfillə", "Adamlar qərənfillə"),
    "an event": (MARCH, "The square", "The park"),
    "a style sheet": (STYLE, "9pt/12pt", "9pt/13pt"),
    "a template": (TEMPLATE, 'class="section"', 'class="section other"'),
    "an English text": (DAY, "with carnations", "with red carnations"),
}


@pytest.mark.parametrize(("path", "old", "new"), MEANWHILE.values(), ids=MEANWHILE)
def test_a_change_after_the_reading_is_seen_by_the_next_build(small, monkeypatch, path, old, new):
    shutil.rmtree(small.root / "out")

    def read(*arguments):
        found = read_selection(*arguments)
        small.replace(path, old, new)
        return found

    monkeypatch.setattr(commands, "read_selection", read)
    small.run("build", "--all")
    monkeypatch.setattr(commands, "read_selection", read_selection)
    result = small.run("build", "--all")

    assert "nothing has changed" not in result.stderr
    assert is_as_clean(small)


def test_a_change_that_was_taken_back_meanwhile_is_seen_by_the_next_build(small, monkeypatch):
    def read(*arguments):
        small.replace(MARCH, "The square", "The park")
        found = read_selection(*arguments)
        small.replace(MARCH, "The park", "The square")
        return found

    monkeypatch.setattr(commands, "read_selection", read)
    small.run("build", "--all")
    monkeypatch.setattr(commands, "read_selection", read_selection)
    small.run("build", "--all")

    assert is_as_clean(small)
