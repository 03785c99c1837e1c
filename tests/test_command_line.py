"""The list of commands: it starts without their modules, and says what they say."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from booklet import cli

CHECKOUT = Path(__file__).parents[1]
HEAVY = {
    "babel", "jinja2", "markdown_it", "openpyxl", "pikepdf", "PIL", "polib", "pydantic", "rich", "ruamel", "segno",
    "weasyprint",
}  # fmt: skip
LIGHT_PARTS = {"cli", "problems"}
CONTEXT = click.Context(cli.main)


def imported_by(statement):
    """The names of all modules that a new interpreter knows after a statement."""
    program = f"import sys\n{statement}\nprint()\nprint(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, check=True, text=True)
    return set(run.stdout.splitlines()[-1].split())


def heavy_among(modules):
    """Libraries that take their time, and parts of ours that bring them in."""
    own = {module.split(".")[1] for module in modules if module.startswith("booklet.")}
    return {module.split(".")[0] for module in modules} & HEAVY | own - LIGHT_PARTS


@pytest.mark.parametrize("module", ["booklet.cli", "booklet.problems"])
def test_the_start_imports_nothing_heavy(module):
    modules = imported_by(f"import {module}")

    assert module in modules
    assert heavy_among(modules) == set()


def test_help_imports_no_command():
    modules = imported_by("from booklet.cli import main\nmain(['--help'], standalone_mode=False)")

    assert "booklet.cli" in modules
    assert heavy_among(modules) == set()


def test_a_heavy_import_is_found():
    assert heavy_among({"sys", "ruamel.yaml", "booklet.cli.shared", "booklet.model.book"}) == {"ruamel", "model"}
    assert {"pydantic", "model"} <= heavy_among(imported_by("import booklet.cli, booklet.model"))


def test_one_command_leaves_the_modules_of_the_others_alone():
    modules = imported_by("from booklet.cli import main\nmain(['build', '--help'], standalone_mode=False)")

    assert "booklet.cli.building" in modules
    assert (
        modules & {f"booklet.{name}" for name in ("cli.making", "doctor", "events_new", "fitting", "judging")} == set()
    )


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_the_list_says_of_a_command_what_it_says_itself(name):
    command = cli.main.get_command(CONTEXT, name)

    assert isinstance(command, click.Command)
    assert (command.name, command.help) == (name, cli.COMMANDS[name].help)


def test_no_command_is_left_out_of_the_list(command_modules):
    written = {
        value for module in command_modules for value in vars(module).values() if isinstance(value, click.Command)
    }
    listed = {cli.main.get_command(CONTEXT, name) for name in cli.COMMANDS}
    below = {command for group in listed if isinstance(group, click.Group) for command in group.commands.values()}

    assert written == listed | below


@pytest.mark.parametrize("place", ["making:chekc", "makign:check", "making:sys"])
def test_a_wrong_place_of_a_command_is_a_bug_of_ours(monkeypatch, place):
    monkeypatch.setitem(cli.COMMANDS, "check", cli.Deferred(place, "Judge."))
    result = CliRunner().invoke(cli.main, ["check"])

    assert result.exit_code == 70
    assert "this is a bug of ours" in result.output


def test_a_command_that_is_not_there_is_told():
    result = CliRunner().invoke(cli.main, ["biuld"])

    assert result.exit_code == 2
    assert "No such command" in result.output
