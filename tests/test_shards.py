"""Parts of a build that were made elsewhere, brought together: the same bytes as of one machine, or a named refusal."""

import json
import os
import shutil
from dataclasses import replace

import pytest

from booklet.cli.editions import _shard
from booklet.problems import ExitCode
from booklet.receipts import read_receipt, receipt_bytes, receipt_path
from tests.conftest import new_world, work_in

COUNT = 3
EDITION = "vigil/az/booklet-small"
FILE = "out/vigil/az/booklet-small.press.pdf"


@pytest.fixture(scope="module")
def built(tmp_path_factory, command_modules):
    """The same small project built whole, and in three copies a third of it."""
    folder = tmp_path_factory.mktemp("shards")
    worlds = {}
    with pytest.MonkeyPatch.context() as patch:
        for shard in (None, *range(1, COUNT + 1)):
            worlds[shard] = new_world(folder / f"world-{shard}")
            work_in(worlds[shard].root, patch, command_modules)
            part = () if shard is None else ("--shard", f"{shard}/{COUNT}")
            done = worlds[shard].run("build", "vigil", "--jobs", "1", *part)
            assert done.exit_code == ExitCode.DONE, done.stderr
    return worlds


@pytest.fixture
def shards(built, tmp_path):
    """Copies of the ``out/`` folders of all shards, free to be spoilt."""
    for shard in range(1, COUNT + 1):
        shutil.copytree(built[shard].root / "out", tmp_path / f"out-{shard}")
    return [tmp_path / f"out-{shard}" for shard in range(1, COUNT + 1)]


def finished(folder):
    """The bytes of every finished file and receipt below an ``out/``; not what a build keeps for itself."""
    paths = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    own = (".parts", ".lock", ".receipts/standing", ".receipts/looks.json")
    return {str(path): (folder / path).read_bytes() for path in paths if not str(path).startswith(own)}


def reseal(folder, **changes):
    """Write a receipt anew with other values, whole."""
    root = folder.parent / "resealed"
    root.mkdir()
    (root / "out").symlink_to(folder)
    receipt = replace(read_receipt(root, EDITION), **changes)
    (root / receipt_path(EDITION)).write_bytes(receipt_bytes(receipt))
    return receipt


def holder(shards):
    """The shard that made the edition which is spoilt."""
    return next(folder for folder in shards if (folder / FILE.removeprefix("out/")).is_file())


def test_each_shard_has_made_something_and_none_the_same(built):
    made = [set(built[shard].printed()) for shard in range(1, COUNT + 1)]

    assert all(made)
    assert sum(map(len, made)) == len(set().union(*made)) == len(built[None].printed())


def test_merged_shards_are_the_bytes_of_one_build_and_nothing_is_left_to_make(built, shards, world):
    merged = world.run("merge", *map(str, shards))
    first, second = world.run("build", "vigil"), world.run("build", "vigil")

    assert (merged.exit_code, merged.stderr) == (ExitCode.DONE, "")
    assert finished(world.root / "out") == finished(built[None].root / "out")
    assert "3 of 3 editions were as new" in first.stderr
    assert "nothing has changed" in second.stderr


def test_shards_in_one_folder_leave_each_other_alone(built, world):
    for shard in range(1, COUNT + 1):
        assert world.run("build", "vigil", "--jobs", "1", "--shard", f"{shard}/{COUNT}").exit_code == ExitCode.DONE
    again = world.run("build", "vigil", "--shard", f"1/{COUNT}")

    assert finished(world.root / "out") == finished(built[None].root / "out")
    assert "nothing has changed" in again.stderr


def test_a_shard_of_more_shards_than_editions_is_empty_and_no_failure(world, tmp_path):
    built = world.run("build", "vigil", "--lang", "en", "--shard", "1/2")
    (world.root / "out").rename(tmp_path / "out-empty")
    merged = world.run("merge", str(tmp_path / "out-empty"))

    assert (built.exit_code, merged.exit_code) == (ExitCode.DONE, ExitCode.DONE), built.stderr + merged.stderr
    assert "0 editions, 0 files" in merged.stdout
    assert world.printed() == []


def test_a_merge_replaces_older_files_and_takes_away_what_they_alone_had(built, shards, world):
    older = world.root / "out"
    shutil.copytree(shards[0], older, dirs_exist_ok=True)
    shutil.copytree(holder(shards), older, dirs_exist_ok=True)
    receipt = read_receipt(world.root, EDITION)
    extra = replace(receipt.outputs[0], path=f"{FILE}.older")
    (world.root / extra.path).write_bytes(b"older")
    (world.root / FILE).write_bytes(b"older")
    (world.root / receipt_path(EDITION)).write_bytes(receipt_bytes(replace(receipt, outputs=(*receipt.outputs, extra))))
    world.run("merge", *map(str, shards))

    assert finished(older) == finished(built[None].root / "out")


