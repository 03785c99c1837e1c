"""The command that makes editions. What it imports is what a build with nothing to do has to wait for."""

import json
from typing import Any

import click

from booklet.cli.shared import ROOT, guarded_command
from booklet.standing import Tree, standing, tree


def _choices(command: Any) -> Any:
    """The options that say which editions are meant."""
    for option in reversed(
        (
            click.argument("events", nargs=-1),
            click.option("--all", "every", is_flag=True, help="Every event."),
            click.option("--lang", "languages", help="Languages: en, az, ru; two in one booklet: az+en."),
            click.option("--product", "products", help="Products: booklet, poster; several with commas."),
            click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family: a (A4) or us (Letter)."),
            click.option("--delivery", "deliveries", help="Files: press, home, screen, picture, page."),
            click.option(
                "--caliper", "caliper_mm", type=click.FloatRange(0, 1), help="Home: a sheet's thickness in mm (0.1)."
            ),
            click.option("--signature", type=click.IntRange(1, 100), help="Home: sew in bundles of so many sheets."),
            click.option("--one-sided", is_flag=True, default=None, help="Home: a file of fronts and one of backs."),
            click.option("--release", is_flag=True, help="Refuse texts that are not translated."),
            click.option("--shard", help="A part of the work, for another machine: 3/8 is the third of eight."),
        )
    ):
        command = option(command)
    return command


@click.command(name="build")
@_choices
@click.option("--jobs", type=click.IntRange(1, 64), help="How many editions at a time; all cores without it.")
@click.option("--cluster", help="On other machines: the address of a dask scheduler, such as tcp://10.0.0.1:8786.")
@guarded_command
def build_command(jobs: int | None, cluster: str | None, **choice: Any) -> None:
    """Make the PDFs of EVENTS (without one: of the general edition) in out/, where something has changed."""
    wish, now = json.dumps(choice, sort_keys=True), tree(ROOT)
    told = standing(ROOT, wish, now)
    if told is None:
        _build(choice, wish, now, jobs, cluster)
        return
    for line in told.lines:
        click.echo(line)
    for problem in told.problems:
        click.echo(problem, err=True)
    click.echo("nothing has changed since these files were made", err=True)


def _build(choice: dict[str, Any], wish: str, now: Tree, jobs: int | None, cluster: str | None) -> None:
    from booklet.cli.editions import make_chosen  # late: all that makes pages is not needed where nothing has changed

    make_chosen(ROOT, choice, wish, now, jobs=jobs, cluster=cluster)


@click.command(name="why")
@_choices
@guarded_command
def why_command(**choice: Any) -> None:
    """Say for each edition of EVENTS why it would be made anew; makes nothing."""
    from booklet.cli.editions import explain  # late, as above

    explain(ROOT, choice)
