"""The commands that show and give away what is finished."""

import click

from booklet.cli.shared import ROOT, guarded_command, tell
from booklet.publish import DIST, PAGE, publish, write_gallery


@click.command()
@guarded_command
def gallery() -> None:
    """Bring out/index.html up to date: every finished edition, what it is for and how it is printed."""
    made = write_gallery(ROOT)
    tell(made.problems)
    click.echo(f"{PAGE} shows {made.editions} editions, {made.files} files")


@click.command(name="publish")
@guarded_command
def publish_command() -> None:
    """Copy every finished edition into dist/, under the year that it commemorates, ready for any web host."""
    made = publish(ROOT)
    tell(made.problems)
    for year in made.years:
        click.echo(f"{DIST}/{year.year}/  {year.events} events, {year.editions} editions, {year.files} files")
    click.echo(f"open {DIST}/index.html, or put the folder {DIST}/ on a web host")
