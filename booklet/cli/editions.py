"""What `booklet build` and `booklet why` do where something may have changed."""

import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from booklet.build import Outcome, Selection, build, default_jobs, read_selection, reasons, uses, write_whole
from booklet.catalogs.pseudo import PSEUDO_LANGUAGE
from booklet.cli.shared import DEFAULT_EVENT, named_events, split_list, tell
from booklet.content import event_slugs
from booklet.model import LANGUAGE_PAIRS, LANGUAGES, Edition, HomeOptions
from booklet.pipeline import DELIVERIES
from booklet.problems import BusyError, in_reading_order
from booklet.project import Project
from booklet.publish import PAGE, write_gallery
from booklet.receipts import receipt_path
from booklet.sources import Sources
from booklet.standing import FOLDERS, Said, Tree, note_bytes, note_path, tree

if TYPE_CHECKING:
    from booklet.build.cluster import Cluster

LISTED_FILES = 60
SHOWN_BY = f"{PAGE} shows them all, and how to print them: open it in a browser"
LONG_SECONDS = 10.0


def make_chosen(
    root: Path, choice: Mapping[str, Any], wish: str, now: Tree, *, jobs: int | None, cluster: str | None
) -> None:
    """Make the editions of a choice, tell how it went, and leave a note for the next time."""
    project, editions, deliveries = chosen(root, choice)
    tell(project.warnings)
    others = _cluster(cluster, _selection(project.sources, choice)) if cluster else None
    made = build(root, project, editions, jobs=jobs or default_jobs(), deliveries=deliveries, cluster=others)
    outcomes = followed(made, sum(bool(set(deliveries) & set(edition.product.deliveries)) for edition in editions))
    lines = _report(outcomes)
    pages = _gallery_pages(project.sources)
    _end_where_some_failed(outcomes)
    if pages and tree(root) == now:
        problems = in_reading_order([*project.warnings, *(told for outcome in outcomes for told in outcome.problems)])
        said = Said(tuple(lines), (*map(str, problems), SHOWN_BY))
        write_whole(root / note_path(wish), note_bytes(root, now, _looked_at(project, outcomes), pages, said))


def _gallery_pages(sources: Sources) -> tuple[str, ...]:
    """The pages that show all editions, brought up to date; none where another build has begun and will do so."""
    try:
        gallery = write_gallery(sources)
    except BusyError:
        return ()
    tell(gallery.problems)
    click.echo(SHOWN_BY, err=True)
    return gallery.pages


def _looked_at(project: Project, outcomes: Iterable[Outcome]) -> Iterable[str]:
    """The files that must lie as they do now for the note to hold: what was made, and logos of other folders."""
    logos = (event.logo for event in project.events if event.logo)
    yield from (logo for logo in logos if logo.partition("/")[0] not in FOLDERS)
    for outcome in outcomes:
        yield from (receipt_path(outcome.edition), *outcome.files)


def _cluster(address: str, selection: Selection) -> "Cluster":
    from booklet.build.cluster import Cluster  # late: few builds need it

    return Cluster(address, selection, lambda problem: tell([problem]))


def explain(root: Path, choice: Mapping[str, Any]) -> None:
    """Print each edition with the reasons for which it would be made."""
    project, editions, deliveries = chosen(root, choice)
    for state in reasons(project, editions, deliveries):
        click.echo(f"{state.edition.name}: {'; '.join(state.reasons) or 'as new, nothing to do'}")


def chosen(root: Path, choice: Mapping[str, Any]) -> tuple[Project, list[Edition], tuple[str, ...]]:
    """The project, the editions and the deliveries that the options of the command line name."""
    sources = Sources(root)
    deliveries = split_list(choice["deliveries"], "--delivery", DELIVERIES) or DELIVERIES
    project, editions = read_selection(sources, _selection(sources, choice))
    return project, _shard(editions, choice["shard"]), deliveries


def _selection(sources: Sources, choice: Mapping[str, Any]) -> Selection:
    slugs = tuple(event_slugs(sources)) if choice["every"] else named_events(choice["events"]) or (DEFAULT_EVENT,)
    return Selection(
        slugs,
        languages=split_list(choice["languages"], "--lang", (*LANGUAGES, *LANGUAGE_PAIRS, PSEUDO_LANGUAGE)),
        products=split_list(choice["products"], "--product"),
        paper=choice["paper"],
        home={name: choice[name] for name in HomeOptions.model_fields if choice[name] is not None},
        release=choice["release"],
    )


def _shard(editions: list[Edition], shard: str | None) -> list[Edition]:
    """The third of eight parts for ``3/8``; editions that share pages stay together."""
    if shard is None:
        return editions
    number, _, count = shard.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.BadParameter(f"{shard} is no part of the work; 3/8 is the third of eight", param_hint="--shard")
    together = sorted(editions, key=lambda edition: (edition.setting, edition.event.slug))
    start, stop = (len(editions) * place // int(count) for place in (int(number) - 1, int(number)))
    return together[start:stop]


def followed(outcomes: Iterable[Outcome], total: int) -> list[Outcome]:
    """Show progress on a terminal, a line an edition elsewhere; editions that are as new are not told."""
    console = Console(stderr=True)
    if not console.is_terminal:
        begin = time.monotonic()
        return [_plain_line(outcome, number, total, begin) for number, outcome in enumerate(outcomes, start=1)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    done = []
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("setting pages", total=total)
        for outcome in outcomes:
            progress.update(task, advance=1, description=outcome.edition)
            done.append(outcome)
    return done


def _plain_line(outcome: Outcome, number: int, total: int, begin: float) -> Outcome:
    if not outcome.fresh:
        state = f"{outcome.seconds:.1f} s" if outcome.files else "failed"
        left = (time.monotonic() - begin) / number * (total - number)
        rest = f", about {left:.0f} s left" if left >= LONG_SECONDS else ""
        click.echo(f"[{number}/{total}] {outcome.edition}: {state}{rest}", err=True)
    return outcome


def _report(outcomes: list[Outcome]) -> list[str]:
    """Print the files and what is to be known of them."""
    lines = list(_file_lines(outcomes))
    for line in lines:
        click.echo(line)
    tell(problem for outcome in outcomes for problem in outcome.problems)
    if fresh := sum(outcome.fresh for outcome in outcomes):
        click.echo(f"{fresh} of {len(outcomes)} editions were as new", err=True)
    return lines


def _end_where_some_failed(outcomes: list[Outcome]) -> None:
    if failed := [outcome for outcome in outcomes if not outcome.files]:
        message = f"{len(failed)} of {len(outcomes)} editions failed; their older files were taken out of out/"
        click.echo(message, err=True)
        sys.exit(max(outcome.exit_code for outcome in failed))


def _file_lines(outcomes: Iterable[Outcome]) -> Iterable[str]:
    """Each file and what it is for; of many files, how many each event has."""
    files = uses(path for outcome in outcomes for path in outcome.files)
    if len(files) > LISTED_FILES:
        folders = [path.rsplit("/", 2)[0] for path, _ in files]
        for folder in sorted(set(folders)):
            yield f"{folder}/  {folders.count(folder)} files"
        return
    width = max((len(path) for path, _ in files), default=0)
    for path, use in files:
        yield f"{path:<{width}}  {use}"
