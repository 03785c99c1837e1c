"""Where the dots of the readings chart stand, in per cent of the axis: arithmetic before ink."""

from collections.abc import Collection
from dataclasses import dataclass

from booklet.compose.numbering import chart_rows, size_of
from booklet.model import Book, Reading

NICE_STEPS = (10, 20, 25, 50, 100, 200, 250, 500, 1000)
TICK_COUNT = 3


@dataclass(frozen=True)
class Segment:
    """A part of a sum: where it begins and how long it is, in per cent of the axis."""

    reading: Reading
    left: float
    width: float


@dataclass(frozen=True)
class Row:
    """One reading on its hairline; ``left`` in per cent of the axis."""

    reading: Reading
    left: float
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Axis:
    """A group of readings on one axis from 0 to ``end``; ``ticks`` are values with their place in per cent."""

    group: str
    end: int
    ticks: tuple[tuple[int, float], ...]
    rows: tuple[Row, ...]


def axis(book: Book, group: str, only: Collection[str] = ()) -> Axis:
    """The group's axis with three ticks after the 0, and its rows by value; only those named, where some are."""
    readings = chart_rows(book, group, only)
    step, end = axis_step(max(size_of(reading) for reading in readings))
    ticks = tuple((value, percent(value, end)) for value in range(0, end + 1, step))
    rows = tuple(Row(r, percent(size_of(r), end), segments(book, r, end)) for r in readings)
    return Axis(group, end, ticks, rows)


def axis_step(largest: int) -> tuple[int, int]:
    """Tick distance and end of an axis that holds ``largest`` on at most three steps.

    >>> axis_step(200)
    (100, 200)
    >>> axis_step(841)
    (500, 1000)
    """
    for step in NICE_STEPS:
        if step * TICK_COUNT >= largest:
            return step, step * -(-largest // step)
    step = 10 ** len(str(largest))
    return step, step


def percent(value: int, end: int) -> float:
    """Place of a value on an axis from 0 to ``end``, rounded so that files are the same everywhere."""
    return round(100 * value / end, 3)


def segments(book: Book, reading: Reading, end: int) -> tuple[Segment, ...]:
    """The joined parts of a reading that is a sum; empty for any other.

    Raises ValueError where the parts do not add up to the reading.
    """
    parts = [book.readings[part] for part in reading.parts]
    if not parts:
        return ()
    if sum(size_of(part) for part in parts) != reading.value:
        raise ValueError(f"the parts of {reading.id} do not add up to {reading.value}")
    starts = [sum(size_of(part) for part in parts[:index]) for index in range(len(parts))]
    return tuple(
        Segment(part, percent(start, end), percent(size_of(part), end))
        for part, start in zip(parts, starts, strict=True)
    )
