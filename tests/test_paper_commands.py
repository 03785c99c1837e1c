"""The commands that take a finished PDF to paper: what they write, say and refuse."""

import json

import pikepdf
import pytest
from click.testing import CliRunner

from booklet import cli
from tests.editions import default_editions


@pytest.fixture(scope="module")
def press_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    made = default_editions()
    for name in ("booklet-a5", "poster-a2"):
        (folder / f"{name}.pdf").write_bytes(made[f"en/{name}"].press)
    return folder


def run(*words):
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def test_a_booklet_is_put_on_sheets(press_files, tmp_path):
    result = run("impose", press_files / "booklet-a5.pdf", "--output", tmp_path / "folded.pdf")

    assert result.exit_code == 0, result.output
    with pikepdf.open(tmp_path / "folded.pdf") as folded:
        assert len(folded.pages) == 12


def test_fronts_and_backs_are_two_files(press_files, tmp_path):
    result = run("impose", press_files / "booklet-a5.pdf", "--one-sided", "--output", tmp_path / "folded.pdf")

    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folded-backs.pdf", "folded-fronts.pdf"]


def test_a_poster_is_put_on_tiles_and_the_grid_is_told(press_files, tmp_path):
    result = run("tile", press_files / "poster-a2.pdf", "--json", "--lang", "az", "--output", tmp_path / "tiles.pdf")
    grid = json.loads(result.output)

    with pikepdf.open(tmp_path / "tiles.pdf") as tiles:
        assert len(tiles.pages) == grid["rows"] * grid["columns"] + 1


@pytest.mark.parametrize("command", ["impose", "tile"])
def test_the_file_itself_is_never_overwritten(press_files, command):
    file = press_files / ("booklet-a5.pdf" if command == "impose" else "poster-a2.pdf")
    before = file.read_bytes()
    result = run(command, file, "--output", file)

    assert result.exit_code == 5
    assert "would replace the file" in result.output
    assert file.read_bytes() == before


def test_a_plan_without_a_number_of_copies_says_what_to_add():
    result = run("plan", "general", "--lang", "en")

    assert result.exit_code == 1
    assert "--copies 60" in result.output


def test_a_number_of_copies_that_is_none_is_refused():
    result = run("plan", "general", "--copies", "many")

    assert result.exit_code == 2
    assert "write 60, or booklet=60,poster=4" in result.output


def test_our_press_files_pass_the_check_for_print_shops(press_files, tmp_path):
    page = tmp_path / "findings.html"
    result = run("check", press_files / "booklet-a5.pdf", "--report", page)

    assert result.exit_code == 0, result.output
    assert "no errors and no warnings" in result.output
    assert page.read_text().startswith("<!DOCTYPE html>")


def test_a_broken_file_gets_a_line_and_the_exit_code_of_preflight(press_files, tmp_path):
    broken = tmp_path / "broken.pdf"
    broken.write_bytes((press_files / "poster-a2.pdf").read_bytes()[:5000])
    result = run("check", broken)

    assert result.exit_code == 3
    assert "broken.pdf" in result.output
