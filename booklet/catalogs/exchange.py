"""Translations as a table for people without a PO editor, and back; newer work is never overwritten."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from booklet.catalogs.blocks import Block, seal_of, split
from booklet.catalogs.files import DOMAINS, catalog_path, read_blocks, written_text
from booklet.catalogs.templates import UiMessage
from booklet.catalogs.writing import width_of, with_translation
from booklet.checks import catalog_context, check_translation, message_context
from booklet.checks.english import known_names
from booklet.content import LoadedBook
from booklet.content.book import Message
from booklet.problems import ContentError, Problem, in_reading_order
from booklet.sources import Sources
from booklet.spreadsheets import Column, Row, read_table, write_table

COLUMNS = (
    Column("key", 26),
    Column("where", 30),
    Column("English", 60),
    Column("translation", 60, is_open=True),
    Column("note", 30),
    Column("state", 12, is_open=True),
    Column("version", 15),
)
STATES = ("untranslated", "fuzzy", "translated", "reviewed")


@dataclass(frozen=True)
class Imported:
    """The new text of each catalog that changes, by path; how many messages changed; the rows that were refused."""

    texts: Mapping[str, str]
    changed: int
    refused: tuple[Problem, ...]


def state_of(block: Block) -> str:
    """One of `STATES`."""
    if not block.is_translated:
        return "untranslated"
    if block.is_fuzzy:
        return "fuzzy"
    return "reviewed" if block.is_reviewed else "translated"


def exported(sources: Sources, language: str) -> bytes:
    """A workbook with every live message of a language; messages with plural forms stay in the catalogs.

    The last column is a seal of the text and its translation: when the table comes back, it tells newer work.
    """
    rows = [
        (f"{domain}/{block.key}", _where(block), block.source, block.translations[0], block.note, state_of(block),
         block.seal)
        for domain in DOMAINS
        for block in read_blocks(sources, catalog_path(language, domain))
        if not block.is_obsolete and len(block.translations) == 1
    ]  # fmt: skip
    return write_table(language, COLUMNS, rows)


def _where(block: Block) -> str:
    return ", ".join(text.removeprefix("#:").strip() for text in block.texts("place"))


class _Importer:
    """What every row of one table is compared with."""

    def __init__(self, sources: Sources, loaded: LoadedBook, ui: Mapping[str, UiMessage], language: str) -> None:
        self.language = language
        self.messages: dict[str, Message | UiMessage] = {
            **{f"content/{key}": message for key, message in loaded.messages.items()},
            **{f"ui/{key}": message for key, message in ui.items()},
        }
        self.blocks = {
            f"{domain}/{block.key}": block
            for domain in DOMAINS
            for block in read_blocks(sources, catalog_path(language, domain))
            if not block.is_obsolete
        }
        self.known = known_names(loaded)
        self.shared = catalog_context(
            sources, language, (text for b in self.blocks.values() for text in b.translations)
        )

    def refusals(self, row: Row) -> Iterator[tuple[str, str]]:
        """Why a row cannot be taken over: message and hint."""
        key, text = row.texts["key"], row.texts["translation"]
        block, message = self.blocks.get(key), self.messages.get(key)
        anew = "export the table anew, and bring your words into that one"
        if block is None or message is None:
            yield f"there is no message {key}", anew
        elif {"translation", "state", "English"} & set(row.odd):
            yield f"{key}: a formula or a date stands in the row", "format the cell as text, and type the words again"
        elif row.texts["English"] != block.source or block.source != message.text:
            yield f"{key}: the English text is another one now", anew
        elif row.texts["state"] not in STATES:
            yield f"{key}: “{row.texts['state']}” is no state", f"write one of {', '.join(STATES)}"
        elif (text, row.texts["state"]) == (block.translations[0], state_of(block)):
            return
        elif row.texts["version"] != block.seal and text != block.translations[0]:
            yield f"{key}: the catalog has a newer translation: {block.translations[0]}", anew
        elif not text.strip():
            yield f"{key}: the translation was emptied", "a table takes no translation away; do that in the catalog"
        else:
            yield from self._mistakes(key, message, text)

    def _mistakes(self, key: str, message: Message | UiMessage, text: str) -> Iterator[tuple[str, str]]:
        context = message_context(self.shared, message, switched_off=self.blocks[key].switched_off)
        numerals = message.numerals if isinstance(message, Message) else ()
        for finding in check_translation(message.text, text, self.language, self.known, numerals, context):
            if finding.severity == "error":
                yield f"{key}: {finding.message}", finding.hint

    def is_news(self, row: Row) -> bool:
        """Whether the row says anything that the catalog does not say."""
        block = self.blocks[row.texts["key"]]
        if row.texts["translation"] != block.translations[0]:
            return True
        return (block.is_fuzzy and row.texts["state"] in {"translated", "reviewed"}) or _is_new_review(block, row)


def _is_new_review(block: Block, row: Row) -> bool:
    """Whether a row says of the very words that were exported that they are reviewed now."""
    return row.texts["state"] == "reviewed" and not block.is_reviewed and _are_words_of_export(row)


def _are_words_of_export(row: Row) -> bool:
    return seal_of(row.texts["English"], [row.texts["translation"]]) == row.texts["version"]


def imported(sources: Sources, loaded: LoadedBook, ui: Mapping[str, UiMessage], path: str, content: bytes) -> Imported:
    """The catalogs with the words of a table; ``path`` names the table in problems, whose lines are its rows.

    A row is refused where its key is unknown or stands in a row above, its English has changed, the catalog's
    translation is newer than the table, or a check finds an error in it; the others are taken over. ContentError where
    the table is none.
    """
    hint = "export the table anew and write in that one"
    language, rows = read_table(path, content, [column.title for column in COLUMNS], hint)
    if not sources.exists(catalog_path(language, "content")):
        message = f"the sheet is called {language}, and no language is"
        raise ContentError(Problem(path, None, "error", message, "give the sheet the code of its language again"))
    importer = _Importer(sources, loaded, ui, language)
    refused, news = [], {}
    first: dict[str, int] = {}
    for row in rows:
        above = first.setdefault(row.texts["key"], row.number)
        reasons = list(importer.refusals(row)) if above == row.number else [_doubled(row, above)]
        refused += [Problem(path, row.number, "error", message, hint) for message, hint in reasons]
        if not reasons and importer.is_news(row):
            news[row.texts["key"]] = row
    texts = {
        catalog_path(language, domain): _taken_over(written_text(sources, catalog_path(language, domain)), domain, news)
        for domain in DOMAINS
        if any(key.startswith(f"{domain}/") for key in news)
    }
    return Imported(texts, len(news), tuple(in_reading_order(refused)))


def _doubled(row: Row, above: int) -> tuple[str, str]:
    """Why a second row of one message cannot be taken over: message and hint."""
    return f"{row.texts['key']} stands in row {above} too", "leave the row whose words are right, and delete the other"


def _taken_over(text: str, domain: str, news: Mapping[str, Row]) -> str:
    catalog = split(text)
    width = width_of(catalog)
    blocks: Sequence[Block] = [
        _with_row(block, news[name], width)
        if not block.is_obsolete and (name := f"{domain}/{block.key}") in news
        else block
        for block in catalog.blocks
    ]
    return replace(catalog, blocks=tuple(blocks)).text()


def _with_row(block: Block, row: Row, width: int) -> Block:
    """The entry with a row's words; corrected words count as reviewed only when a second table says so."""
    is_reviewed = row.texts["state"] == "reviewed" and _are_words_of_export(row)
    return with_translation(block, row.texts["translation"], width, reviewed=is_reviewed)
