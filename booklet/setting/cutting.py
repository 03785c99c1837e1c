"""Sections of a page laid out alone, on the pages and with the lines that they have in the whole edition.

Every section owns its pages and knows their numbers beforehand, so nothing else of the edition is needed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any

from booklet.compose import SectionPlace
from booklet.press import LINK

_SECTION = re.compile(r'<section\b[^>]*\bdata-section="([^"]+)"[^>]*>.*?</section>', re.DOTALL)


@dataclass(frozen=True)
class Cut:
    """The HTML of an edition: what stands before its sections, each section by its name, and what follows them.

    ``whole`` tells that nothing stands between the sections; ``text`` is the HTML as it came.
    """

    before: str
    sections: dict[str, str]
    after: str
    whole: bool
    text: str = field(default="", compare=False)

    @property
    def html(self) -> str:
        """All of it again."""
        if not self.whole:
            return self.text
        return "\n".join([self.before.rstrip(), *self.sections.values(), self.after.lstrip()])

    @property
    def frame(self) -> tuple[str, str]:
        """What the pages of every section share."""
        return self.before, self.after


@dataclass(frozen=True)
class Run:
    """Neighbouring sections as a document of its own; ``shared`` by all events, or with something of one."""

    html: str
    places: tuple[SectionPlace, ...]
    shared: bool

    @property
    def first_page(self) -> int:
        """The number of its first page in the edition, from 1."""
        return self.places[0].first_page


def cut(html: str) -> Cut:
    """Take the HTML of an edition apart."""
    matches = list(_SECTION.finditer(html))
    if not matches:
        return Cut(html, {}, "", whole=False, text=html)
    between = [html[one.end() : two.start()] for one, two in pairwise(matches)]
    sections = {match[1]: match[0] for match in matches}
    whole = len(sections) == len(matches) and not any(text.strip() for text in between)
    return Cut(html[: matches[0].start()], sections, html[matches[-1].end() :], whole, html)


def document(parts: Cut, sections: Sequence[str], first_page: int) -> str:
    """The HTML of some sections, which begin with their own page number and on its side of the sheet."""
    side = " html { break-before: left }" if first_page % 2 == 0 else ""
    style = f"<style>@page :first {{ counter-reset: page {first_page} }}{side}</style>\n"
    before = parts.before.replace("</head>", f"{style}</head>", 1)
    return "\n".join([before.rstrip(), *sections, parts.after.lstrip()])


def runs(html: Cut, own: frozenset[str] | None, places: Sequence[SectionPlace]) -> list[Run]:
    """The edition in runs of neighbouring sections, those that are its ``own`` and those that all events share.

    One run of the whole, as it is, where that is not known or nothing is shared.
    """
    if own is None or own >= html.sections.keys():
        return [Run(html.html, tuple(places), shared=False)]
    groups = [(shared, tuple(group)) for shared, group in groupby(places, lambda place: place.section not in own)]
    return [
        Run(document(html, [html.sections[place.section] for place in group], group[0].first_page), group, shared)
        for shared, group in groups
    ]


def lead_out(root: Any) -> None:
    """Let links to sections that are not in this document wait for them (`booklet.press.LINK`)."""
    there = {element.get("id") for element in root.iter()}
    for element in root.iter():
        target = (element.get("href") or "") if isinstance(element.tag, str) else ""
        if target.startswith("#") and target[1:] not in there:
            element.set("href", f"{LINK}{target[1:]}")
