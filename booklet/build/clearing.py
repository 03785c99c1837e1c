"""What nobody asks for any more goes: files of events, products and languages that are gone, and unused parts."""

from collections.abc import Mapping
from pathlib import Path

from booklet.build.files import remove
from booklet.build.store import forget_others
from booklet.content import event_slugs
from booklet.model import Event
from booklet.project import Project
from booklet.receipts import Receipt, all_receipts, receipt_path
from booklet.recipe import recipe_hash


def clear_up(root: Path, project: Project, recipe: Mapping[str, str]) -> None:
    """Take away every file that a receipt names and that no event asks for, and receipts of which nothing is left.

    Files without a receipt stay.
    """
    slugs = set(event_slugs(project.sources))
    events = {event.slug: event for event in project.events}
    used: set[str] = set()
    for receipt in all_receipts(root):
        if _is_obsolete(receipt, slugs, events) or not any((root / output.path).exists() for output in receipt.outputs):
            remove(root, [receipt_path(receipt.edition), *(output.path for output in receipt.outputs)])
        else:
            used.update(receipt.parts)
    forget_others(root, recipe_hash(recipe), used)


def _is_obsolete(receipt: Receipt, slugs: set[str], events: Mapping[str, Event]) -> bool:
    """Whether the event is gone or no longer has the product or language; events that were not read are left alone."""
    if receipt.event not in slugs:
        return True
    event = events.get(receipt.event)
    if event is None:
        return False
    languages = set(receipt.language.split("+")) - {"qps"}
    return receipt.product not in event.products or not languages <= set(event.languages)
