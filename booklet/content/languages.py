"""Which languages the project speaks: English, and each that has a folder of its own in ``translations/``."""

from booklet.model import LANGUAGES, SOURCE_LANGUAGE
from booklet.sources import Sources

FOLDER = "translations"


def languages_of(sources: Sources) -> tuple[str, ...]:
    """The codes of all languages, English first; the languages that were there from the start keep their order."""
    found = {path.split("/")[1] for path in sources.names(FOLDER, "*/LC_MESSAGES/*.po")}
    first = [language for language in LANGUAGES if language == SOURCE_LANGUAGE or language in found]
    return (*first, *sorted(found - set(LANGUAGES)))
