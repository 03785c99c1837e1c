"""``data/book/`` → the frozen book and the list of its texts; every mistake with its file and line."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from booklet.content.building import build
from booklet.content.records import Located, Path, read_yaml
from booklet.model import (
    Book,
    Claim,
    Document,
    EditionFacts,
    Fitting,
    GlossaryEntry,
    Person,
    Place,
    Product,
    Reading,
    Section,
    Source,
    TimelineEntry,
)
from booklet.problems import BookletError, ContentError, Problem
from booklet.sources import Sources

FOLDER = "data/book"

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class Message:
    """One text of the book: its catalog key, where it stands, and the figures in it that are no counts."""

    key: str
    text: str
    path: str
    place: Path
    line: int
    note: str
    numerals: tuple[str, ...] = ()

    def problem(self, snippet_line: int, message: str, hint: str) -> Problem:
        """An error in this text."""
        return Problem(self.path, snippet_line, "error", message, hint)


@dataclass(frozen=True)
class LoadedBook:
    """The book, its texts by catalog key, and the files' text for finding lines."""

    book: Book
    messages: dict[str, Message]
    files: dict[str, Located]

    def line_of(self, message: Message, snippet: str) -> int:
        """The line on which ``snippet`` of a message stands."""
        return self.files[message.path].line_of(message.place, snippet)


