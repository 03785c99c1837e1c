"""The archive by years: whole, checkable, the same each time, and never half there."""

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from booklet.build.files import only_build
from booklet.problems import BusyError, ContentError, FileRefusedError
from booklet.publish import publication, publish
from booklet.receipts import read_receipt
from tests.receipts_of import CHECKOUT, add_edition, add_event, broken_links, gallery_project, tree, write_receipt

BOOKLET = "general/az/booklet-a5"


@pytest.fixture
def root(tmp_path):
    return gallery_project(tmp_path / "project")


def pages(root):
    return sorted((root / "dist").rglob("index*.html"))


def test_a_year_holds_every_finished_file_as_it_lies_in_out(root):
    made = publish(root)
    year = root / "dist/2027"
    finished = {
        path.relative_to(root / "out").as_posix(): path.read_bytes()
        for path in (root / "out").glob("*/*/*")
        if not path.relative_to(root / "out").as_posix().startswith(".")
    }

    assert [(one.year, one.events, one.editions, one.files) for one in made.years] == [(2027, 2, 25, 62)]
    assert len(finished) >= 62
    assert {path: (year / path).read_bytes() for path in finished} == finished


def test_nothing_hidden_and_nothing_half_made_is_published(root):
    (root / "out/general/az/.booklet-a5.screen.pdf.12.part").write_bytes(b"half")
    (root / "out/general/az/notes.txt").write_text("of nobody's edition", encoding="utf-8")
    publish(root)
    names = [path.name for path in (root / "dist").rglob("*")]

    assert [name for name in names if name.startswith(".") or name.endswith(".part") or name == "notes.txt"] == []


def test_every_address_leads_to_a_file_and_none_to_the_web(root):
    publish(root)

    assert len(pages(root)) == 15
    assert {path: broken for path in pages(root) if (broken := broken_links(path))} == {}


def test_the_checksums_are_those_of_all_files(root):
    publish(root)
    year = root / "dist/2027"
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=year, capture_output=True, text=True, check=True
    )
    named = {line.split("  ")[1] for line in (year / "SHA256SUMS").read_text().splitlines()}

    assert named == set(tree(year)) - {"SHA256SUMS"}
    assert checked.stdout.count(": OK") == len(named)


def test_a_planted_change_is_found_by_the_checksums(root):
    publish(root)
    (root / f"dist/2027/{BOOKLET}.press.pdf").write_bytes(b"other")
    checked = subprocess.run(
        ["sha256sum", "--check", "SHA256SUMS"], cwd=root / "dist/2027", capture_output=True, text=True, check=False
    )

    assert checked.returncode == 1
    assert f"{BOOKLET}.press.pdf: FAILED" in checked.stdout


