"""What lies ready, event by event: the organisers' own facts, the finished editions and their pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

from booklet.build import OUT
from booklet.content import event_slugs, load_events
from booklet.model import Event, Product
from booklet.problems import BookletError, Problem
from booklet.publish.editions import FOLDERS, finished_editions
from booklet.publish.thumbnails import Thumbnail, thumbnails
from booklet.receipts import Receipt
from booklet.sources import Sources


@dataclass(frozen=True)
class Shelf:
    """One event: its finished editions, and the picture of each by its name.

    ``event`` is None where its file in ``data/events/`` is gone or cannot be read.
    """

    slug: str
    event: Event | None
    receipts: tuple[Receipt, ...]
    pictures: Mapping[str, Thumbnail]

    @property
    def own_pictures(self) -> list[Thumbnail]:
        """Those of the editions that have one."""
        return [self.pictures[one.edition] for one in self.receipts if one.edition in self.pictures]


def read_shelves(sources: Sources, products: Mapping[str, Product]) -> tuple[list[Shelf], list[Problem]]:
    """Every event with finished editions, the latest year first, and a warning for all that is left out.

    Draws the pictures that are missing; FileRefusedError where they cannot be written.
    """
    receipts, problems = finished_editions(sources.root)
    pictures, undrawn = thumbnails(sources.root, receipts)
    left_out = {problem.path for problem in undrawn}
    by_event: dict[str, list[Receipt]] = {}
    for receipt in sorted(receipts, key=lambda receipt: _place(receipt, list(products))):
        if f"{OUT}/{receipt.edition}" not in left_out:
            by_event.setdefault(receipt.event, []).append(receipt)
    events, unread = _events(sources, list(by_event))
    shelves = [Shelf(slug, events.get(slug), tuple(found), pictures) for slug, found in by_event.items()]
    return sorted(shelves, key=_order), [*problems, *undrawn, *unread]


def _place(receipt: Receipt, products: list[str]) -> tuple[int, int, str]:
    """Languages and products follow each other as everywhere in the project."""
    product = products.index(receipt.product) if receipt.product in products else len(products)
    return FOLDERS.index(receipt.language), product, receipt.edition


def _events(sources: Sources, slugs: list[str]) -> tuple[dict[str, Event], list[Problem]]:
    """The events that can be read, by slug, and what is wrong with the others."""
    try:
        known = set(event_slugs(sources))
        found = load_events(sources, [slug for slug in slugs if slug in known])
        return {event.slug: event for event in found}, [_gone(slug) for slug in slugs if slug not in known]
    except BookletError as error:
        if len(slugs) == 1:
            return {}, list(error.problems)
    alone = [_events(sources, [slug]) for slug in slugs]
    events = {slug: event for found, _ in alone for slug, event in found.items()}
    return events, list(dict.fromkeys(problem for _, problems in alone for problem in problems))


def _gone(slug: str) -> Problem:
    message = "this event is described no more; its finished editions are still there"
    hint = f"bring its description back, or delete the folder {OUT}/{slug}"
    return Problem(f"data/events/{slug}.yaml", None, "warning", message, hint)


def _order(shelf: Shelf) -> tuple[int, bool, str, str]:
    """Later years first, examples last; within a year by date, those without one before all others."""
    event = shelf.event
    if event is None:
        return 0, True, "", shelf.slug
    return -event.commemorated_year, event.example, str(event.date or ""), shelf.slug
