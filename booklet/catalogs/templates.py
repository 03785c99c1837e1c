"""The words of the templates: ``_("key", "English text")`` with braces for values."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from booklet.problems import ContentError, Problem
from booklet.sources import Sources
from booklet.templating import Called, called_texts
from booklet.tokens import TEMPLATE_SYNTAX

_NOTE = re.compile(r"\{#-?\s*translators:\s(.*?)-?#\}", re.DOTALL)


@dataclass(frozen=True)
class UiMessage:
    """A text of the templates: its key, its English words, where it stands and a note for translators."""

    key: str
    text: str
    path: str
    line: int
    note: str


def ui_messages(sources: Sources) -> dict[str, UiMessage]:
    """Every text of the templates by key; the same key must have the same words everywhere.

    ContentError where a template has a syntax error, for its texts could not be found.
    """
    called, problems = called_texts(sources)
    if problems:
        raise ContentError(*problems)
    messages: dict[str, UiMessage] = {}
    for path, found in groupby(called, lambda one: one.path):
        for message in _with_notes(found, sources.text(path)):
            first = messages.setdefault(message.key, message)
            if first.text != message.text:
                hint = f"use another key; {first.path}:{first.line} says: {first.text}"
                raise ContentError(Problem(path, message.line, "error", f"the key {message.key} has two texts", hint))
    return messages


def _with_notes(called: Iterable[Called], template: str) -> Iterator[UiMessage]:
    """The texts of one template; a note stands before its text, and after the text before that."""
    notes = {template.count("\n", 0, match.start()) + 1: match[1].strip() for match in _NOTE.finditer(template)}
    done = 0
    for path, line, key, text in called:
        own = [note for place, note in notes.items() if done < place <= line]
        yield UiMessage(key, text, path, line, own[-1] if own else "")
        done = max(done, line)


def placeholders(text: str) -> set[str]:
    """The names in braces of a template text; doubled braces and other template syntax are text, and print so."""
    return set(re.findall(r"\{([^{}]*)\}", TEMPLATE_SYNTAX.sub("", text)))
