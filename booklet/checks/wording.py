"""Words: text left in English, terms in another form than the glossary's, words of a neighbouring language."""

import re
from collections.abc import Iterator

from booklet.checks.findings import Finding
from booklet.checks.subject import Subject
from booklet.checks.terms import form_pattern
from booklet.language import lower
from booklet.language.punctuation import MARK

_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(
    rf"\S+\.\S+|\*[^\W\d_][^*]*\*|{MARK}[^\W\d_][^{MARK}]*{MARK}"
)  # an address of the web, or the title of a paper


_SMALL_IN_TITLES = frozenset({"and", "for", "from", "into", "over", "that", "the", "this", "with"})


def unchanged_findings(subject: Subject) -> Iterator[Finding]:
    """A text that is still the English one and has words to translate.

    Figures, units, codes in capitals and addresses have none; a name or title has some if it is all in small letters,
    or has several words in small letters that titles do not write so.
    """
    if subject.source.strip().casefold() != subject.text.strip().casefold():
        return
    words = _WORD.findall(_NAME.sub(" ", subject.masked))
    judged = [word for word in words if not word.isupper()]
    if subject.context.is_name:
        small = [word for word in judged if word.islower() and word not in _SMALL_IN_TITLES]
        judged = small if len(small) > 1 or len(small) == len(judged) else []
    if judged:
        yield Finding(judged[0], "the text is the same as in English", "translate it, or say why it stays")


def term_findings(subject: Subject) -> Iterator[Finding]:
    """Terms of the glossary for which the translation has none of the settled forms."""
    if subject.context.is_name and subject.source == subject.text:
        return
    for term in subject.context.glossary.terms_in(subject.small_source):
        forms = term.forms(subject.language)
        if forms and not any(form_pattern(form, subject.language).search(subject.small) for form in forms):
            shown = " or ".join(f"“{form}”" for form in forms)
            message = f"“{term.en[0]}” of the English text is not translated as the glossary has it"
            yield Finding("", message, f"use {shown} (* is any ending); see data/book/terms.yaml")


def avoided_findings(subject: Subject) -> Iterator[Finding]:
    """Words that are no words of the language; names, addresses and titles of papers are not judged."""
    words = subject.context.glossary.avoided.get(subject.language)
    if words is None or (subject.context.is_name and subject.source == subject.text):
        return
    for word in dict.fromkeys(subject.words):
        advice = words.advice(word)
        if advice is None:
            continue
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower(_NAME.sub(_blank, subject.text), subject.language))
        if found:
            shown = subject.text[found.start() : found.end()]
            yield Finding(shown, f"{shown}: {advice.why}", f"write {advice.write}")


def _blank(name: re.Match[str]) -> str:
    return " " * len(name[0])
