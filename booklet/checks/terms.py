"""Terms of the glossary with the forms that each language prints, and words that a translation should not have."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

from pydantic import BaseModel

from booklet.content.building import build
from booklet.content.records import read_yaml
from booklet.language import lower
from booklet.model import SOURCE_LANGUAGE
from booklet.model.wording import AvoidedWords, Term
from booklet.problems import ContentError, Problem
from booklet.sources import Sources

Record = TypeVar("Record", bound=BaseModel)

TERMS = "data/book/terms.yaml"
AVOIDED = "data/book/avoid.yaml"


@dataclass(frozen=True)
class Advice:
    """What to write in place of a word, and why."""

    write: str
    why: str


@dataclass(frozen=True)
class WordList:
    """Words of one language to avoid: whole ones, and beginnings and ends of words, each with its advice."""

    whole: Mapping[str, Advice] = field(default_factory=dict)
    beginnings: Mapping[str, Advice] = field(default_factory=dict)
    ends: Mapping[str, Advice] = field(default_factory=dict)

    def advice(self, word: str) -> Advice | None:
        """The advice for a word in small letters, or None."""
        if word in self.whole:
            return self.whole[word]
        beginnings, ends = self._pieces
        if word.startswith(beginnings):
            return next(advice for piece, advice in self.beginnings.items() if word.startswith(piece))
        if word.endswith(ends):
            return next(advice for piece, advice in self.ends.items() if word.endswith(piece))
        return None

    @cached_property
    def _pieces(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return tuple(self.beginnings), tuple(self.ends)


@dataclass(frozen=True)
class Glossary:
    """Terms and words to avoid, made ready for looking up."""

    terms: tuple[Term, ...] = ()
    avoided: Mapping[str, WordList] = field(default_factory=dict)

    def terms_in(self, english: str) -> list[Term]:
        """The terms that stand in an English text in small letters; a term inside of a longer one is not told."""
        if self._pattern is None:
            return []
        found = (self._by_word[match[1]] for match in self._pattern.finditer(english))
        return list(dict.fromkeys(found))

    @cached_property
    def _by_word(self) -> dict[str, Term]:
        return {lower(word, SOURCE_LANGUAGE): term for term in self.terms for word in term.en}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted(self._by_word, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, words))})s?(?!\w)") if words else None


@lru_cache(maxsize=1024)
def form_pattern(form: str, language: str) -> re.Pattern[str]:
    """A pattern for a form in small letters; ``*`` at the end of a word stands for any ending."""
    words = (re.escape(word).replace(r"\*", r"\w*") for word in lower(form, language).split())
    joined = r"\s+".join(words)
    return re.compile(rf"(?<!\w){joined}(?!\w)")


def load_glossary(sources: Sources) -> Glossary:
    """The glossary of a project, empty where it has none; ContentError carries every mistake of its files."""
    problems: list[Problem] = []
    terms = _records(sources, TERMS, Term, problems)
    avoided = _records(sources, AVOIDED, AvoidedWords, problems)
    if problems:
        raise ContentError(*problems)
    languages = {record.language for record in avoided}
    return Glossary(
        tuple(terms),
        {language: _word_list(record for record in avoided if record.language == language) for language in languages},
    )


def _records(sources: Sources, path: str, model: type[Record], problems: list[Problem]) -> list[Record]:
    if not sources.exists(path):
        return []
    located = read_yaml(sources, path)
    if not isinstance(located.value, tuple):
        problems.append(located.problem((), "the file should be a list", "begin each record with a hyphen"))
        return []
    made = [build(model, located, (index,), value) for index, value in enumerate(located.value)]
    problems.extend(problem for record in made if isinstance(record, list) for problem in record)
    return [record for record in made if not isinstance(record, list)]


def _word_list(records: Iterable[AvoidedWords]) -> WordList:
    pieces: dict[str, dict[str, Advice]] = {"whole": {}, "beginnings": {}, "ends": {}}
    for record in records:
        for word, write in record.words.items():
            kind = "beginnings" if word.endswith("*") else "ends" if word.startswith("*") else "whole"
            pieces[kind][lower(word.strip("*"), record.language)] = Advice(write, record.why)
    return WordList(**pieces)
