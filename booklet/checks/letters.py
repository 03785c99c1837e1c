"""Letters: those that our faces lack, for nothing is borrowed from another font, and those that only look right."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO

from fontTools.ttLib import TTFont

from booklet.checks.findings import Finding
from booklet.checks.orthography import look_alike_findings
from booklet.checks.subject import Context, Subject
from booklet.content import LoadedBook
from booklet.content.records import Located, Path, shortened
from booklet.language import suspicious_letters
from booklet.model import LANGUAGES
from booklet.problems import Problem
from booklet.sources import Sources

FACES = ("SourceSerif4-Regular.otf", "SourceSans3-Regular.otf", "SourceSerif4Display-Regular.otf")
FOLDER = "templates/shared/fonts"

# Signs that direct the line breaking and draw nothing.
INVISIBLE = frozenset("\n\u00ad\u200b\u2060")


def missing_letters(covered: frozenset[str], text: str) -> list[str]:
    """The letters of ``text`` that are not ``covered``, each once, in the order of their code points."""
    return sorted(set(text) - INVISIBLE - covered)


def coverage(sources: Sources) -> frozenset[str]:
    """The letters that all our text faces have."""
    return frozenset.intersection(*(_letters(sources.data(f"{FOLDER}/{face}")) for face in FACES))


@lru_cache(maxsize=16)
def _letters(font: bytes) -> frozenset[str]:
    return frozenset(chr(code) for code in TTFont(BytesIO(font), lazy=True).getBestCmap())


def glyph_findings(covered: frozenset[str], text: str) -> Iterator[Finding]:
    """One finding for a text with letters that are not ``covered``; it shows the word of the first."""
    missing = missing_letters(covered, text)
    if missing:
        word = next((word for word in text.split() if missing[0] in word), "")
        named = ", ".join(_named(letter) for letter in missing)
        yield Finding(word, f"our fonts lack {named} in “{shortened(text)}”", "use other letters or signs")


def covered_findings(subject: Subject) -> Iterator[Finding]:
    """Letters of a text that our fonts lack; nothing where the context does not say which they have."""
    if subject.context.covered is not None:
        yield from glyph_findings(subject.context.covered, subject.text)


def letter_problems(sources: Sources, loaded: LoadedBook, files: Iterable[Located]) -> Iterator[Problem]:
    """What is wrong with the letters of ``files``: the book's or events; catalogs are judged where they are read."""
    covered = coverage(sources)
    messages = {(message.path, message.place) for message in loaded.messages.values()}
    for located in files:
        for place, text in located.texts():
            yield from _problems(located, place, glyph_findings(covered, text))
            if (located.path, place) not in messages:
                yield from _problems(located, place, _look_alikes(place, text))


def _problems(located: Located, place: Path, findings: Iterable[Finding]) -> Iterator[Problem]:
    for finding in findings:
        yield located.problem(place, finding.message, finding.hint, snippet=finding.snippet)


def _look_alikes(place: Path, text: str) -> Iterator[Finding]:
    """Wrong letters of a text outside the catalogs; one that serves all languages is wrong where it is so in each."""
    if place and place[-1] in LANGUAGES:
        yield from look_alike_findings(_bare(text, str(place[-1])))
        return
    if text.isascii():
        return
    everywhere = set.intersection(*(set(suspicious_letters(text, language)) for language in LANGUAGES))
    yield from (finding for finding in look_alike_findings(_bare(text, "en")) if finding.snippet in dict(everywhere))


def _bare(text: str, language: str) -> Subject:
    """A text of which nothing is known but its language."""
    return Subject("", text, language, {}, (), Context())


def _named(letter: str) -> str:
    return f"“{letter}” (U+{ord(letter):04X})" if letter.isprintable() else f"U+{ord(letter):04X}"