def test_an_archive_holds_the_folder_of_its_event_and_its_pages_lead_somewhere(root, tmp_path):
    publish(root)
    with zipfile.ZipFile(root / "dist/2027/general-2027.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "unpacked")
        dates = {entry.date_time for entry in archive.infolist()}
        order = archive.namelist()
    unpacked = tmp_path / "unpacked/general"
    published = tree(root / "dist/2027/general")

    assert order == sorted(order)
    assert dates == {(1980, 1, 1, 0, 0, 0)}
    assert set(tree(unpacked)) == set(published)
    assert all(content == published[path] for path, content in tree(unpacked).items() if not path.endswith(".html"))
    assert {path: broken for path in unpacked.glob("*.html") if (broken := broken_links(path))} == {}


def test_the_manifest_tells_of_every_file(root):
    write_receipt(root, replace(read_receipt(root, BOOKLET), texts=500, reviewed=500))
    publish(root)
    manifest = json.loads((root / "dist/2027/manifest.json").read_text(encoding="utf-8"))
    rows = {row["path"]: row for row in manifest["files"]}
    press = rows[f"{BOOKLET}.press.pdf"]
    content = (root / f"out/{BOOKLET}.press.pdf").read_bytes()

    assert (manifest["year"], len(rows)) == (2027, 62)
    assert press == {
        "path": f"{BOOKLET}.press.pdf",
        "event": "general",
        "language": "az",
        "product": "booklet",
        "format": "a5",
        "delivery": "press",
        "pages": 2,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "texts": 500,
        "reviewed": 500,
        "review": "reviewed",
        "preflight": "passed",
    }
    assert {rows[f"general/{code}/booklet-a5.home.pdf"]["review"] for code in ("en", "ru")} == {"source", "draft"}
    assert rows[f"{BOOKLET}.home.pdf"]["preflight"] is None


def test_the_same_editions_give_the_same_bytes_in_any_folder(root, tmp_path):
    other = gallery_project(tmp_path / "another place" / "project")
    for one in (root, other):
        publish(one)
    first = tree(root / "dist")
    publish(root)

    assert first == tree(other / "dist") == tree(root / "dist")


# ── years ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_events_lie_under_the_year_that_they_commemorate(root):
    add_event(root, "old", "date: 2026-01-20\n")
    made = publish(root)

    assert [one.year for one in made.years] == [2027, 2026]
    assert (root / "dist/2026/old/en/booklet-a5.screen.pdf").is_file()
    assert not (root / "dist/2027/old").exists()
    assert "../2027/index.html" in (root / "dist/latest/index.html").read_text()
    assert re.findall(r'href="(\d{4})/index.az.html"', (root / "dist/index.az.html").read_text()) == ["2027", "2026"]


def test_older_years_stay_as_they_are_and_latest_leads_to_the_newest(root):
    older = {"index.html": b"as it was", "old/en/booklet-a5.screen.pdf": b"as it was, too"}
    for year in ("2024", "2031"):
        for path, content in older.items():
            (root / f"dist/{year}/{path}").parent.mkdir(parents=True, exist_ok=True)
            (root / f"dist/{year}/{path}").write_bytes(content)
    publish(root)

    assert tree(root / "dist/2024") == tree(root / "dist/2031") == older
    assert re.findall(r'href="(\d{4})/index.html"', (root / "dist/index.html").read_text()) == ["2031", "2027", "2024"]
    assert 'content="0; url=../2031/index.ru.html"' in (root / "dist/latest/index.ru.html").read_text()


def test_a_year_is_replaced_as_a_whole_and_what_vanishes_is_told(root):
    publish(root)
    for place in (root / "out/.receipts/london").rglob("*.json"):
        place.unlink()
    made = publish(root)

    assert not (root / "dist/2027/london").exists()
    assert not (root / "dist/2027/london-2027.zip").exists()
    assert [one.message.split()[0] for one in made.problems] == ["london"]


def test_an_event_whose_file_is_gone_has_no_year_and_is_told(root):
    (root / "data/events/london.yaml").unlink()
    made = publish(root)

    assert [one.path for one in made.problems] == ["data/events/london.yaml"]
    assert not (root / "dist/2027/london").exists()


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _missing(root):
    (root / f"out/{BOOKLET}.home.pdf").unlink()


def _wrong_hash(root):
    place = root / f"out/{BOOKLET}.home.pdf"
    place.write_bytes(place.read_bytes()[:-1] + b"X")


def _damaged_receipt(root):
    (root / f"out/.receipts/{BOOKLET}.json").write_bytes(b"{}")


def _unjudged(root):
    write_receipt(root, replace(read_receipt(root, BOOKLET), judged=False))


FAULTS = {
    _missing: "booklet-a5.home.pdf is missing",
    _wrong_hash: "booklet-a5.home.pdf has changed since it was made",
    _damaged_receipt: "its receipt is damaged",
    _unjudged: "its press file was not judged",
}


@pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__)
def test_a_damaged_edition_is_refused_by_name_and_nothing_changes(root, spoil):
    publish(root)
    before = tree(root / "dist")
    spoil(root)
    with pytest.raises(ContentError) as refused:
        publish(root)
    problem = refused.value.problems[0]

    assert (problem.severity, problem.path.startswith(f"out/{BOOKLET}")) == ("error", True)
    assert FAULTS[spoil] in problem.message
    assert "make" in problem.hint
    assert tree(root / "dist") == before


