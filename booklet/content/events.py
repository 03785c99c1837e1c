"""``data/events/*.yaml`` and the rows of ``data/events.csv`` → events; a file's name is its event's slug."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from typing import Any

from booklet.content.building import build
from booklet.content.event_columns import SLUG_COLUMN
from booklet.content.event_rows import SLUG, EventRow, located_row, slug_problems, text_rows
from booklet.content.programmes import programme_mistakes
from booklet.content.records import Located, read_yaml, shortened
from booklet.model import Event, Translated
from booklet.problems import BookletError, ContentError, Problem
from booklet.sources import Sources
from booklet.zones import is_zone, nearest_zone

FOLDER = "data/events"
TABLE = "data/events.csv"
QR_LIMIT = 300
FIRST_YEAR = 1991
NAMES_TOLD = 12


def event_slugs(sources: Sources) -> list[str]:
    """The names of all events, sorted; ContentError where the table of events is in disorder."""
    return sorted([*map(_slug_of, event_files(sources)), *event_rows(sources)])


def event_files(sources: Sources) -> list[str]:
    """The paths of all event files, sorted."""
    return sources.names(FOLDER, "*.yaml")


def _slug_of(path: str) -> str:
    return path.removeprefix(f"{FOLDER}/").removesuffix(".yaml")


def event_rows(sources: Sources) -> dict[str, EventRow]:
    """The rows of the table by slug; ContentError where its columns or its slugs are in disorder.

    A mistake in another cell stops the row's own event alone.
    """
    return sources.once("event rows", lambda: _read_rows(sources))


def _read_rows(sources: Sources) -> dict[str, EventRow]:
    if not sources.exists(TABLE):
        return {}
    rows = text_rows(TABLE, sources.text(TABLE), [SLUG_COLUMN])
    if problems := list(slug_problems(rows, event_files(sources))):
        raise ContentError(*problems)
    return {row.slug: row for row in rows}


def event_path(sources: Sources, slug: str) -> str:
    """Where the event is written: its file, or the table."""
    return TABLE if slug in event_rows(sources) else f"{FOLDER}/{slug}.yaml"


def event_input(sources: Sources, event: Event) -> tuple[str, bytes]:
    """What the event is made of: the path and bytes of its file, or a name for its row and what that says.

    The table itself is not read, so a change of another row, or of the order of rows or columns, is none of this event.
    """
    path = f"{FOLDER}/{event.slug}.yaml"
    if sources.exists(path):
        return path, sources.data(path)
    said = event.model_dump_json(exclude_defaults=True, exclude={"home"})  # a command may wish for another home
    return f"{TABLE}#{event.slug}", said.encode()


def load_events(sources: Sources, slugs: list[str]) -> list[Event]:
    """Read the named events; ContentError carries the mistakes of all of them."""
    rows = event_rows(sources)
    events: list[Event] = []
    problems: list[Problem] = []
    for slug in slugs:
        try:
            events.append(sources.once(("event", slug), partial(_read_event, sources, rows, slug)))
        except BookletError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(*problems)
    return events


def _read_event(sources: Sources, rows: Mapping[str, EventRow], slug: str) -> Event:
    return event_of(sources, _located(sources, rows, slug), slug)


def located_events(sources: Sources, slugs: Iterable[str]) -> list[Located]:
    """The plain values of the named events, with the place of each; ContentError where one cannot be read."""
    rows = event_rows(sources)
    return [_located(sources, rows, slug) for slug in slugs]


def _located(sources: Sources, rows: Mapping[str, EventRow], slug: str) -> Located:
    path = f"{FOLDER}/{slug}.yaml"
    if not SLUG.fullmatch(slug):
        message = f"“{shortened(slug)}” is no name of an event"
        hint = "a name has small letters a-z, figures and hyphens alone"
        raise ContentError(Problem(FOLDER, None, "error", message, hint))
    if slug in rows:
        return located_row(rows[slug])
    if not sources.exists(path):
        hint = f"{_there_are(slug, event_slugs(sources))}; make a new one with: make new event=NAME"
        raise ContentError(Problem(path, None, "error", f"there is no event named {slug}", hint))
    located = read_yaml(sources, path)
    if not isinstance(located.value, dict):
        message = "the file should have keys such as 'date:' and 'city:'"
        raise ContentError(located.problem((), message, "see example.yaml"))
    if "slug" in located.value:
        message = "the file's name is the event's slug"
        raise ContentError(located.problem(("slug",), message, "take the key slug out"))
    return located


def _there_are(slug: str, slugs: list[str]) -> str:
    """The events that might have been meant: all where they are few."""
    if len(slugs) <= NAMES_TOLD:
        return f"there are: {', '.join(slugs)}"
    near = get_close_matches(slug, slugs, n=1)
    return f"did you mean {near[0]}?" if near else "booklet list names them all"


def event_of(sources: Sources, located: Located, slug: str) -> Event:
    """The event of plain values; ContentError with every mistake in them."""
    made = build(Event, located, (), {"slug": slug, **located.value})
    problems = made if isinstance(made, list) else list(_mistakes(sources, located, made))
    if isinstance(made, list) or problems:
        raise ContentError(*problems)
    return made


def _mistakes(sources: Sources, located: Located, event: Event) -> Iterator[Problem]:
    yield from _missing_languages(located, event)
    yield from _wrong_date(located, event)
    yield from _unknown_zone(located, event)
    yield from _bad_logo(sources, located, event)
    if event.url is not None and len(event.url) > QR_LIMIT:
        message = f"the address has {len(event.url)} characters, too many for a QR code ({QR_LIMIT} at most)"
        yield located.problem(("url",), message, "use a shorter address")
    yield from programme_mistakes(located, event)


def _texts(event: Event) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    for field in ("title", "city", "country", "venue", "address", "host", "contact"):
        yield (field,), getattr(event, field)
    for index, row in enumerate(event.programme):
        yield ("programme", index, "item"), row.item
        yield ("programme", index, "who"), row.who


def _missing_languages(located: Located, event: Event) -> Iterator[Problem]:
    for place, value in _texts(event):
        if not isinstance(value, Translated):
            continue
        for language in event.languages:
            if value.get(language) is None:
                hint = f"add the text in {language}, or take {language} out of 'languages'"
                yield located.problem((*place, language), f"{place[-1]} has no text for {language}", hint)


def _wrong_date(located: Located, event: Event) -> Iterator[Problem]:
    if event.date is not None and event.date.year < FIRST_YEAR:
        message = f"the date {event.date} lies before the first anniversary"
        yield located.problem(("date",), message, "write the day on which the event takes place")


def _unknown_zone(located: Located, event: Event) -> Iterator[Problem]:
    if event.time_zone is not None and not is_zone(event.time_zone):
        near = nearest_zone(event.time_zone)
        hint = f"did you mean {near}?" if near else "write it as Continent/City, for example Europe/London"
        yield located.problem(("time_zone",), f"the time zone {event.time_zone} is unknown", hint)


def _bad_logo(sources: Sources, located: Located, event: Event) -> Iterator[Problem]:
    from booklet.images import image_mistake, small_picture

    if event.logo is None:
        return
    mistake = image_mistake(sources, event.logo) or small_picture(sources, event.logo)
    if mistake:
        yield located.problem(("logo",), *mistake)
    if event.host is None:
        message = "a logo needs the host’s name, which is told to readers who hear the page"
        yield located.problem(("logo",), message, "add the host")
