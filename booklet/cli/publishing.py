"""The commands that show and give away what is finished."""

from collections.abc import Iterator

import click

from booklet.build import Selection, outdated, read_selection
from booklet.cli.shared import ROOT, guarded_command, tell
from booklet.content import event_slugs
from booklet.problems import Problem
from booklet.publish import DIST, PAGE, publish, write_gallery
from booklet.sources import Sources


@click.command()
@guarded_command
def gallery() -> None:
    """Bring out/index.html up to date: every finished edition, what it is for and how it is printed."""
    made = write_gallery(Sources(ROOT))
    tell(made.problems)
    click.echo(f"{PAGE} shows {made.editions} editions, {made.files} files")


@click.command(name="publish")
@guarded_command
def publish_command() -> None:
    """Copy every finished edition into dist/, under the year that it commemorates, ready for any web host."""
    tell(_outdated())
    made = publish(ROOT)
    tell(made.problems)
    for year in made.years:
        click.echo(f"{DIST}/{year.year}/  {year.events} events, {year.editions} editions, {year.files} files")
    click.echo(f"open {DIST}/index.html, or put the folder {DIST}/ on a web host")


def _outdated() -> Iterator[Problem]:
    """A warning for each finished edition that is older than its texts: it is whole, but not what it would be now."""
    sources = Sources(ROOT)
    project, editions = read_selection(sources, Selection(tuple(event_slugs(sources))))
    for state in outdated(project, editions):
        hint = f"make it again with: make event={state.edition.event.slug}"
        yield Problem(
            f"out/{state.edition.name}", None, "warning", f"it is older than its texts: {state.reasons[0]}", hint
        )
