"""The commands: parse, call, print, exit. The one place that prints and exits.

A command's module is imported when the command is called, and no other: a build with nothing to do would wait longer
for the rest than for its own work.
"""

import signal
import sys
from importlib import import_module
from types import FrameType
from typing import NamedTuple

import click

from booklet import __version__
from booklet.cli.shared import guarded_command
from booklet.problems import ExitCode


class Deferred(NamedTuple):
    """A command that is not imported yet: its ``module:attribute`` below this package, and its own help."""

    place: str
    help: str


COMMANDS = {
    "build": Deferred(
        "building:build_command",
        "Make the PDFs of EVENTS (without one: of the general edition) in out/, where something has changed.",
    ),
    "merge": Deferred(
        "merging:merge_command",
        "Bring the out/ FOLDERS of shards that were built elsewhere together in out/, each edition whole.",
    ),
    "why": Deferred("building:why_command", "Say for each edition of EVENTS why it would be made anew; makes nothing."),
    "check": Deferred(
        "making:check",
        "Judge data, catalogs and templates for EVENTS (without one: for all); or judge one finished FILE.pdf.",
    ),
    "list": Deferred("making:list_command", "Say which events, products, formats and languages there are."),
    "new": Deferred("making:new", "Ask eight questions and write data/events/SLUG.yaml."),
    "doctor": Deferred("making:doctor", "Say what is installed, in which version, and what is missing."),
    "schema": Deferred("making:schema", "Write the JSON Schema of event and book files into data/schema/."),
    "fit": Deferred(
        "making:fit", "For developers: find how to set the book's paragraphs so that their lines come out well."
    ),
    "letter": Deferred(
        "letters:letter",
        "Tell how the letter of EVENT fits each form, block by block; with --recipients make one letter for each.",
    ),
    "impose": Deferred(
        "paper:impose_command",
        "Put the pages of FILE, any PDF, on sheets to print on both sides (flip on the short edge) and fold.",
    ),
    "tile": Deferred(
        "paper:tile_command",
        "Put the poster in FILE, any PDF of one page, on many sheets, with a map that shows how they go together.",
    ),
    "plan": Deferred(
        "paper:plan",
        "Count paper, staples, ink, weight and cost of a print run of EVENT; writes out/EVENT/print-run.pdf.",
    ),
    "gallery": Deferred(
        "publishing:gallery",
        "Bring out/index.html up to date: every finished edition, what it is for and how it is printed.",
    ),
    "publish": Deferred(
        "publishing:publish_command",
        "Copy every finished edition into dist/, under the year that it commemorates, ready for any web host.",
    ),
    "preview": Deferred(
        "previewing:preview",
        "Show the pages beside their messages in a web browser; what you change is written to the catalogs.",
    ),
    "catalogs": Deferred("translating:catalogs", "Work on the translations."),
    "events": Deferred("gathering:events", "Work on many events at once, in a table."),
}


@guarded_command
def _imported(deferred: Deferred) -> click.Command:
    module, attribute = deferred.place.split(":")
    command = getattr(import_module(f"{__name__}.{module}"), attribute)
    assert isinstance(command, click.Command)
    return command


class DeferringGroup(click.Group):
    """The commands of ``COMMANDS``; lists them without their modules."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names of all commands, by alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The command of that name, imported now; None where there is none."""
        return _imported(COMMANDS[cmd_name]) if cmd_name in COMMANDS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of ``--help`` as click would, from stand-ins."""
        stand_ins = [click.Command(name, help=deferred.help) for name, deferred in COMMANDS.items()]
        click.Group(commands=stand_ins).format_commands(ctx, formatter)


def _end(number: int, _frame: FrameType | None) -> None:
    """The first signal begins the end; another one must not disturb it, for it is near."""
    signal.signal(number, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    sys.exit(ExitCode.TERMINATED)


@click.group(cls=DeferringGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Memorial booklets and posters for commemorations of 20 January 1990, ready to print."""
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # it is ignored behind "nohup" and "&"
        signal.signal(signal.SIGINT, _end)
