"""Mark translations as reviewed: somebody who grew up with the language has read them beside the English."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from booklet.catalogs.blocks import Block, split
from booklet.catalogs.files import DOMAINS, catalog_path, read_blocks, written_text
from booklet.catalogs.status import LABELS
from booklet.catalogs.templates import UiMessage
from booklet.catalogs.wanted import section_of
from booklet.content import LoadedBook
from booklet.problems import CommandLineError, ContentError, Problem
from booklet.sources import Sources

Message = tuple[str, str]
"""Domain and key."""


def chosen_messages(
    loaded: LoadedBook, ui: Mapping[str, UiMessage], keys: Iterable[str], sections: Iterable[str]
) -> list[Message]:
    """The messages named by key (``night.entry``, or ``ui/event.place`` where both domains have it) and by section.

    CommandLineError names every key or section that does not exist.
    """
    by_section: dict[str, list[Message]] = {LABELS: [("ui", key) for key in ui]}
    for message in loaded.messages.values():
        by_section.setdefault(section_of(loaded.book, message), []).append(("content", message.key))
    known = {message for messages in by_section.values() for message in messages}
    found: list[Message] = []
    problems = []
    for name in sections:
        found += by_section.get(name, [])
        if name not in by_section:
            problems.append(_unknown(f"there is no section {name}", f"there are: {', '.join(sorted(by_section))}"))
    for name in keys:
        same = _named(name) & known
        found += sorted(same)
        if not same:
            problems.append(_unknown(f"there is no message {name}", "its key stands after msgctxt in the catalog"))
    if problems:
        raise CommandLineError(*problems)
    return list(dict.fromkeys(found))


def _named(name: str) -> set[Message]:
    domain, slash, key = name.partition("/")
    return {(domain, key)} if slash else {(domain, name) for domain in DOMAINS}


def _unknown(message: str, hint: str) -> Problem:
    return Problem("catalogs review", None, "error", message, hint)


def with_reviews(sources: Sources, language: str, messages: Collection[Message], *, reviewed: bool) -> dict[str, str]:
    """The new text of each catalog, by path, in which these messages are marked as reviewed, or no longer.

    ContentError names each message that is fuzzy or has no translation: there is nothing to review yet.
    """
    texts, problems = {}, []
    for domain in DOMAINS:
        path = catalog_path(language, domain)
        keys = {key for of, key in messages if of == domain}
        live = {block.key: block for block in read_blocks(sources, path) if not block.is_obsolete} if keys else {}
        problems += [_not_ready(path, live.get(key), key) for key in sorted(keys) if reviewed and not _ready(live, key)]
        if keys:
            texts[path] = _marked(written_text(sources, path), keys, reviewed=reviewed)
    if problems:
        raise ContentError(*problems)
    return texts


def _ready(live: Mapping[str, Block], key: str) -> bool:
    return key in live and live[key].is_translated and not live[key].is_fuzzy


def _not_ready(path: str, block: Block | None, key: str) -> Problem:
    line = block.line_of("msgctxt") if block else None
    message = f"{key} is not translated, or is marked fuzzy: there is nothing to review yet"
    return Problem(path, line, "error", message, "translate it first, and take the flag off")


def _marked(text: str, keys: Collection[str], *, reviewed: bool) -> str:
    catalog = split(text)
    blocks = (
        block.with_review(reviewed=reviewed) if block.key in keys and not block.is_obsolete else block
        for block in catalog.blocks
    )
    return replace(catalog, blocks=tuple(blocks)).text()
