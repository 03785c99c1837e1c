"""The running order of an event, ready to print: who comes when, until when, and what hour it is in Baku."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from booklet.compose.view import ProgrammeItem
from booklet.language import format_day_month, format_minutes, format_time, no_break
from booklet.model import SPOKEN_KINDS, Event, ProgrammeRow, in_language
from booklet.zones import zone

BAKU = "Asia/Baku"
SECONDS_AN_HOUR = 3600


@dataclass(frozen=True)
class Slot:
    """A row's time in minutes after midnight; ``ends`` is None where nobody knows."""

    begins: int
    ends: int | None

    @property
    def minutes(self) -> int | None:
        """How long it takes."""
        return None if self.ends is None else self.ends - self.begins


def slots(rows: Sequence[ProgrammeRow]) -> tuple[Slot, ...]:
    """When each row takes place: until its own end, or else until the next row."""
    return tuple(
        Slot(row.begins, row.ends if row.ends is not None or following is None else following.begins)
        for row, following in zip_longest(rows, rows[1:])
    )


def programme_items(event: Event, language: str) -> tuple[ProgrammeItem, ...]:
    """The rows in the reader's language."""
    placed = zip(event.programme, slots(event.programme), strict=True)
    return tuple(_item(event, row, slot, language) for row, slot in placed)


def _item(event: Event, row: ProgrammeRow, slot: Slot, language: str) -> ProgrammeItem:
    return ProgrammeItem(
        time=format_minutes(slot.begins),
        end="" if slot.ends is None else format_minutes(slot.ends),
        minutes="" if slot.minutes is None else str(slot.minutes),
        item=no_break(in_language(row.item, language) or "", language),
        who=no_break(in_language(row.who, language) or "", language),
        language=row.language or "",
        kind=row.kind,
        is_spoken=row.kind in SPOKEN_KINDS,
        say=in_language(row.say, language) or "",
        baku=baku_time(event, row.time, language) if row.kind == "silence" else "",
    )


def baku_time(event: Event, clock: str, language: str) -> str:
    """What hour it is in Baku at an hour of the event, as `hour_on`; empty where its date or its zone is open."""
    if event.date is None or event.time_zone is None:
        return ""
    local = dt.datetime.combine(event.date, dt.time.fromisoformat(clock), tzinfo=zone(event.time_zone))
    return hour_on(event.date, local.astimezone(zone(BAKU)), language)


def hour_on(day: dt.date, moment: dt.datetime, language: str) -> str:
    """The hour of a moment by its own clock, and its date before it where that is not ``day``.

    >>> hour_on(dt.date(2027, 1, 20), dt.datetime(2027, 1, 20, 19), "en")
    '19:00'
    """
    hour = format_time(moment.time(), language)
    if moment.date() == day:
        return hour
    return no_break(f"{format_day_month(moment.date(), language)}, {hour}", language)


def name_times(count: int, names_an_hour: int) -> tuple[str, ...]:
    """When each of ``count`` names is read and when the last is done, as minutes and seconds after the first.

    >>> name_times(2, 600)
    ('0:00', '0:06', '0:12')
    """
    seconds = (round(SECONDS_AN_HOUR * number / names_an_hour) for number in range(count + 1))
    return tuple(f"{passed // 60}:{passed % 60:02}" for passed in seconds)
