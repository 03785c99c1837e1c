"""The commands: parse, call, print, exit."""

import json
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import partial, wraps
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from booklet import __version__
from booklet.build import OUT, Outcome, Selection, book_settings, build, default_jobs, read_selection, uses, write_whole
from booklet.catalogs import updated_catalogs
from booklet.content import event_slugs, load_book, load_formats
from booklet.doctor import examination
from booklet.events_new import QUESTIONS, event_text, mistake_in, path_of_new
from booklet.fitting import find_fits, fitting_text
from booklet.imposition import SHEETS as IMPOSING_SHEETS
from booklet.judging import judge
from booklet.model import LANGUAGES
from booklet.pipeline import faulty_lines, read_project
from booklet.planning import plan_editions, plan_page
from booklet.print_run import TERMINAL_HEAD, order_lines, parse_copies, terminal_rows
from booklet.problems import BookletError, ContentError, ExitCode, FileRefusedError, Problem, in_reading_order
from booklet.schema import schema_files
from booklet.sheets import fronts_and_backs, impose, refuse_own_input
from booklet.sources import Sources
from booklet.templating import translator
from booklet.tiles import TileOptions, TileWords, tile_pdf
from booklet.tiling import POSTERS, named_size
from booklet.tiling import SHEETS as TILING_SHEETS

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_EVENT = "general"
LABEL_FONT = "templates/shared/fonts/SourceSans3-Regular.otf"
FITTING = "data/book/fitting.yaml"


def _fail(problems: Iterable[Problem], code: int) -> NoReturn:
    _tell(problems)
    sys.exit(code)


def _tell(problems: Iterable[Problem]) -> None:
    for problem in in_reading_order(problems):
        click.echo(str(problem), err=True)


