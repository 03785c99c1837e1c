"""What nobody asks for any more goes: files of events, products and languages that are gone, and unused parts."""

from collections.abc import Mapping
from pathlib import Path

from booklet.build.files import remove, remove_empty_folders
from booklet.build.inputs import EVENT, event_hash
from booklet.build.store import forget_others
from booklet.content import event_slugs
from booklet.model import Event
from booklet.project import Project
from booklet.receipts import Receipt, all_receipts, receipt_path
from booklet.recipe import recipe_hash
from booklet.standing import NOTES

KEPT_NOTES = 20


def clear_up(root: Path, project: Project, recipe: Mapping[str, str]) -> None:
    """Take away the files of a receipt that no event asks for, receipts of which nothing is left, and empty folders.

    Files without a receipt stay.
    """
    slugs = set(event_slugs(project.sources))
    events = {event.slug: event for event in project.events}
    used: set[str] = set()
    for receipt in all_receipts(root):
        if _is_obsolete(project, receipt, slugs, events) or not (
            _has_format(project, receipt) and _has_files(root, receipt)
        ):
            remove(root, [receipt_path(receipt.edition), *(output.path for output in receipt.outputs)])
        else:
            used.update(receipt.parts)
    forget_others(root, recipe_hash(recipe), used)
    _forget_old_notes(root)
    remove_empty_folders(root)


def _forget_old_notes(root: Path) -> None:
    """Of the notes of wishes, keep those that were written last."""
    notes = sorted((root / NOTES).glob("*.json"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    remove(root, [path.relative_to(root).as_posix() for path in notes[:-KEPT_NOTES]])


def _is_obsolete(project: Project, receipt: Receipt, slugs: set[str], events: Mapping[str, Event]) -> bool:
    """Whether the event is gone or no longer asks for this; events that were not read are left alone."""
    if receipt.event not in slugs:
        return True
    event = events.get(receipt.event)
    if event is None:
        return False
    languages = set(receipt.language.split("+")) - {"qps"}
    if receipt.product not in event.products or not languages <= set(event.languages):
        return True
    return not _is_usual(project, receipt, event) and receipt.inputs.get(EVENT) != event_hash(project, event)


def _is_usual(project: Project, receipt: Receipt, event: Event) -> bool:
    """Whether the event makes it by itself; another paper or pair was wished for once, and stays until it changes."""
    pairs = {"+".join(pair) for pair in event.pairs}
    sizes = {size.id: size for size in project.loaded.book.products[receipt.product].formats}
    size = sizes.get(receipt.format)
    return receipt.language in {*event.languages, *pairs} and size is not None and size.serves(event.paper)


def _has_format(project: Project, receipt: Receipt) -> bool:
    product = project.loaded.book.products.get(receipt.product)
    return product is not None and receipt.format in {size.id for size in product.formats}


def _has_files(root: Path, receipt: Receipt) -> bool:
    return any((root / output.path).exists() for output in receipt.outputs)