class _Loader:
    """Reads every file of the book and collects what is wrong instead of stopping at the first mistake."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.problems: list[Problem] = []
        self.files: dict[str, Located] = {}
        self.messages: dict[str, Message] = {}

    def file(self, path: str) -> Located | None:
        """The located values of a file, or None when it cannot be read."""
        try:
            located = read_yaml(self.sources, path)
        except BookletError as error:
            self.problems.extend(error.problems)
            return None
        self.files[path] = located
        return located

    def record(self, model: type[Record], located: Located, place: Path, value: Any) -> Record | None:
        """One record, or None when it has mistakes."""
        made = build(model, located, place, value)
        if isinstance(made, list):
            self.problems.extend(made)
            return None
        return made

    def records(self, model: type[Record], name: str) -> tuple[Record, ...]:
        """All records of a list file; repeated ids are mistakes."""
        located = self.file(f"{FOLDER}/{name}.yaml")
        if located is None:
            return ()
        if not isinstance(located.value, tuple):
            self.problems.append(located.problem((), "the file should be a list", "begin each record with '- id:'"))
            return ()
        made = []
        seen: set[str] = set()
        for index, value in enumerate(located.value):
            record = self.record(model, located, (index,), value)
            if record is not None and self._is_new(record, seen, located, (index,)):
                made.append(record)
        return tuple(made)

    def _is_new(self, record: BaseModel, seen: set[str], located: Located, place: Path) -> bool:
        name = str(getattr(record, "id", ""))
        if name in seen:
            self.problems.append(located.problem((*place, "id"), f"the id {name} stands twice", "give one another id"))
            return False
        seen.add(name)
        return True

    def message(
        self, located: Located, place: Path, key: str, text: str | None, note: str, numerals: tuple[str, ...] = ()
    ) -> None:
        """Remember one text under its catalog key."""
        if text is None:
            return
        first = self.messages.get(key)
        if first is not None:
            message = f"the id of {key} stands twice (also at {first.path}:{first.line})"
            self.problems.append(located.problem((*place[:-1], "id"), message, "give one of them another id"))
        self.messages[key] = Message(key, text, located.path, place, located.line(place), note, numerals)


def load_book(sources: Sources) -> LoadedBook:
    """Read ``data/book/``, once for these sources; ContentError carries every mistake of shape in all its files."""
    return sources.once("book", lambda: _read_book(sources))


def _read_book(sources: Sources) -> LoadedBook:
    loader = _Loader(sources)
    sections = _sections(loader)
    lists: dict[str, Any] = {name: loader.records(model, name) for name, model in _LISTS.items()}
    edition = _single(loader, EditionFacts, "edition")
    fitting = _single(loader, Fitting, "fitting")
    for name in _TEXT_FIELDS:
        _list_messages(loader, name, lists[name])
    if loader.problems or edition is None or fitting is None:
        raise ContentError(*loader.problems)
    by_id: dict[str, Any] = {
        name: {record.id: record for record in lists.pop(name)} for name in ("readings", "sources", "products")
    }
    book = Book(edition=edition, fitting=fitting, sections=sections, **lists, **by_id)
    return LoadedBook(book, loader.messages, loader.files)


_LISTS: dict[str, type[BaseModel]] = {
    "sources": Source, "readings": Reading, "timeline": TimelineEntry, "glossary": GlossaryEntry,
    "documents": Document, "roll": Person, "places": Place, "claims": Claim, "products": Product,
}  # fmt: skip

# Which fields of a record are texts for translators, and what to tell them.
_TEXT_FIELDS: dict[str, dict[str, str]] = {
    "timeline": {"text": "timeline"},
    "places": {"text": "beside the map"},
    "glossary": {"text": "glossary; the term itself stands in data/book/glossary.yaml"},
    "documents": {"title": "documents, the title in the reader's language", "text": "documents"},
    "readings": {
        "definition": "what a figure counts, beside its dot in the chart: keep it short",
        "claimant": "who gives a figure, in a narrow column: keep it short",
        "words": "a figure that the source gives in words",
    },
    "sources": {
        "title": "notes and sources; keep a real title in its own language",
        "body": "notes and sources, the publisher or author",
    },
}


def _single(loader: _Loader, model: type[Record], name: str) -> Record | None:
    located = loader.file(f"{FOLDER}/{name}.yaml")
    return None if located is None else _with_licence(loader, located, loader.record(model, located, (), located.value))


def _with_licence(loader: _Loader, located: Located, record: Record | None) -> Record | None:
    if isinstance(record, EditionFacts):
        loader.message(located, ("licence",), "edition.licence", record.licence, "imprint", ("4.0",))
    return record


def _sections(loader: _Loader) -> dict[str, Section]:
    sections: dict[str, Section] = {}
    for path in loader.sources.names(FOLDER, "sections/*.yaml"):
        located = loader.file(path)
        section = None if located is None else loader.record(Section, located, (), located.value)
        if located is None or section is None:
            continue
        if path != f"{FOLDER}/sections/{section.id}.yaml":
            message = f"the id {section.id} is not the name of the file"
            loader.problems.append(located.problem(("id",), message, "give the file the name of its section"))
            continue
        sections[section.id] = section
        _section_messages(loader, located, section)
    return sections


def _section_messages(loader: _Loader, located: Located, section: Section) -> None:
    for field, note in (
        ("title", "title of a section"),
        ("running", "running head: keep it short"),
        ("alternative", "told to readers who hear the page"),
    ):
        loader.message(located, (field,), f"{section.id}.{field}", getattr(section, field), note)
    for index, block in enumerate(section.blocks):
        place: Path = ("blocks", index, "text")
        note = f"{block.kind} of the section “{section.title}”"
        if block.id in {other.id for other in section.blocks[:index]}:
            message = f"the id {block.id} stands twice in this section"
            loader.problems.append(located.problem(("blocks", index, "id"), message, "give one of them another id"))
            continue
        loader.message(located, place, f"{section.id}.{block.id}", block.text, note, tuple(block.numerals))


def _list_messages(loader: _Loader, name: str, records: tuple[BaseModel, ...]) -> None:
    located = loader.files.get(f"{FOLDER}/{name}.yaml")
    if located is None or not isinstance(located.value, tuple):
        return
    places = {value.get("id"): index for index, value in enumerate(located.value) if isinstance(value, dict)}
    for record in records:
        identity = str(getattr(record, "id", ""))
        for field, note in _TEXT_FIELDS[name].items():
            place = (places[identity], field)
            loader.message(located, place, f"{identity}.{field}", getattr(record, field), note)
