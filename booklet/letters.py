"""Letters to many recipients: their editions, what of each stays and what is cut, and files of former tables."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from booklet.build import LETTERS, OUT
from booklet.build.files import remove
from booklet.checks.letters import coverage, missing_letters
from booklet.compose import Shortened
from booklet.content.events import event_path
from booklet.model import Edition, Event, PaperFamily, Recipient, TextLimit
from booklet.pipeline import shortened_texts
from booklet.problems import ContentError, Problem
from booklet.project import Project
from booklet.receipts import all_receipts, receipt_path


@dataclass(frozen=True)
class LetterRow:
    """One text of an edition: who or which profile it is for, and how it was made to fit."""

    name: str
    language: str
    made: Shortened

    @property
    def cells(self) -> tuple[str, ...]:
        """As a row of a table: name, language, count, limit and its unit, what is left, blocks kept, blocks cut."""
        limit = self.made.limit
        return (
            self.name, self.language, str(self.made.count), f"{limit.limit} {limit.counts}", str(self.made.left),
            " ".join(self.made.kept), " ".join(self.made.cut) or "nothing",
        )  # fmt: skip


# How the files of a letter end, by delivery.
_ENDINGS = {"home": ".home.pdf", "screen": ".screen.pdf", "text": ".txt"}
HEAD = ("for", "lang", "count", "limit", "left", "kept", "cut")


def letter_editions(project: Project, event: Event, *, paper: PaperFamily | None = None) -> list[Edition]:
    """The edition of each language that has plain texts; ContentError where none of the event's products has any."""
    products = [project.loaded.book.products[name] for name in event.products]
    editions = [
        Edition(event=event, language=language, product=product, format=size)
        for language in event.languages
        if language in project.words
        for product in products
        if product.texts
        for size in product.formats
        if size.family == (paper or event.paper)
    ]
    if not editions:
        named = ", ".join(name for name, product in project.loaded.book.products.items() if product.texts)
        message = f"none of the products of {event.slug} is a letter"
        hint = f"add {named} to its products"
        raise ContentError(Problem(event_path(project.sources, event.slug), None, "error", message, hint))
    return editions


def profile_rows(project: Project, editions: Iterable[Edition], own: TextLimit | None) -> Iterator[LetterRow]:
    """Each profile of each edition, and the limit of the command line; ContentError where one is too small."""
    for edition in editions:
        limits = (*edition.texts, *((own,) if own else ()))
        for made in shortened_texts(project, edition, limits):
            yield LetterRow(made.limit.id, edition.language, made)


def addressed(editions: Iterable[Edition], recipients: Iterable[Recipient]) -> list[Edition]:
    """A letter's edition for each recipient, in their language."""
    by_language = {edition.language: edition for edition in editions}
    return [
        by_language[person.language].model_copy(update={"recipient": person})
        for person in recipients
        if person.language in by_language
    ]


def recipient_rows(project: Project, path: str, editions: Iterable[Edition]) -> tuple[list[LetterRow], list[Problem]]:
    """How each recipient's form is kept to, and every limit that is too small; who has none has no row.

    ``path`` is the table, whose rows the problems name.
    """
    rows: list[LetterRow] = []
    problems: list[Problem] = []
    for edition in editions:
        assert edition.recipient is not None
        try:
            made = shortened_texts(project, edition, edition.texts)
        except ContentError as error:
            problems.extend(replace(problem, path=path, line=row_of(edition.recipient)) for problem in error.problems)
            continue
        rows.extend(LetterRow(edition.recipient.name, edition.language, text) for text in made)
    return rows, problems


def row_of(person: Recipient) -> int:
    """The row of a recipient in the table."""
    return int(person.id.partition("-")[0])


def refuse_unknown_letters(project: Project, path: str, recipients: Iterable[Recipient]) -> None:
    """ContentError with each recipient whose name, title, salutation or address has letters that our fonts lack."""
    covered = coverage(project.sources)
    problems = []
    for person in recipients:
        for text in (*person.lines, person.salutation):
            if missing := missing_letters(covered, text):
                named = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
                hint = "write it in Latin or Cyrillic letters"
                problems.append(Problem(path, row_of(person), "error", f"our fonts lack {named} in “{text}”", hint))
    if problems:
        raise ContentError(*problems)


def remove_others(
    root: Path, event: Event, languages: Iterable[str], deliveries: Iterable[str], keep: Collection[str]
) -> tuple[str, ...]:
    """Take away the letters of former tables, so that none is taken for one of this table; the files that went.

    ``languages`` and ``deliveries`` are what this table's letters were made in; files of others stay, as do those to
    ``keep`` (by path below ``root``).
    """
    folder = root / OUT / event.slug
    former = (
        path
        for language in languages
        for delivery in deliveries
        for path in folder.glob(f"{language}/{LETTERS}/[0-9][0-9][0-9][0-9]*{_ENDINGS[delivery]}")
    )
    gone = sorted({path.relative_to(root).as_posix() for path in former} - set(keep))
    remove(root, gone)
    for receipt in all_receipts(root):
        if receipt.event == event.slug and not any((root / output.path).exists() for output in receipt.outputs):
            remove(root, [receipt_path(receipt.edition)])
    return tuple(gone)
