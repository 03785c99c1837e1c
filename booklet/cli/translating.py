"""Commands for translators."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from booklet import templating
from booklet.build import OUT, write_whole
from booklet.catalogs import ui_messages, updated_catalogs
from booklet.catalogs.alone import alone_with_catalogs
from booklet.catalogs.exchange import exported, imported
from booklet.catalogs.judging import judged_texts
from booklet.catalogs.languages import needs_of
from booklet.catalogs.reviewing import chosen_messages, with_reviews
from booklet.catalogs.status import LanguageStatus, as_plain, language_status, status_page
from booklet.catalogs.update import new_catalogs, outdated, outdated_problems
from booklet.catalogs.words import read_entries, source_words, unreadable_catalogs, unready
from booklet.cli.shared import ROOT, comma_list, guarded_command, read_file, tell
from booklet.content import load_book
from booklet.content.languages import languages_of
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import CommandLineError, ContentError, ExitCode, Problem, errors_among
from booklet.sources import Sources

_LANGUAGE = click.argument("language")
_LANGUAGES = click.option("--lang", "languages", callback=comma_list(), help="Languages; several with commas.")


@click.group()
def catalogs() -> None:
    """Work on the translations."""


@catalogs.command()
@guarded_command
def update() -> None:
    """Bring templates (.pot) and catalogs (.po) up to date with data and templates; no translation is dropped."""
    sources = Sources(ROOT)
    loaded = load_book(sources)
    with alone_with_catalogs(ROOT):
        _write(sources, updated_catalogs(sources, loaded, _translated(sources)))


@catalogs.command()
@_LANGUAGES
@guarded_command
def check(languages: tuple[str, ...]) -> None:
    """Judge every catalog and every translation; tell also what still prints in English."""
    sources = Sources(ROOT)
    loaded, ui = load_book(sources), ui_messages(sources)
    chosen = _chosen(sources, languages)
    english = source_words(loaded, ui)
    problems: list[Problem] = []
    for language in chosen:
        entries, unreadable = read_entries(sources, language)
        problems += [*unreadable, *unready(language, english, entries, "warning")]
        problems += [judged.problem for judged in judged_texts(sources, loaded, ui, language, entries)]
    if not errors_among(problems):
        problems += outdated_problems(sources, updated_catalogs(sources, loaded, chosen))
    tell(problems)
    if errors_among(problems):
        sys.exit(ExitCode.CONTENT)
    texts = len(english.content) + len(english.ui)
    click.echo(f"in order: {texts} texts in {len(chosen)} languages, {len(set(problems))} warnings")


@catalogs.command()
@_LANGUAGES
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@guarded_command
def status(languages: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001 - click gives options by name
    """Tell how far the translations are, section by section; the page out/status.html says the same."""
    sources = Sources(ROOT)
    loaded, ui = load_book(sources), ui_messages(sources)
    statuses = [language_status(sources, loaded, ui, language) for language in _chosen(sources, languages)]
    page = f"{OUT}/status.html"
    write_whole(ROOT / page, status_page(statuses, templating.environment(sources)).encode())
    if as_json:
        click.echo(json.dumps([as_plain(status) for status in statuses], ensure_ascii=False, indent=2))
        return
    for one in statuses:
        _print_status(one)
    unreadable = unreadable_catalogs(sources, [one.language for one in statuses])
    if unreadable:
        raise ContentError(*unreadable)
    click.echo(f"the same with every remark: {page}")


def _print_status(status: LanguageStatus) -> None:
    titles = ("texts", "translated", "fuzzy", "reviewed", "words left", "remarks")
    rows = [(row.title, *vars(row.count).values()) for row in status.sections]
    rows.append(("all", *vars(status.total).values()))
    width = max(len(str(row[0])) for row in rows)
    click.echo(f"{status.name} ({status.language})")
    click.echo("  " + " " * width + "".join(f"{title:>12}" for title in titles))
    for title, *counts in rows:
        click.echo(f"  {title:{width}}" + "".join(f"{count:>12}" for count in counts))


@catalogs.command()
@_LANGUAGE
@click.argument("keys", nargs=-1)
@click.option("--section", "sections", callback=comma_list(), help="All texts of a section; several with commas.")
@click.option("--withdraw", is_flag=True, help="Take the mark away again.")
@guarded_command
def review(language: str, keys: tuple[str, ...], sections: tuple[str, ...], withdraw: bool) -> None:  # noqa: FBT001
    """Mark translations as reviewed, by the KEYS after msgctxt: you grew up with the language and have read them."""
    sources = Sources(ROOT)
    _chosen(sources, (language,))
    messages = chosen_messages(load_book(sources), ui_messages(sources), keys, sections)
    if not messages:
        raise CommandLineError(Problem("catalogs review", None, "error", "name keys, or a section with --section"))
    with alone_with_catalogs(ROOT):
        _write(sources, with_reviews(sources, language, messages, reviewed=not withdraw))


@catalogs.command()
@_LANGUAGE
@guarded_command
def init(language: str) -> None:
    """Begin a translation into another LANGUAGE (tr, de, ka …), and tell what else it needs."""
    sources = Sources(ROOT)
    loaded = load_book(sources)
    with alone_with_catalogs(ROOT):
        _write(sources, new_catalogs(sources, loaded, language))
    for need in needs_of(loaded, language):
        click.echo(need)


@catalogs.command()
@_LANGUAGE
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="The file; LANGUAGE.xlsx without it.")
@guarded_command
def export(language: str, output: Path | None) -> None:
    """Write all texts of a LANGUAGE into a spreadsheet for somebody who has no program for catalogs."""
    sources = Sources(ROOT)
    _chosen(sources, (language,))
    target = output or Path(f"{language}.xlsx")
    write_whole(target, exported(sources, language))
    click.echo(str(target))


@catalogs.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@guarded_command
def import_command(file: Path) -> None:
    """Take the translations of a spreadsheet over; what is newer in the catalogs stays, and is told."""
    sources = Sources(ROOT)
    loaded, ui, content = load_book(sources), ui_messages(sources), read_file(file)
    with alone_with_catalogs(ROOT):
        taken = imported(sources, loaded, ui, file.name, content)
        _write(sources, taken.texts)
    tell(taken.refused)
    rows = len({problem.line for problem in taken.refused})
    click.echo(f"{taken.changed} messages taken over, {rows} rows refused")
    if taken.refused:
        sys.exit(ExitCode.CONTENT)


def _translated(sources: Sources) -> tuple[str, ...]:
    return tuple(language for language in languages_of(sources) if language != SOURCE_LANGUAGE)


def _chosen(sources: Sources, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages of the command line, or all; CommandLineError for one that has no catalogs."""
    known = _translated(sources)
    if strangers := [language for language in languages if language not in known]:
        hint = f"there are: {', '.join(known)}; booklet catalogs init begins another"
        raise CommandLineError(
            *(Problem("catalogs", None, "error", f"{name} has no catalogs", hint) for name in strangers)
        )
    return languages or known


def _write(sources: Sources, texts: Mapping[str, str]) -> None:
    """Write the files that say something else now, and tell their names; under the lock in which they were read."""
    for path in outdated(sources, texts):
        write_whole(ROOT / path, texts[path].encode())
        click.echo(path)
