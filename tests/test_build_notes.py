"""Whatever an edition reads is noted, so that a change of it is never missed."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from booklet import templating
from booklet.build.inputs import SECTION, given
from booklet.catalogs.noting import NotedTexts, review_note
from booklet.compose import Standing, compose, letter_pieces
from booklet.model import Edition
from booklet.project import read_project
from booklet.sources import Sources

ROOT = Path(__file__).parents[1]
PRODUCTS = re.findall(r"^- id: (\S+)", (ROOT / "data/book/products.yaml").read_text(encoding="utf-8"), re.MULTILINE)
EVENT, LANGUAGE, OTHER = "example", "az", "en"
FOREIGN = "¤"


@pytest.fixture(scope="module")
def project():
    return read_project(Sources(ROOT), [EVENT], [LANGUAGE, OTHER])


class Closed(Sources):
    """A door through which nothing comes but what was noted; its own notes are nobody's."""

    def __init__(self, names):
        super().__init__(ROOT)
        self._open = names

    def data(self, path, **limit):
        assert path in self._open, f"{path} is read and not noted"
        return super().data(path, **limit)


def edition_of(project, product, second=None):
    entry = project.loaded.book.products[product]
    size = next(size for size in entry.formats if size.serves("a"))
    return Edition(event=project.events[0], language=LANGUAGE, second=second, product=entry, format=size)


def printed(project, edition, words, sources, book=None):
    """All that is said on an edition's pages and in its plain texts."""
    book = project.loaded.book if book is None else book
    own, templates = words[LANGUAGE], templating.environment(sources)
    standing = Standing(twin=words[OTHER]) if edition.second else Standing()
    html = compose(book, own, edition, sources, templates, standing=standing)
    return html, letter_pieces(book, own, edition, sources) if edition.texts else ()


def noted(project, edition):
    """What is printed and the notes on it, as a build takes them."""
    sources = Sources(ROOT)
    words = {name: _with_door(words, sources) for name, words in project.words.items()}
    with sources.noted() as names:
        said = printed(project, edition, words, sources)
    return said, names


def _with_door(words, sources):
    return replace(
        words,
        content=type(words.content)(words.content.texts, f"{words.language} content/", sources),
        ui=type(words.ui)(words.ui.texts, f"{words.language} ui/", sources),
    )


def without_what_is_not_noted(project, edition, names):
    """What is printed where every text, section, count and file that has no note is another or gone."""
    words = {name: _foreign(words, names) for name, words in project.words.items()}
    book, known = project.loaded.book, given(project, edition)
    is_known = {name for name in book.sections if f"{SECTION}{name}" in known or _file_of(name) in names}
    sections = {
        name: section if name in is_known else section.model_copy(update={"blocks": ()})
        for name, section in book.sections.items()
    }
    return printed(project, edition, words, Closed(names), book.model_copy(update={"sections": sections}))


def _file_of(section):
    return f"data/book/sections/{section}.yaml"


def _foreign(words, names):
    def spoilt(domain, texts):
        every = f"{words.language} {domain}/*" in names
        return {
            key: text if every or f"{words.language} {domain}/{key}" in names else f"{FOREIGN}{key}"
            for key, text in texts.items()
        }

    counts = {} if review_note(words) in names else {"reviewed": -1}
    return replace(words, content=spoilt("content", words.content.texts), ui=spoilt("ui", words.ui.texts), **counts)


@pytest.mark.parametrize("product", PRODUCTS)
def test_pages_print_nothing_that_is_not_noted(project, product):
    edition = edition_of(project, product)
    said, names = noted(project, edition)

    assert any(name.startswith(f"{LANGUAGE} content/") for name in names)
    assert FOREIGN not in said[0]
    assert without_what_is_not_noted(project, edition, names) == said


def test_pages_of_two_languages_print_nothing_that_is_not_noted(project):
    edition = edition_of(project, "booklet", second=OTHER)
    said, names = noted(project, edition)

    assert any(name.startswith(f"{OTHER} content/") for name in names)
    assert without_what_is_not_noted(project, edition, names) == said


@pytest.mark.parametrize("domain", ["content", "ui"])
def test_a_text_that_is_read_without_a_note_would_be_seen(project, domain):
    edition = edition_of(project, "booklet")
    _said, names = noted(project, edition)
    key = "night.title" if domain == "content" else next(n[6:] for n in sorted(names) if n.startswith("az ui/"))
    forgotten = f"{LANGUAGE} {domain}/{key}"
    assert forgotten in names

    class Careless(NotedTexts):
        def __getitem__(self, wanted):
            return self.texts[wanted] if wanted == key else super().__getitem__(wanted)

    words = project.words[LANGUAGE]
    spoilt = replace(words, **{domain: Careless(getattr(words, domain).texts, "", project.sources)})
    said, names = noted(replace(project, words={**project.words, LANGUAGE: spoilt}), edition)

    assert forgotten not in names
    assert without_what_is_not_noted(project, edition, names) != said


def test_a_file_that_is_read_without_a_note_would_be_seen(project):
    edition = edition_of(project, "booklet")
    _said, names = noted(project, edition)
    template = next(name for name in sorted(names) if name.endswith(".html"))

    with pytest.raises(AssertionError, match="is read and not noted"):
        without_what_is_not_noted(project, edition, names - {template})


def test_a_section_that_is_no_input_would_be_seen(project, monkeypatch):
    edition = edition_of(project, "booklet")
    said, names = noted(project, edition)
    plain = given

    def forgetful(*arguments):
        return {name: value for name, value in plain(*arguments).items() if name != f"{SECTION}night"}

    monkeypatch.setattr(f"{__name__}.given", forgetful)

    assert without_what_is_not_noted(project, edition, names) != said
