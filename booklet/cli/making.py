"""Commands around the making of editions: judge, list, begin an event, examine, and those for developers."""

import sys
from functools import partial
from pathlib import Path

import click

from booklet.build import OUT, book_settings, write_whole
from booklet.cli.shared import DEFAULT_EVENT, ROOT, guarded_command, named_events, read_file, tell
from booklet.content import event_slugs, load_book
from booklet.doctor import examination
from booklet.events_new import QUESTIONS, event_text, mistake_in, path_of_new
from booklet.fitting import find_fits, fitting_text
from booklet.judging import judge, judge_press_files
from booklet.model import LANGUAGES
from booklet.pipeline import faulty_lines
from booklet.preflight import Report
from booklet.problems import ContentError, ExitCode, Problem
from booklet.project import read_project
from booklet.schema import schema_files
from booklet.sources import Sources

FITTING = "data/book/fitting.yaml"


@click.command()
@click.argument("events", nargs=-1)
@click.option("--printer", default="default", show_default=True, help="For a PDF: a name of data/printers.yaml.")
@click.option("--json", "as_json", is_flag=True, help="For a PDF: print the findings for other programs.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="For a PDF: write an HTML page.")
@guarded_command
def check(events: tuple[str, ...], printer: str, as_json: bool, report: Path | None) -> None:  # noqa: FBT001
    """Judge data, catalogs and templates for EVENTS (without one: for all); or judge one finished FILE.pdf."""
    if len(events) == 1 and events[0].lower().endswith(".pdf"):
        file = Path(events[0])
        text, code = judge(read_file(file), file, Sources(ROOT), printer=printer, as_json=as_json, page=report)
        click.echo(text, nl=False)
        sys.exit(code)
    sources = Sources(ROOT)
    slugs = named_events(events) or event_slugs(sources)
    project = read_project(sources, slugs, LANGUAGES)
    outdated = [path for path, text in schema_files().items() if not sources.exists(path) or sources.text(path) != text]
    if outdated:
        hint = "make it again with: booklet schema"
        raise ContentError(*(Problem(path, None, "error", "this file is out of date", hint) for path in outdated))
    tell(project.warnings)
    texts = len(project.loaded.messages)
    click.echo(f"in order: {len(project.events)} events, {texts} texts of the book in {len(project.words)} languages")
    _tell_reports(list(judge_press_files(ROOT, sources, slugs)))


def _tell_reports(reports: list[Report]) -> None:
    tell(problem for report in reports for problem in report.problems)
    if failed := [report for report in reports if report.of("error")]:
        click.echo(f"{len(failed)} of {len(reports)} press files in {OUT}/ are not fit to print", err=True)
        sys.exit(ExitCode.PREFLIGHT)
    if reports:
        click.echo(f"fit to print: {len(reports)} press files in {OUT}/")
    else:
        click.echo(f"{OUT}/ holds no press files of these events yet; make builds them")


@click.command(name="list")
@guarded_command
def list_command() -> None:
    """Say which events, products, formats and languages there are."""
    sources = Sources(ROOT)
    click.echo("events:    " + ", ".join(event_slugs(sources)))
    click.echo("languages: " + ", ".join(LANGUAGES))
    for product in load_book(sources).book.products.values():
        for size in product.formats:
            trim = f"{size.width_mm:g} × {size.height_mm:g} mm"
            click.echo(f"product:   {product.id:<16} {size.id:<12} {trim:<18} paper {size.family}")


@click.command()
@click.argument("slug", required=False)
@guarded_command
def new(slug: str | None) -> None:
    """Ask eight questions and write data/events/SLUG.yaml."""
    slug = slug or click.prompt("A short name for the event's files (small letters, figures, hyphens)")
    target = path_of_new(ROOT, slug)
    click.echo(
        "Eight questions; press Enter to take the answer in brackets, or to leave the question open\n"
        "(the pages then have a line to fill in by hand).",
        err=True,
    )
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        answers[question.key] = _asked(question.text, question.key, question.default)
    write_whole(target, event_text(answers).encode())
    path = target.relative_to(ROOT).as_posix()
    click.echo(f"{path} is written; open it to add more. Build it with: make event={slug}")


def _asked(text: str, key: str, default: str) -> str:
    while True:
        answer = str(click.prompt(text, default=default, show_default=bool(default), err=True)).strip()
        mistake = mistake_in(key, answer)
        if mistake is None:
            return answer
        click.echo(f"  {mistake}", err=True)


@click.command()
@guarded_command
def doctor() -> None:
    """Say what is installed, in which version, and what is missing."""
    lines, missing = examination(Sources(ROOT))
    for line in lines:
        click.echo(line)
    if missing:
        sys.exit(ExitCode.SOMETHING_TO_INSTALL)


@click.command()
@guarded_command
def schema() -> None:
    """Write the JSON Schema of event and book files into data/schema/."""
    for path, text in schema_files().items():
        write_whole(ROOT / path, text.encode())
        click.echo(path)


@click.command()
@guarded_command
def fit() -> None:
    """For developers: find how to set the book's paragraphs so that their lines come out well."""
    sources = Sources(ROOT)
    project = read_project(sources, (DEFAULT_EVENT,), LANGUAGES)
    found: dict[str, dict[str, str]] = {}
    for edition in book_settings(project):
        fits, faults = find_fits(partial(faulty_lines, project, edition))
        found[edition.setting] = fits
        click.echo(f"{edition.setting}: {len(fits)} paragraphs changed, {len(faults)} faulty lines left", err=True)
        tell(fault.as_problem(edition.setting) for fault in faults)
    write_whole(ROOT / FITTING, fitting_text(found).encode())
