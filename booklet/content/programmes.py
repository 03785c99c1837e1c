"""What is wrong with a running order: rows out of order, items that overlap, speech in no language."""

from collections.abc import Iterator
from itertools import pairwise

from booklet.content.records import Located, shortened
from booklet.language import format_minutes
from booklet.model import SPOKEN_KINDS, Event, ProgrammeRow, in_language
from booklet.problems import Problem


def programme_mistakes(located: Located, event: Event) -> Iterator[Problem]:
    """Every mistake of an event's programme, with the line of its row."""
    for index, row in enumerate(event.programme):
        if row.kind in SPOKEN_KINDS and row.language is None:
            message = f"{_named(row, event)} has no language, and somebody speaks (kind: {row.kind})"
            yield located.problem(("programme", index), message, "add a line 'language: en', az or ru")
    for index, (row, following) in enumerate(pairwise(event.programme), start=1):
        mistake = _order_mistake(row, following, event)
        if mistake:
            yield located.problem(("programme", index), *mistake)


def _order_mistake(row: ProgrammeRow, following: ProgrammeRow, event: Event) -> tuple[str, str] | None:
    """What is wrong between two neighbouring rows, and what to do; None where nothing is."""
    if following.time < row.time:
        return f"{following.time} stands after {row.time}", "put the rows in the order of their times"
    if following.time == row.time:
        names = f"{_named(row, event)} and {_named(following, event)}"
        return f"{names} both begin at {row.time}", "give one of them another time, or make one row of both"
    if row.ends is not None and row.ends > following.begins:
        lasts = f"{_named(row, event)} takes until {format_minutes(row.ends)}"
        message = f"{lasts}, but {_named(following, event)} begins at {following.time}"
        return message, "shorten the first, or let the second begin later"
    return None


def _named(row: ProgrammeRow, event: Event) -> str:
    return f"“{shortened(in_language(row.item, event.languages[0]) or row.time)}”"
