"""Commands that take finished pages to paper."""

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from booklet.build import OUT, Selection, read_selection, write_whole
from booklet.cli.shared import DEFAULT_EVENT, ROOT, comma_list, guarded_command, read_file, tell
from booklet.model import LANGUAGES
from booklet.paper import POSTERS, SHEETS, named_size
from booklet.planning import plan_editions, plan_page
from booklet.print_run import TERMINAL_HEAD, order_lines, parse_copies, terminal_rows
from booklet.project import read_project
from booklet.sheets import fronts_and_backs, impose, refuse_own_input
from booklet.sources import Sources
from booklet.templating import translator
from booklet.tiles import TileOptions, TileWords, tile_pdf

LABEL_FONT = "templates/shared/fonts/SourceSans3-Regular.otf"


@click.command(name="impose")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sheet", type=click.Choice(list(SHEETS)), default="a4", show_default=True, help="Paper to print on.")
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The PDF to write.")
@click.option(
    "--caliper", type=click.FloatRange(0, 1), help="Thickness of a sheet in mm (0.1 without it); 0: no creep."
)
@click.option(
    "--signature", type=click.IntRange(1), help="Sew in bundles of so many sheets, instead of one stapled bundle."
)
@click.option("--right-to-left", is_flag=True, help="The spine is on the right of the front cover.")
@click.option("--one-sided", is_flag=True, help="For printers of one side: writes NAME-fronts.pdf and NAME-backs.pdf.")
@guarded_command
def impose_command(file: Path, sheet: str, output: Path, one_sided: bool, **binding: Any) -> None:  # noqa: FBT001
    """Put the pages of FILE, any PDF, on sheets to print on both sides (flip on the short edge) and fold."""
    targets = [output.with_name(f"{output.stem}-{side}.pdf") for side in ("fronts", "backs")] if one_sided else [output]
    for target in targets:
        refuse_own_input(file, target)
    made = impose(
        read_file(file),
        sheet=SHEETS[sheet],
        caliper_mm=binding["caliper"],
        signature=binding["signature"],
        right_to_left=binding["right_to_left"],
        name=str(file),
    )
    for target, content in zip(targets, fronts_and_backs(made.pdf) if one_sided else [made.pdf], strict=True):
        write_whole(target, content)
        click.echo(str(target))
    tell(made.notes)


@click.command(name="tile")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", help=f"Size of the finished poster: {', '.join(POSTERS)} or 500x700mm; its own without it.")
@click.option("--sheet", type=click.Choice(list(SHEETS)), default="a4", show_default=True, help="Paper to print on.")
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
@guarded_command
def tile_command(file: Path, sheet: str, language: str, output: Path, as_json: bool, **grid: Any) -> None:  # noqa: FBT001
    """Put the poster in FILE, any PDF of one page, on many sheets, with a map that shows how they go together."""
    refuse_own_input(file, output)
    sources = Sources(ROOT)
    size = None if grid["to"] is None else named_size(grid["to"])
    options = TileOptions(SHEETS[sheet], to=size, overlap_mm=grid["overlap"], margin_mm=grid["margin"])
    words = TileWords.translated(translator(read_project(sources, (DEFAULT_EVENT,), (language,)).words[language].ui))
    made = tile_pdf(read_file(file), options, words=words, font=sources.data(LABEL_FONT), name=str(file))
    write_whole(output, made.pdf)
    grid_words = f"a map and {made.tiling.sheets} sheets, {made.tiling.rows} rows of {made.tiling.columns}"
    click.echo(json.dumps(made.tiling.as_json()) if as_json else f"{output}: {grid_words}")
    tell(made.notes)


def _copies(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dict[str, int]:
    try:
        return {} if value is None else parse_copies(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command()
@click.argument("event", default=DEFAULT_EVENT)
@click.option("--copies", callback=_copies, help="Copies in each language: 60, or booklet=60,poster=4.")
@click.option("--lang", "languages", callback=comma_list(LANGUAGES), help="Languages: en, az, ru; several with commas.")
@click.option("--product", "products", callback=comma_list(), help="Products; several with commas.")
@click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family: a (A4) or us (Letter).")
@guarded_command
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
    counted = {run.edition.product.id for run in runs}
    if left := [name for name in dict.fromkeys(edition.product.id for edition in editions) if name not in counted]:
        click.echo(f"not counted, for it is not said how many copies are printed: {', '.join(left)}")
    write_whole(ROOT / OUT / event / "print-run.pdf", plan_page(project, runs))
    click.echo(f"{OUT}/{event}/print-run.pdf  to print")
