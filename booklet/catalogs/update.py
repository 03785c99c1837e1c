"""Bring templates (.pot) and catalogs (.po) up to date with the texts of data and templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from booklet.catalogs.blocks import Block, Catalog, Line
from booklet.catalogs.files import DOMAINS, catalog_path, read_blocks, written_text
from booklet.catalogs.judging import UPDATE_HINT, refuse_strangers
from booklet.catalogs.languages import language_name, plural_rule
from booklet.catalogs.merging import Wanted, merged, new_block
from booklet.catalogs.templates import ui_messages
from booklet.catalogs.wanted import content_wanted, ui_wanted
from booklet.catalogs.writing import OWN_WIDTH, string_lines
from booklet.content import LoadedBook
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import BookletError, CommandLineError, ContentError, Problem
from booklet.sources import Sources


def wanted_texts(sources: Sources, loaded: LoadedBook) -> dict[str, list[Wanted]]:
    """The texts of each domain, in the order of the book; ContentError where a template cannot be read."""
    return {"content": content_wanted(loaded), "ui": ui_wanted(ui_messages(sources).values())}


def updated_catalogs(sources: Sources, loaded: LoadedBook, languages: Iterable[str]) -> dict[str, str]:
    """The new text of every template and catalog, by path, with each file's own line ends.

    ContentError carries what makes any of the catalogs unreadable; then none is to be written.
    """
    wanted = wanted_texts(sources, loaded)
    date = _date(loaded)
    texts = {template_path(domain): _template(domain, wanted[domain], date) for domain in DOMAINS}
    problems: list[Problem] = []
    for language in languages:
        for domain in DOMAINS:
            try:
                texts[catalog_path(language, domain)] = _brought_up_to_date(sources, language, domain, wanted, date)
            except BookletError as error:
                problems.extend(error.problems)
    if problems:
        raise ContentError(*problems)
    return texts


def _date(loaded: LoadedBook) -> str:
    """The edition's date as gettext writes it; no clock is read."""
    return f"{loaded.book.edition.edition_date} 00:00+0000"


def template_path(domain: str) -> str:
    """Where the empty template of a domain lies."""
    return f"translations/{domain}.pot"


def outdated(sources: Sources, texts: Mapping[str, str]) -> list[str]:
    """The files among ``texts`` (as `updated_catalogs` gives them) that are missing or say something else."""
    return [path for path, text in texts.items() if not sources.exists(path) or sources.data(path) != text.encode()]


def outdated_problems(sources: Sources, texts: Mapping[str, str]) -> list[Problem]:
    """An error for each file that `outdated` names."""
    return [Problem(path, None, "error", "the file is out of date", UPDATE_HINT) for path in outdated(sources, texts)]


def new_catalogs(sources: Sources, loaded: LoadedBook, language: str) -> dict[str, str]:
    """Empty catalogs for a language that has none, by path; CommandLineError where it has some or is no language."""
    paths = {domain: catalog_path(language, domain) for domain in DOMAINS}
    name = language_name(language)
    if language == SOURCE_LANGUAGE or any(sources.exists(path) for path in paths.values()):
        hint = "bring its catalogs up to date with: booklet catalogs update"
        raise CommandLineError(Problem("catalogs init", None, "error", f"{name} is there already", hint))
    wanted = wanted_texts(sources, loaded)
    return {paths[domain]: new_catalog(language, wanted[domain], _date(loaded)) for domain in DOMAINS}


def new_catalog(language: str, wanted: Sequence[Wanted], date: str) -> str:
    """A catalog in which everything waits for its translation."""
    comment = (
        f"{language_name(language)} translation of the memorial booklet and posters.",
        "DRAFT: nobody who grew up with the language has reviewed it yet.",
        "Keep every {…} and [@…] as it stands; put them where your grammar wants them.",
    )
    return _whole(comment, _header(language, date), wanted)


def _brought_up_to_date(
    sources: Sources, language: str, domain: str, wanted: Mapping[str, Sequence[Wanted]], date: str
) -> str:
    path = catalog_path(language, domain)
    if not sources.exists(path):
        return new_catalog(language, wanted[domain], date)
    ours = {message.key: message.text for message in wanted[domain]}
    refuse_strangers(path, [(block.key, block.source) for block in read_blocks(sources, path)], ours)
    return merged(written_text(sources, path), wanted[domain])


def _template(domain: str, wanted: Sequence[Wanted], date: str) -> str:
    comment = f"Texts to translate: {domain}. Made from data/ and templates/; do not edit."
    return _whole((comment,), _header("", date), wanted)


def _header(language: str, date: str) -> dict[str, str]:
    header = {
        "Project-Id-Version": "black-january-booklet",
        "POT-Creation-Date": date,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return {**header, "Plural-Forms": plural_rule(language)} if language else header


def _whole(comment: Sequence[str], header: Mapping[str, str], wanted: Sequence[Wanted]) -> str:
    fields = "".join(f"{name}: {value}\n" for name, value in header.items())
    first = Block(tuple(Line("comment", f"# {line}") for line in comment)).with_part("msgid", ['msgid ""'])
    blocks = [first.with_part("msgstr", string_lines("msgstr", fields, OWN_WIDTH))]
    blocks += [new_block(message, OWN_WIDTH) for message in wanted]
    return Catalog((*blocks[:-1], replace(blocks[-1], gap=()))).text()