def test_all_damaged_files_are_told_together(root):
    for language in ("en", "ru"):
        place = root / f"out/general/{language}/booklet-a5.home.pdf"
        place.write_bytes(place.read_bytes()[:-1] + b"X")
    with pytest.raises(ContentError) as refused:
        publish(root)

    assert len(refused.value.problems) == 2
    assert tree(root / "dist") == {}


def test_nothing_finished_is_refused(root):
    shutil.rmtree(root / "out")
    with pytest.raises(ContentError) as refused:
        publish(root)

    assert "no finished edition" in refused.value.problems[0].message
    assert not (root / "dist").exists()


def test_an_event_file_with_a_mistake_is_refused(root):
    (root / "data/events/london.yaml").write_text("yeer: 2027\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        publish(root)

    assert {one.path for one in refused.value.problems} == {"data/events/london.yaml"}


def test_nothing_is_published_while_a_build_is_working(root):
    with only_build(root), pytest.raises(BusyError):
        publish(root)


# ── interruptions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")], ids=["ctrl-c", "full"])
def test_what_stops_the_work_leaves_the_former_year(root, monkeypatch, stop):
    publish(root)
    before = tree(root / "dist")
    add_edition(root, "general/en/leaflet-a4", (".screen.pdf",))

    def stopped(*_):
        raise stop

    monkeypatch.setattr(publication, "write_archive", stopped)
    with pytest.raises(KeyboardInterrupt if isinstance(stop, KeyboardInterrupt) else FileRefusedError):
        publish(root)

    assert tree(root / "dist") == before


def test_a_kill_between_the_two_renamings_is_put_right(root, monkeypatch):
    publish(root)
    before = tree(root / "dist/2027")
    real = Path.rename

    def killed(self, target):
        if self.name == ".2027.part":
            raise SystemExit(137)
        return real(self, target)

    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(SystemExit):
        publish(root)
    left = sorted(path.name for path in (root / "dist").glob(".*"))
    monkeypatch.undo()
    _missing(root)
    with pytest.raises(ContentError):
        publish(root)
    refused = tree(root / "dist/2027") if (root / "dist/2027").exists() else {}

    assert left == [".2027.former", ".2027.part"]
    assert refused == before
    assert [path.name for path in (root / "dist").glob(".*")] == []


def test_what_a_kill_has_left_does_not_spoil_the_next_publication(root):
    for name in (".2027.part", ".2026.former"):
        (root / f"dist/{name}/stray").mkdir(parents=True)
    (root / "dist/.2026.former/index.html").write_text("the year that was on its way out", encoding="utf-8")
    publish(root)

    assert not (root / "dist/2027/stray").exists()
    assert (root / "dist/2026/index.html").read_text() == "the year that was on its way out"


# ── the commands ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_it_published(world):
    add_edition(world.root, "vigil/en/booklet-a5", (".screen.pdf",))
    result = world.run("publish")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "dist/2027/  1 events, 1 editions, 1 files"
    assert (world.root / "dist/2027/vigil/en/booklet-a5.screen.pdf").is_file()


def test_the_command_refuses_an_empty_folder(world):
    result = world.run("publish")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "make some first, with: make" in result.stderr


@pytest.mark.parametrize("verb", ["gallery", "publish"])
def test_make_has_the_commands(verb):
    plan = subprocess.run(["make", "--dry-run", verb], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout

    assert f"-m booklet {verb}" in plan


@pytest.mark.parametrize("verb", ["clean", "distclean"])
def test_no_cleaning_takes_published_years_away(verb):
    plan = subprocess.run(["make", "--dry-run", verb], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout

    assert "rm -rf out" in plan
    assert not re.search(r"\bdist\b", plan)