def _guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn our exceptions into messages and exit codes; any other exception is our bug and keeps its traceback."""

    @wraps(command)
    def guarded(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except BookletError as error:
            _fail(error.problems, error.exit_code)
        except KeyboardInterrupt:
            click.echo("interrupted; every file in out/ is whole", err=True)
            sys.exit(ExitCode.INTERRUPTED)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(ExitCode.DONE)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception:  # noqa: BLE001 - told in full, with the exit code of a bug
            traceback.print_exc()
            click.echo("this is a bug of ours; please report it with the lines above", err=True)
            sys.exit(ExitCode.OUR_BUG)

    return guarded


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(ExitCode.TERMINATED)


def _comma_list(
    allowed: Iterable[str] | None = None,
) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...]]:
    def split(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in (value or "").split(",") if part.strip())
        for part in parts:
            if allowed is not None and part not in allowed:
                raise click.BadParameter(f"{part} is none of {', '.join(allowed)}")
        return parts

    return split


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """Memorial booklets and posters for commemorations of 20 January 1990, ready to print."""
    signal.signal(signal.SIGTERM, _terminated)


@main.command(name="build")
@click.argument("events", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every event in data/events/.")
@click.option(
    "--lang", "languages", callback=_comma_list(LANGUAGES), help="Languages: en, az, ru; several with commas."
)
@click.option("--product", "products", callback=_comma_list(), help="Products: booklet, poster; several with commas.")
@click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family: a (A4) or us (Letter).")
@click.option("--jobs", type=click.IntRange(1, 64), help="How many editions at a time; all cores without it.")
@_guarded
def build_command(
    events: tuple[str, ...],
    every: bool,  # noqa: FBT001 - click gives options by name
    languages: tuple[str, ...],
    products: tuple[str, ...],
    paper: str | None,
    jobs: int | None,
) -> None:
    """Make the PDFs of EVENTS (without one: of the general edition) in out/."""
    sources = Sources(ROOT)
    slugs = tuple(event_slugs(sources)) if every else _named(events) or (DEFAULT_EVENT,)
    selection = Selection(slugs, languages, products, paper)
    project, editions = read_selection(sources, selection)
    _tell(project.warnings)
    outcomes = _followed(build(ROOT, project, editions, jobs=jobs or default_jobs()), len(editions))
    _report(outcomes)


def _named(events: Iterable[str]) -> tuple[str, ...]:
    """The events of the command line, each once; several may stand in one word with commas."""
    return tuple(dict.fromkeys(slug for event in events for slug in event.split(",") if slug))


def _followed(outcomes: Iterable[Outcome], total: int) -> list[Outcome]:
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
    _tell(problem for outcome in outcomes for problem in outcome.problems)
    failed = [outcome for outcome in outcomes if not outcome.files]
    if failed:
        click.echo(
            f"{len(failed)} of {len(outcomes)} editions failed; their older files were taken out of out/", err=True
        )
        sys.exit(max(outcome.exit_code for outcome in failed))


@main.command()
@click.argument("events", nargs=-1)
@click.option("--printer", default="default", show_default=True, help="For a PDF: a name of data/printers.yaml.")
@click.option("--json", "as_json", is_flag=True, help="For a PDF: print the findings for other programs.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="For a PDF: write an HTML page.")
@_guarded
def check(events: tuple[str, ...], printer: str, as_json: bool, report: Path | None) -> None:  # noqa: FBT001
    """Judge data, catalogs and templates for EVENTS (without one: for all); or judge one finished FILE.pdf."""
    if len(events) == 1 and events[0].lower().endswith(".pdf"):
        file = Path(events[0])
        text, code = judge(_read(file), file, Sources(ROOT), printer=printer, as_json=as_json, page=report)
        click.echo(text, nl=False)
        sys.exit(code)
    sources = Sources(ROOT)
    project = read_project(sources, _named(events) or event_slugs(sources), LANGUAGES)
    outdated = [path for path, text in schema_files().items() if not sources.exists(path) or sources.text(path) != text]
    if outdated:
        hint = "make it again with: booklet schema"
        raise ContentError(*(Problem(path, None, "error", "this file is out of date", hint) for path in outdated))
    _tell(project.warnings)
    texts = len(project.loaded.messages)
    click.echo(f"in order: {len(project.events)} events, {texts} texts of the book in {len(project.words)} languages")


@main.command(name="list")
@_guarded
def list_command() -> None:
    """Say which events, products, formats and languages there are."""
    sources = Sources(ROOT)
    click.echo("events:    " + ", ".join(event_slugs(sources)))
    click.echo("languages: " + ", ".join(LANGUAGES))
    for size in load_formats(sources).formats:
        trim = f"{size.width_mm:g} × {size.height_mm:g} mm"
        click.echo(f"product:   {size.product:<8} {size.id:<12} {trim:<18} paper {size.family}")


@main.command()
@click.argument("slug", required=False)
@_guarded
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


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileRefusedError(
            Problem(str(file), None, "error", f"the file cannot be read: {error.strerror}")
        ) from error


@main.command(name="impose")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--sheet", type=click.Choice(list(IMPOSING_SHEETS)), default="a4", show_default=True, help="Paper to print on."
)
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option(
    "--caliper", type=click.FloatRange(0, 1), help="Thickness of a sheet in mm (0.1 without it); 0: no creep."
)
@click.option(
    "--signature", type=click.IntRange(1), help="Sew in bundles of so many sheets, instead of one stapled bundle."
)
@click.option("--right-to-left", is_flag=True, help="The spine is on the right of the front cover.")
@click.option("--one-sided", is_flag=True, help="For printers of one side: writes NAME-fronts.pdf and NAME-backs.pdf.")
@_guarded
def impose_command(file: Path, sheet: str, output: Path, one_sided: bool, **binding: Any) -> None:  # noqa: FBT001
    """Put the pages of FILE, any PDF, on sheets to print on both sides (flip on the short edge) and fold."""
    targets = [output.with_name(f"{output.stem}-{side}.pdf") for side in ("fronts", "backs")] if one_sided else [output]
    for target in targets:
        refuse_own_input(file, target)
    made = impose(
        _read(file),
        sheet=IMPOSING_SHEETS[sheet],
        caliper_mm=binding["caliper"],
        signature=binding["signature"],
        right_to_left=binding["right_to_left"],
        name=str(file),
    )
    for target, content in zip(targets, fronts_and_backs(made.pdf) if one_sided else [made.pdf], strict=True):
        write_whole(target, content)
        click.echo(str(target))
    _tell(made.notes)


@main.command(name="tile")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", help=f"Size of the finished poster: {', '.join(POSTERS)} or 500x700mm; its own without it.")
@click.option(
    "--sheet", type=click.Choice(list(TILING_SHEETS)), default="a4", show_default=True, help="Paper to print on."
)
@click.option(
    "--overlap", type=float, default=10.0, show_default=True, help="Millimetres that neighbouring sheets share."
)
@click.option("--margin", type=float, default=5.0, show_default=True, help="Millimetres that the printer leaves white.")
@click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of labels."
)
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print rows, columns, margins (top, right, bottom, left), overlap."
)
@_guarded
def tile_command(file: Path, sheet: str, language: str, output: Path, as_json: bool, **grid: Any) -> None:  # noqa: FBT001
    """Put the poster in FILE, any PDF of one page, on many sheets, with a map that shows how they go together."""
    refuse_own_input(file, output)
    sources = Sources(ROOT)
    size = None if grid["to"] is None else named_size(grid["to"])
    options = TileOptions(TILING_SHEETS[sheet], to=size, overlap_mm=grid["overlap"], margin_mm=grid["margin"])
    words = TileWords.translated(translator(read_project(sources, (DEFAULT_EVENT,), (language,)).words[language].ui))
    made = tile_pdf(_read(file), options, words=words, font=sources.data(LABEL_FONT), name=str(file))
    write_whole(output, made.pdf)
    grid_words = f"a map and {made.tiling.sheets} sheets, {made.tiling.rows} rows of {made.tiling.columns}"
    click.echo(json.dumps(made.tiling.as_json()) if as_json else f"{output}: {grid_words}")


def _copies(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dict[str, int]:
    try:
        return {} if value is None else parse_copies(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@click.argument("event", default=DEFAULT_EVENT)
@click.option("--copies", callback=_copies, help="Copies in each language: 60, or booklet=60,poster=4.")
@click.option(
    "--lang", "languages", callback=_comma_list(LANGUAGES), help="Languages: en, az, ru; several with commas."
)
@click.option("--product", "products", callback=_comma_list(), help="Products; several with commas.")
@click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family: a (A4) or us (Letter).")
@_guarded
def plan(event: str, copies: dict[str, int], **choice: Any) -> None:
    """Count paper, staples, ink, weight and cost of a print run of EVENT; writes out/EVENT/print-run.pdf."""
    project, editions = read_selection(Sources(ROOT), Selection((event,), **choice))
    runs = plan_editions(project, editions, copies)
    table = Table(*TERMINAL_HEAD)
    for row in terminal_rows(runs):
        table.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    for line in order_lines(runs):
        click.echo(line)
    write_whole(ROOT / OUT / event / "print-run.pdf", plan_page(project, runs))
    click.echo(f"{OUT}/{event}/print-run.pdf  to print")


@main.command()
@_guarded
def doctor() -> None:
    """Say what is installed, in which version, and what is missing."""
    lines, missing = examination(Sources(ROOT))
    for line in lines:
        click.echo(line)
    if missing:
        sys.exit(ExitCode.SOMETHING_TO_INSTALL)


@main.command()
@_guarded
def schema() -> None:
    """Write the JSON Schema of event and book files into data/schema/."""
    for path, text in schema_files().items():
        write_whole(ROOT / path, text.encode())
        click.echo(path)


@main.command()
@_guarded
def fit() -> None:
    """For developers: find how to set the book's paragraphs so that their lines come out well."""
    sources = Sources(ROOT)
    project = read_project(sources, (DEFAULT_EVENT,), LANGUAGES)
    found: dict[str, dict[str, str]] = {}
    for edition in book_settings(project):
        fits, faults = find_fits(partial(faulty_lines, project, edition))
        found[edition.setting] = fits
        click.echo(f"{edition.setting}: {len(fits)} paragraphs changed, {len(faults)} faulty lines left", err=True)
        _tell(fault.as_problem(edition.setting) for fault in faults)
    write_whole(ROOT / FITTING, fitting_text(found).encode())


@main.group()
def catalogs() -> None:
    """Work on the translations."""


@catalogs.command()
@_guarded
def update() -> None:
    """Bring templates (.pot) and catalogs (.po) up to date with data and templates; no translation is dropped."""
    sources = Sources(ROOT)
    for path, text in updated_catalogs(sources, load_book(sources), LANGUAGES[1:]).items():
        if sources.exists(path) and sources.text(path) == text:
            continue
        write_whole(ROOT / path, text.encode())
        click.echo(path)
