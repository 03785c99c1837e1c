"""What catalogs need to know of a language: its English name, its plural rule, and what it lacks before it prints."""

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from babel.messages.plurals import get_plural

from booklet.checks import bare_counts
from booklet.content import LoadedBook
from booklet.language import missing_rules
from booklet.problems import CommandLineError, Problem

_CODE = re.compile(r"[a-z]{2,3}")


def language_name(language: str) -> str:
    """``Azerbaijani`` for ``az``; CommandLineError for a code that is no language of the CLDR."""
    return str(_locale(language).english_name)


def plural_rule(language: str) -> str:
    """What a catalog's header says about plural forms; CommandLineError as `language_name`."""
    _locale(language)
    return str(get_plural(language))


def _locale(language: str) -> Locale:
    hint = "write a code of two or three small letters, such as tr, de, ka"
    stranger = Problem("catalogs", None, "error", f"{language} is no language", hint)
    if not _CODE.fullmatch(language):
        raise CommandLineError(stranger)
    try:
        return Locale.parse(language)
    except UnknownLocaleError as error:
        raise CommandLineError(stranger) from error


def needs_of(loaded: LoadedBook, language: str) -> Iterator[str]:
    """What is still to be done before a language prints, one line each: file and what it lacks."""
    for path, rule in missing_rules(language):
        yield f"{path}: {rule}"
    if list(bare_counts(f"20 {_locale(language).months['format']['wide'][1]}", language)):
        yield "booklet/checks/counts.py: which figures are no counts, such as days of a month"
    names = {
        "glossary": [entry.term for entry in loaded.book.glossary],
        "places": [place.name for place in loaded.book.places],
    }
    for name, given in names.items():
        if missing := sum(not texts.get(language) for texts in given):
            yield f"data/book/{name}.yaml: “{language}: …” beside {missing} names"
    yield f"data/events/: “{language}” among the languages of an event, and its texts in that language"
