"""The command for letters: what fits a form, and one letter for each recipient of a table."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from booklet.build import Outcome, build, default_jobs
from booklet.cli.editions import followed
from booklet.cli.shared import ROOT, comma_list, guarded_command, read_file, tell
from booklet.content.recipients import read_recipients
from booklet.letters import (
    HEAD,
    LetterRow,
    addressed,
    letter_editions,
    profile_rows,
    recipient_rows,
    refuse_unknown_letters,
    remove_others,
)
from booklet.model import COUNTINGS, LANGUAGES, Edition, Event, Language, TextLimit
from booklet.model.letters import LARGEST_LIMIT
from booklet.problems import ContentError
from booklet.project import Project, read_project
from booklet.sources import Sources

DELIVERIES = ("home", "screen", "text")


@click.command()
@click.argument("event")
@click.option("--recipients", type=click.Path(dir_okay=False, path_type=Path), help="A table, .csv or .xlsx.")
@click.option("--limit", type=click.IntRange(1, LARGEST_LIMIT), help="How much a form takes.")
@click.option("--counts", type=click.Choice(COUNTINGS), default="characters", show_default=True,
              help="What --limit counts; form: a line end counts two.")  # fmt: skip
@click.option("--lang", "languages", callback=comma_list(LANGUAGES), help="Languages: en, az, ru; several with commas.")
@click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family: a (A4) or us (Letter).")
@click.option("--delivery", "deliveries", callback=comma_list(DELIVERIES), help="Files: home, screen, text.")
@guarded_command
def letter(event: str, recipients: Path | None, **choice: Any) -> None:
    """Tell how the letter of EVENT fits each form, block by block; with --recipients make one letter for each."""
    project = read_project(Sources(ROOT), (event,), choice["languages"] or None)
    tell(project.warnings)
    own = TextLimit(id="own", limit=choice["limit"], counts=choice["counts"]) if choice["limit"] else None
    editions = letter_editions(project, project.events[0], paper=choice["paper"])
    if recipients is None:
        _print(profile_rows(project, editions, own))
    else:
        _write(project, editions, recipients, own, choice["deliveries"] or DELIVERIES)


def _write(
    project: Project, editions: list[Edition], table: Path, own: TextLimit | None, deliveries: tuple[str, ...]
) -> None:
    people = read_recipients(table.name, read_file(table), [edition.language for edition in editions])
    if own is not None:
        people = tuple(one if one.limit else one.model_copy(update={"limit": own}) for one in people)
    refuse_unknown_letters(project, table.name, people)
    letters = addressed(editions, people)
    rows, problems = recipient_rows(project, table.name, letters)
    if problems:
        raise ContentError(*problems)
    _print(rows)
    outcomes = followed(build(ROOT, project, letters, jobs=default_jobs(), deliveries=deliveries), len(letters))
    _finish(project.events[0], [edition.language for edition in editions], deliveries, outcomes)


def _finish(event: Event, languages: list[Language], deliveries: tuple[str, ...], outcomes: list[Outcome]) -> None:
    """Tell what was made, and take away the letters of former tables; where one failed those stay."""
    tell(problem for outcome in outcomes for problem in outcome.problems)
    files = {path for outcome in outcomes for path in outcome.files}
    click.echo(f"{sum(bool(outcome.files) for outcome in outcomes)} letters, {len(files)} files")
    for folder in sorted({path.rpartition("/")[0] for path in files}):
        click.echo(f"  {folder}/")
    if failed := [outcome for outcome in outcomes if not outcome.files]:
        sys.exit(max(outcome.exit_code for outcome in failed))
    if gone := remove_others(ROOT, event, languages, deliveries, files):
        click.echo(f"{len(gone)} files of former letters taken away")


def _print(rows: Iterable[LetterRow]) -> None:
    """A table on standard output, each column as wide as its longest cell."""
    table = [HEAD, *(row.cells for row in rows)]
    if len(table) == 1:
        return
    widths = [max(len(row[column]) for row in table) for column in range(len(HEAD))]
    for row in table:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
