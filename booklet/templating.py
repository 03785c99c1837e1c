"""The one Jinja environment: strict, autoescaped, fed from the templates folder alone; translations are escaped too."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from booklet.problems import ContentError, Problem
from booklet.sources import Sources

FOLDER = "templates"

Templates = Environment
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


class _Environment(ImmutableSandboxedEnvironment):
    """Templates that note each use of a file, also of one that is known already; another process makes its own."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        assert isinstance(self.loader, _SourcesLoader)
        return environment, (self.loader.sources,)

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Any:  # noqa: A002 - Jinja's name
        template = super().get_template(name, parent, globals)
        assert isinstance(self.loader, _SourcesLoader)
        self.loader.sources.note(f"{FOLDER}/{template.name}")
        return template


def environment(sources: Sources) -> Templates:
    """The environment of these sources; its templates cannot reach anything but the values that they are given."""
    return sources.once(_Environment, lambda: _new_environment(sources))


def _new_environment(sources: Sources) -> Templates:
    made = _Environment(
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


def render(templates: Templates, name: str, values: Mapping[str, Any], translate: Translate) -> str:
    """The text that a template makes of ``values``; ContentError names the template and line of a mistake in it."""
    try:
        return templates.get_template(name).render(**values, _=translate)
    except TemplateSyntaxError as error:
        raise ContentError(_syntax_problem(name, error)) from error
    except TemplateNotFound as error:
        raise ContentError(_located(name, error, f"there is no template {error.name}")) from error
    except TemplateError as error:
        raise ContentError(_located(name, error, f"the template fails: {error}")) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        if _places(error)[-1] is None:  # one of our functions failed, and no template is to blame
            raise
        raise ContentError(_located(name, error, f"the template fails: {error}")) from error


class Called(NamedTuple):
    """A text that a template asks for: ``_("key", "English text")``."""

    path: str
    line: int
    key: str
    text: str


def called_texts(sources: Sources) -> tuple[list[Called], list[Problem]]:
    """What all templates ask for, in the order of the templates, and the first mistake in each that cannot be read.

    They are not compiled, which would take twice as long: a variable that may not have its name is told at first use.
    """
    templates, found, problems = environment(sources), list[Called](), list[Problem]()
    for path in sources.names(FOLDER, "**/*.html"):
        name = path.removeprefix(f"{FOLDER}/")
        try:
            tree = templates.parse(sources.text(path), name, path)
            _refuse_wrong_names(templates, tree)
        except TemplateSyntaxError as error:
            problems.append(_syntax_problem(name, error))
        else:
            found.extend(_calls(path, tree))
    return found, problems


def _calls(path: str, tree: nodes.Template) -> Iterator[Called]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_" and len(call.args) > 1:
            key, text = call.args[:2]
            if _is_text(key) and _is_text(text):
                yield Called(path, call.lineno, key.value, text.value)  # type: ignore[attr-defined]


def _is_text(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def _refuse_wrong_names(templates: Templates, tree: nodes.Template) -> None:
    """TemplateSyntaxError for a filter or a test that there is not, and for a block that is there twice.

    Jinja tells them when a template is compiled.
    """
    for kind, known, word in ((nodes.Filter, templates.filters, "filter"), (nodes.Test, templates.tests, "test")):
        for node in tree.find_all(kind):
            if node.name not in known:
                raise TemplateSyntaxError(f"No {word} named {node.name!r}.", node.lineno)
    blocks = set[str]()
    for block in tree.find_all(nodes.Block):
        if block.name in blocks:
            raise TemplateSyntaxError(f"block {block.name!r} defined twice", block.lineno)
        blocks.add(block.name)


def _syntax_problem(name: str, error: TemplateSyntaxError) -> Problem:
    hint = "look for a bracket that is not closed, or a misspelt tag or filter"
    return Problem(
        error.filename or f"{FOLDER}/{name}", error.lineno, "error", f"template syntax: {error.message}", hint
    )


def _located(name: str, error: Exception, message: str) -> Problem:
    places = [place for place in _places(error) if place is not None] or [(f"{FOLDER}/{name}", 1)]
    return Problem(*places[-1], "error", message, "look for a misspelt name")


def _places(error: Exception) -> list[tuple[str, int] | None]:
    """File and line of each template on the way to an error, None for our own functions; the last one raised it."""
    places: list[tuple[str, int] | None] = []
    frame = error.__traceback__
    while frame is not None:
        filename = frame.tb_frame.f_code.co_filename
        places.append((filename, frame.tb_lineno) if filename.startswith(f"{FOLDER}/") else None)
        frame = frame.tb_next
    return places


def translator(ui: Mapping[str, str]) -> Translate:
    """The templates' ``_``: the words of a key, with values put into its braces; autoescape escapes the result."""

    def translate(key: str, text: str, **values: object) -> str:
        def value_of(match: re.Match[str]) -> str:
            return str(values.get(match[1], match[0]))

        return re.sub(r"\{([a-z_]+)\}", value_of, ui.get(key, text))

    return translate
