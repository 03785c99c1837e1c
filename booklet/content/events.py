"""``data/events/*.yaml`` → events; the file's name is the event's slug."""

import re
from collections.abc import Iterator
from typing import Any

from booklet.content.building import build
from booklet.content.programmes import programme_mistakes
from booklet.content.records import Located, read_yaml, shortened
from booklet.model import Event, Translated
from booklet.problems import BookletError, ContentError, Problem
from booklet.sources import Sources
from booklet.zones import is_zone, nearest_zone

FOLDER = "data/events"
QR_LIMIT = 300
FIRST_YEAR = 1991
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def event_slugs(sources: Sources) -> list[str]:
    """The names of all event files, sorted."""
    return [name.removeprefix(f"{FOLDER}/").removesuffix(".yaml") for name in sources.names(FOLDER, "*.yaml")]


def load_events(sources: Sources, slugs: list[str]) -> list[Event]:
    """Read the named events; ContentError carries the mistakes of all of them."""
    events: list[Event] = []
    problems: list[Problem] = []
    for slug in slugs:
        made = _load_event(sources, slug)
        if isinstance(made, Event):
            events.append(made)
        else:
            problems.extend(made)
    if problems:
        raise ContentError(*problems)
    return events


def _load_event(sources: Sources, slug: str) -> Event | list[Problem]:
    path = f"{FOLDER}/{slug}.yaml"
    if not SLUG.fullmatch(slug):
        message = f"“{shortened(slug)}” is no name of an event"
        return [Problem(FOLDER, None, "error", message, "a name has small letters a-z, figures and hyphens alone")]
    if not sources.exists(path):
        there_are = ", ".join(event_slugs(sources))
        return [_no_event(slug, f"there are: {there_are}; make a new one with: make new event=NAME")]
    try:
        located = read_yaml(sources, path)
    except BookletError as error:
        return list(error.problems)
    if not isinstance(located.value, dict):
        return [located.problem((), "the file should have keys such as 'date:' and 'city:'", "see example.yaml")]
    made = build(Event, located, (), {"slug": slug, **located.value})
    if isinstance(made, list):
        return made
    return list(_mistakes(sources, located, made)) or made


def _no_event(slug: str, hint: str) -> Problem:
    return Problem(f"{FOLDER}/{slug}.yaml", None, "error", f"there is no event named {slug}", hint)


def _mistakes(sources: Sources, located: Located, event: Event) -> Iterator[Problem]:
    yield from _missing_languages(located, event)
    yield from _wrong_date(located, event)
    yield from _unknown_zone(located, event)
    yield from _bad_logo(sources, located, event)
    if "slug" in located.value:
        yield located.problem(("slug",), "the file's name is the event's slug", "take the key slug out")
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
                hint = f"add a line '{language}: …', or take {language} out of 'languages'"
                yield located.problem(place, f"{place[-1]} has no text for {language}", hint)


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
        yield located.problem(("logo",), message, "add a line 'host: …'")
