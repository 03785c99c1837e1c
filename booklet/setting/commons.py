"""What the editions of all events have in common: their HTML is put together once, and only what differs anew."""

import datetime as dt
from dataclasses import dataclass, replace

from booklet.compose import Standing
from booklet.model import Edition, Event, ProgrammeRow
from booklet.setting.alone import Material
from booklet.setting.cutting import Cut, cut

_MARK = "¤"


@dataclass(frozen=True)
class Commons:
    """An edition for no event in particular, and the sections that print something of an event.

    ``own`` is None where that cannot be told section by section.
    """

    html: Cut
    own: frozenset[str] | None


def edition_html(material: Material, edition: Edition) -> tuple[Cut, frozenset[str] | None]:
    """The HTML of an edition and its own sections, which print something of the event; None where that is not known."""
    commons = _commons(material, edition)
    if commons.own is None:
        return cut(material.html(edition)), None
    return _with_own(material, edition, commons.html, commons.own), commons.own


def _commons(material: Material, edition: Edition) -> Commons:
    common = edition.model_copy(update={"event": edition.event.in_general(), "recipient": None})
    name = ("commons", common.setting, common.event.model_dump_json())
    words = material.words[edition.language]
    return material.sources.once(name, lambda: _found(material, common), of=(material.book, words.content))


def _found(material: Material, common: Edition) -> Commons:
    """Compare pages for no event with those for one that has everything; ask whether the parts make the whole."""
    full = common.model_copy(update={"event": _with_everything(common.event)})
    html, other = cut(material.html(common)), cut(material.html(full))
    if not html.whole or html.frame != other.frame or html.sections.keys() != other.sections.keys():
        return Commons(html, None)
    own = frozenset(name for name, section in html.sections.items() if section != other.sections[name])
    return Commons(html, own if _with_own(material, full, html, own) == other else None)


def _with_own(material: Material, edition: Edition, html: Cut, own: frozenset[str]) -> Cut:
    made = cut(material.html(edition, Standing(only=own)))
    return replace(made, sections={**html.sections, **made.sections}, whole=html.whole)


def _with_everything(event: Event) -> Event:
    """An event that leaves nothing open, for the same pages and year; what it prints is no other event's."""
    row = ProgrammeRow(time="18:30", item=_MARK, who=_MARK, kind="silence", minutes=1)
    texts = dict.fromkeys(("title", "city", "country", "venue", "address", "host", "contact"), _MARK)
    return event.model_copy(
        update={
            **texts,
            "slug": "event",
            "year": None,
            "date": dt.date(event.commemorated_year, 1, 19),
            "start": "18:30",
            "time_zone": "Europe/London",
            "url": "https://www.example.org/",
            "programme": (row,),
        }
    )
