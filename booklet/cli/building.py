"""The command that makes editions. What it imports is what a build with nothing to do has to wait for."""

import sys
from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from booklet.build import Outcome, Selection, build, default_jobs, read_selection, uses
from booklet.catalogs.pseudo import PSEUDO_LANGUAGE
from booklet.cli.shared import DEFAULT_EVENT, ROOT, comma_list, guarded_command, named_events, tell
from booklet.content import event_slugs
from booklet.model import LANGUAGE_PAIRS, LANGUAGES, HomeOptions
from booklet.pipeline import DELIVERIES
from booklet.sources import Sources


@click.command(name="build")
@click.argument("events", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every event in data/events/.")
@click.option(
    "--lang",
    "languages",
    callback=comma_list((*LANGUAGES, *LANGUAGE_PAIRS, PSEUDO_LANGUAGE)),
    help="Languages: en, az, ru; two in one booklet: az+en; several with commas.",
)
@click.option("--product", "products", callback=comma_list(), help="Products: booklet, poster; several with commas.")
@click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family: a (A4) or us (Letter).")
@click.option(
    "--delivery",
    "deliveries",
    callback=comma_list(DELIVERIES),
    help="Files: press, home, screen, picture, page; several with commas.",
)
@click.option("--caliper", "caliper_mm", type=click.FloatRange(0, 1), help="Home: thickness of a sheet in mm (0.1).")
@click.option("--signature", type=click.IntRange(1, 100), help="Home: sew in bundles of so many sheets.")
@click.option("--one-sided", is_flag=True, default=None, help="Home: a file of fronts and one of backs.")
@click.option("--release", is_flag=True, help="Refuse texts that are not translated.")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many editions at a time; all cores without it.")
@guarded_command
def build_command(events: tuple[str, ...], every: bool, jobs: int | None, **choice: Any) -> None:  # noqa: FBT001
    """Make the PDFs of EVENTS (without one: of the general edition) in out/."""
    sources = Sources(ROOT)
    slugs = tuple(event_slugs(sources)) if every else named_events(events) or (DEFAULT_EVENT,)
    deliveries = choice.pop("deliveries") or DELIVERIES
    home = {name: choice.pop(name) for name in HomeOptions.model_fields}
    wishes = {name: value for name, value in home.items() if value is not None}
    project, editions = read_selection(sources, Selection(slugs, home=wishes, **choice))
    tell(project.warnings)
    made = build(ROOT, project, editions, jobs=jobs or default_jobs(), deliveries=deliveries)
    _report(followed(made, len(editions)))


def followed(outcomes: Iterable[Outcome], total: int) -> list[Outcome]:
    """Show progress on a terminal, a line an edition elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        return [_plain_line(outcome, number, total) for number, outcome in enumerate(outcomes, start=1)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    done = []
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("setting pages", total=total)
        for outcome in outcomes:
            progress.update(task, advance=1, description=outcome.edition)
            done.append(outcome)
    return done


def _plain_line(outcome: Outcome, number: int, total: int) -> Outcome:
    state = f"{outcome.seconds:.1f} s" if outcome.files else "failed"
    click.echo(f"[{number}/{total}] {outcome.edition}: {state}", err=True)
    return outcome


def _report(outcomes: list[Outcome]) -> None:
    files = uses(path for outcome in outcomes for path in outcome.files)
    width = max((len(path) for path, _ in files), default=0)
    for path, use in files:
        click.echo(f"{path:<{width}}  {use}")
    tell(problem for outcome in outcomes for problem in outcome.problems)
    failed = [outcome for outcome in outcomes if not outcome.files]
    if failed:
        click.echo(
            f"{len(failed)} of {len(outcomes)} editions failed; their older files were taken out of out/", err=True
        )
        sys.exit(max(outcome.exit_code for outcome in failed))
