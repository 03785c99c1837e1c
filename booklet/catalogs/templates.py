"""The words of the templates: ``_("key", "English text")`` with braces for values."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from babel.messages.extract import extract

from booklet.problems import ContentError, Problem
from booklet.sources import Sources
from booklet.templating import syntax_problems
from booklet.tokens import TEMPLATE_SYNTAX

FOLDER = "templates"
_OPTIONS = {"silent": "false", "trimmed": "true"}
_COMMENT = "translators:"


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
    if problems := list(syntax_problems(sources)):
        raise ContentError(*problems)
    messages: dict[str, UiMessage] = {}
    for path in sources.names(FOLDER, "**/*.html"):
        for message in _extract(path, sources.text(path)):
            first = messages.setdefault(message.key, message)
            if first.text != message.text:
                hint = f"use another key; {first.path}:{first.line} says: {first.text}"
                raise ContentError(Problem(path, message.line, "error", f"the key {message.key} has two texts", hint))
    return messages


def _extract(path: str, template: str) -> Iterable[UiMessage]:
    file = io.BytesIO(template.encode())
    found = extract("jinja2", file, keywords={"_": ((1, "c"), 2)}, comment_tags=(_COMMENT,), options=_OPTIONS)
    for line, words, comments, context in found:
        note = " ".join(comment.removeprefix(_COMMENT).strip() for comment in comments)
        yield UiMessage(str(context), str(words[-1] if isinstance(words, tuple) else words), path, line, note)


def placeholders(text: str) -> set[str]:
    """The names in braces of a template text; doubled braces and other template syntax are text, and print so."""
    return set(re.findall(r"\{([^{}]*)\}", TEMPLATE_SYNTAX.sub("", text)))
