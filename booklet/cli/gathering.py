"""Commands for organisers of many events."""

from pathlib import Path

import click

from booklet.build import write_whole
from booklet.cli.shared import ROOT, guarded_command, read_file
from booklet.content.events import TABLE
from booklet.events_import import imported_events
from booklet.sources import Sources


@click.group()
def events() -> None:
    """Work on many events at once, in a table."""


@events.command(name="import")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@guarded_command
def import_command(file: Path) -> None:
    """Take the events of FILE, .xlsx or .csv with one row each, over into data/events.csv; all of them or none."""
    imported = imported_events(Sources(ROOT), file.name, read_file(file))
    if imported.new or imported.changed:
        write_whole(ROOT / TABLE, imported.text.encode())
    for row, slug in imported.made:
        click.echo(f"row {row} has no slug; it is called {slug}")
    counts = f"{len(imported.new)} new, {len(imported.changed)} changed, {len(imported.same)} the same"
    click.echo(f"{TABLE}: {counts}")
