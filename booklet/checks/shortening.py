"""Products with plain texts: each block says whether it may go, and what must never go is named."""

from collections.abc import Iterator

from booklet.content import LoadedBook
from booklet.model import Block, Product, Section
from booklet.problems import Problem

FOLDER = "data/book"


def shortening_problems(loaded: LoadedBook) -> Iterator[Problem]:
    """What is wrong in the plans and sections of products that have ``texts``."""
    located = loaded.files[f"{FOLDER}/products.yaml"]
    for index, product in enumerate(loaded.book.products.values()):
        if not product.texts:
            continue
        sections = _sections(loaded, product)
        if not any(block.protected for section in sections for block in section.blocks):
            message = f"no block of {product.id} is protected, so that a short text may have nothing left"
            yield located.problem((index, "texts"), message, "mark what must always be said with 'protected: true'")
        yield from _strangers(loaded, index, product, sections)
        yield from _doubles(loaded, index, product)
        for section in sections:
            yield from _block_problems(loaded, section)


def _sections(loaded: LoadedBook, product: Product) -> list[Section]:
    named = [loaded.book.sections.get(entry.section) for entry in product.sections]
    return [section for section in named if section is not None]


def _strangers(loaded: LoadedBook, index: int, product: Product, sections: list[Section]) -> Iterator[Problem]:
    """Blocks that a text is to leave out, but that are not there or are protected."""
    located = loaded.files[f"{FOLDER}/products.yaml"]
    may_go = {block.id for section in sections for block in section.blocks if block.weight and not block.short_for}
    for position, length in enumerate(product.texts):
        for name in length.without:
            if name not in may_go:
                message = f"the text {length.id} cannot leave out {name}"
                hint = f"blocks that may go: {', '.join(sorted(may_go))}"
                yield located.problem((index, "texts", position, "without"), message, hint)


def _doubles(loaded: LoadedBook, index: int, product: Product) -> Iterator[Problem]:
    """Blocks of two sections with one name: a text keeps its blocks by name, and would lose one of them."""
    located = loaded.files[f"{FOLDER}/products.yaml"]
    found = {double for size in product.formats for double in _same_names(loaded, product, size.id)}
    for name, first, second in sorted(found):
        message = f"the block {name} stands in {first} and in {second}, and a text would lose one of the two"
        yield located.problem((index, "sections"), message, "give one of them another id")


def _same_names(loaded: LoadedBook, product: Product, size: str) -> Iterator[tuple[str, str, str]]:
    """The id of each block that comes again in one format, and the sections in which it stands."""
    first: dict[str, str] = {}
    for entry in product.sections:
        section = loaded.book.sections.get(entry.section)
        if section is None or (entry.formats and size not in entry.formats):
            continue
        for block in section.blocks:
            if block.text is not None and block.id in first:
                yield block.id, first[block.id], section.id
            first.setdefault(block.id, section.id)


def _block_problems(loaded: LoadedBook, section: Section) -> Iterator[Problem]:
    located = loaded.files[f"{FOLDER}/sections/{section.id}.yaml"]
    for index, block in enumerate(section.blocks):
        for message, hint in _mistakes(section, block):
            yield located.problem(("blocks", index), message, hint)


def _mistakes(section: Section, block: Block) -> Iterator[tuple[str, str]]:
    if block.text is not None and block.weight is None and not block.protected:
        yield (
            f"the block {block.id} says neither when it goes nor that it stays",
            "give it a weight, or protected: true",
        )
    if block.short_for is not None and block.short_for not in {other.id for other in section.blocks if other.protected}:
        yield f"{block.id} is short for {block.short_for}, which is no protected block here", "name a protected block"