def test_a_damaged_file_is_named_and_nothing_of_its_edition_is_taken(shards, world):
    spoilt = holder(shards) / FILE.removeprefix("out/")
    spoilt.write_bytes(spoilt.read_bytes()[:-1])
    result = world.run("merge", *map(str, shards))

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert f"{EDITION}: error: its file {spoilt} is not the one that was made" in result.stderr
    assert "vigil/az" not in " ".join(finished(world.root / "out"))
    assert len(world.printed()) == 4


def test_a_missing_file_is_named(shards, world):
    gone = holder(shards) / FILE.removeprefix("out/")
    gone.unlink()
    result = world.run("merge", *map(str, shards))

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert f"its file {gone} cannot be read: No such file" in result.stderr


def test_a_damaged_receipt_is_named(shards, world):
    place = holder(shards) / receipt_path(EDITION).removeprefix("out/")
    place.write_bytes(place.read_bytes().replace(b"booklet", b"bookleT", 1))
    result = world.run("merge", *map(str, shards))

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert f"{EDITION}: error: its receipt {place} is damaged" in result.stderr
    assert len(world.printed()) == 4


def test_a_receipt_that_leads_out_of_the_folder_is_refused(shards, world):
    folder = holder(shards)
    receipt = read_receipt_of(folder)
    reseal(folder, outputs=(replace(receipt.outputs[0], path="out/../data/events/vigil.yaml"),))
    result = world.run("merge", *map(str, shards))

    assert result.exit_code == ExitCode.FILE_REFUSED
    assert f"{EDITION}: error: its receipt " in result.stderr
    assert "vigil/az" not in " ".join(finished(world.root / "out"))


def read_receipt_of(folder):
    body = (folder / receipt_path(EDITION).removeprefix("out/")).read_bytes().split(b"\n")[1]
    assert json.loads(body)["edition"] == EDITION
    root = folder.parent / "read"
    root.mkdir()
    (root / "out").symlink_to(folder)
    return read_receipt(root, EDITION)


def test_shards_of_different_programs_are_refused_with_what_differs(shards, world):
    folder = holder(shards)
    inputs = dict(read_receipt_of(folder).inputs)
    reseal(folder, recipe="0" * 64, inputs={**inputs, "program Pango": "1.52.0"})
    result = world.run("merge", *map(str, shards))

    assert result.exit_code == ExitCode.CONTENT
    assert "Pango is " in result.stderr
    assert "1.52.0" in result.stderr
    assert world.printed() == []


def test_shards_of_other_programs_than_here_are_taken_with_a_warning(shards, world):
    folder = holder(shards)
    inputs = dict(read_receipt_of(folder).inputs)
    reseal(folder, recipe="0" * 64, inputs={**inputs, "program Pango": "1.52.0"})
    result = world.run("merge", str(folder))

    assert result.exit_code == ExitCode.DONE
    assert "warning: Pango is 1.52.0, here " in result.stderr


def test_two_contents_of_one_edition_are_refused_with_both_folders(shards, world, tmp_path):
    folder = holder(shards)
    shutil.copytree(folder, tmp_path / "equal")
    shutil.copytree(folder, tmp_path / "other")
    inputs = dict(read_receipt_of(folder).inputs)
    reseal(tmp_path / "other", inputs={**inputs, "the event": "0"})
    equal = world.run("merge", str(folder), str(tmp_path / "equal"))
    other = world.run("merge", str(folder), str(tmp_path / "other"))

    assert (equal.exit_code, other.exit_code) == (ExitCode.DONE, ExitCode.FILE_REFUSED)
    assert f"{EDITION}: error: {folder} and {tmp_path / 'other'} have different files of it" in other.stderr
    assert "the event" in other.stderr


def test_a_folder_that_no_build_has_written_is_refused(shards, world, tmp_path):
    (tmp_path / "empty").mkdir()
    result = world.run("merge", *map(str, shards), str(tmp_path / "empty"))

    assert result.exit_code == ExitCode.CONTENT
    assert f"{tmp_path / 'empty'}: error: this is no out/ folder of a build" in result.stderr
    assert world.printed() == []


@pytest.mark.parametrize("shard", ["0/3", "4/3", "x", "1/0", "-1/3", "²/3", "1/3/3", ""])
def test_a_part_that_is_none_is_refused(world, shard):
    result = world.run("build", "vigil", "--shard", shard)

    assert result.exit_code == ExitCode.COMMAND_LINE
    assert "is no part of the work" in result.stderr
    assert not os.path.lexists(world.root / "out")


class _Edition:
    def __init__(self, setting, slug):
        self.setting, self.event = setting, type("Event", (), {"slug": slug})


@pytest.mark.parametrize(("editions", "count"), [(7, 3), (2, 5), (600, 8), (1, 1)])
def test_every_edition_is_in_exactly_one_shard_and_settings_stay_together(editions, count):
    given = [_Edition(f"{number % 3}", f"{number:03}") for number in range(editions)]
    shards = [_shard(given, f"{number}/{count}") for number in range(1, count + 1)]
    together = [edition for shard in shards for edition in shard]

    assert sorted(map(id, together)) == sorted(map(id, given))
    assert [edition.setting for edition in together] == sorted(edition.setting for edition in given)
    assert max(map(len, shards)) - min(map(len, shards)) <= 1
