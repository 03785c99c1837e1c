"""The one Jinja environment: strict, autoescaped, fed from the templates folder alone; translations are escaped too."""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

FOLDER = "templates"

Translate = Callable[..., str]


class _SourcesLoader(BaseLoader):
    """Templates by name, read through the one door to the disk."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = f"{FOLDER}/{template}"
        if not self.sources.exists(path):
            raise TemplateNotFound(template)
        return self.sources.text(path), path, lambda: True


def environment(sources: Sources) -> Environment:
    """An environment whose templates cannot reach anything but the values that they are given."""
    made = ImmutableSandboxedEnvironment(
        loader=_SourcesLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    for name in ("upper", "lower", "title", "capitalize", "sort", "unique"):
        del made.filters[name]
    return made


def render(templates: Environment, name: str, values: Mapping[str, Any], translate: Translate) -> str:
    """The text that a template makes of ``values``; ContentError names the template and line of a mistake in it."""
    try:
        return templates.get_template(name).render(**values, _=translate)
    except TemplateSyntaxError as error:
        problem = Problem(error.filename or f"{FOLDER}/{name}", error.lineno, "error", str(error.message))
        raise ContentError(problem) from error
    except TemplateError as error:
        raise ContentError(_located(name, error)) from error


def _located(name: str, error: TemplateError) -> Problem:
    place, line = f"{FOLDER}/{name}", 1
    frame = error.__traceback__
    while frame is not None:
        filename = frame.tb_frame.f_code.co_filename
        if filename.startswith(f"{FOLDER}/"):
            place, line = filename, frame.tb_lineno
        frame = frame.tb_next
    return Problem(place, line, "error", f"the template fails: {error}", "look for a misspelt name")


def translator(ui: Mapping[str, str]) -> Translate:
    """The templates' ``_``: the words of a key, with values put into its braces; autoescape escapes the result."""

    def translate(key: str, text: str, **values: object) -> str:
        words = ui.get(key, text)
        for name, value in values.items():
            words = words.replace("{" + name + "}", str(value))
        return words

    return translate
