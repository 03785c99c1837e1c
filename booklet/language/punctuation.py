"""Quotation marks, dashes, spaces and stops as each language prints them; slips are told with what is right.

Texts may hold ``FIGURE``, which stands for each character of a token that prints words or figures, ``NOTE``, for one
of a raised note number, and ``MARK``, for markup and addresses: no rule touches them, and places in the text stay true.
Rules: the CLDR delimiters; in Russian an em dash between spaces, in English and Azerbaijani an en dash, ranges closed
up with an en dash; in Azerbaijani and Russian a full stop and a comma follow the closing mark.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from booklet.language.slips import Slip

FIGURE, NOTE, MARK = "\ufdd1", "\ufdd0", "\ufdd2"

STOPS = ".,;:!?…"
_LETTER = r"[^\W\d_]"
_SPACE = "[ \u00a0]"
_SKIPPED = f"[{NOTE}{MARK}]*"
_OPENERS = "([{«„“‘—–"
# Words that end in a point of their own, after which a sentence need not have ended.
_ABBREVIATION = re.compile(
    r"(?<!\w)(?:г|гг|в|вв|др|пр|т|с|стр|руб|тыс|млн|млрд|им|ред|изд|гл|ст|п|д|е|к|н|э"
    r"|s|səh|c|prof|akad|küç|e|ə|Inc|Ltd|Co|Jr|St|etc|No|p|pp|vol|ed|eds|[^\W\d_a-zа-яё])\.$"
)


@dataclass(frozen=True)
class Style:
    """The marks of one language: outer and inner quotation marks, the dash of a sentence, foreign marks to replace."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    dash: str
    foreign: str
    stop_follows: bool


_LATIN_FOREIGN = "«»„‚‹›‟"
STYLES = {
    "en": Style(("“", "”"), ("‘", "’"), "–", _LATIN_FOREIGN, stop_follows=False),
    "az": Style(("“", "”"), ("‘", "’"), "–", _LATIN_FOREIGN, stop_follows=True),
    "ru": Style(("«", "»"), ("„", "“"), "—", "”‟‘‚‹›", stop_follows=True),
}


_MARKS = re.compile("[“”«»„‚‘‹›‟]")


def straight_quotes(text: str, language: str) -> Iterator[Slip]:
    """Typewriter marks, with the mark that is meant: by the language, and by what stands before and after."""
    style = STYLES[language]
    if '"' not in text and "'" not in text:
        return
    for match in re.finditer("[\"']", text):
        opens = _opens(text, match.start())
        if match[0] == '"':
            yield Slip(match.start(), match.end(), style.outer[0 if opens else 1], "a straight quotation mark")
        else:
            right = style.inner[0] if opens else "’"
            yield Slip(match.start(), match.end(), right, "a straight apostrophe")


def wrong_quotes(text: str, language: str) -> Iterator[Slip]:
    """Marks of another language, marks the wrong way round, marks without their partner, stops on the wrong side."""
    if not _MARKS.search(text):
        return
    style = STYLES[language]
    found = [*_foreign_quotes(text, style), *_turned_quotes(text, style), *_stops_inside(text, style)]
    yield from found
    for opening, closing in (style.outer, style.inner) if not found else ():
        if closing != "’" and text.count(opening) != text.count(closing):
            place = max(text.rfind(opening), text.rfind(closing))
            yield Slip(place, place + 1, None, f"{opening} and {closing} do not come in pairs")


def _foreign_quotes(text: str, style: Style) -> Iterator[Slip]:
    for match in re.finditer(f"[{style.foreign}]", text):
        pair = style.inner if match[0] in "‘‚‹›" else style.outer
        right = pair[0 if _opens(text, match.start()) else 1]
        yield Slip(match.start(), match.end(), right, f"{match[0]} is no quotation mark of this language")


def _turned_quotes(text: str, style: Style) -> Iterator[Slip]:
    opening, closing = style.outer
    for match in re.finditer(f"[{opening}{closing}]", text):
        right = style.outer[0 if _opens(text, match.start()) else 1]
        if match[0] != right and _is_clear(text, match.start()):
            yield Slip(match.start(), match.end(), right, f"{match[0]} stands where {right} belongs")
    if style.inner == ("„", "“") and "“" in text and "„" not in text:
        for match in re.finditer("“", text):
            right = style.outer[0 if _opens(text, match.start()) else 1]
            yield Slip(match.start(), match.end(), right, "“ closes inner marks that „ opens")


def _stops_inside(text: str, style: Style) -> Iterator[Slip]:
    if not style.stop_follows:
        return
    closers = f"{style.outer[1]}{'“' if style.inner[1] == '“' else ''}"
    for match in re.finditer(f"(?<!\\.)([.,])({_SKIPPED}[{closers}])(?!{_SKIPPED}[.,])", text):
        if match[1] == "," or not ends_in_abbreviation(text[: match.end(1)]):
            right = match[2] + match[1] if len(match[2]) == 1 else None
            yield Slip(match.start(), match.end(), right, f"{match[1]} stands after the closing mark")


def _opens(text: str, place: int) -> bool:
    """Whether a quotation mark at ``place`` opens: a space, a bracket or nothing stands before it."""
    before = text[:place].rstrip(MARK)
    return not before or before[-1].isspace() or before[-1] in _OPENERS or before[-1] in "\"'/"


def _is_clear(text: str, place: int) -> bool:
    """Whether what stands around a mark says which way it turns: not between two spaces, nor between two letters."""
    after = text[place + 1 :].lstrip(MARK + NOTE)
    closes = not after or after[0].isspace() or after[0] in f"{STOPS})]»”’—–-"
    return _opens(text, place) != closes


def wrong_dashes(text: str, language: str) -> Iterator[Slip]:
    """Hyphens where a dash or a range is meant, dashes of another language, dashes with a space on one side alone."""
    style = STYLES[language]
    if not re.search("[—–-]", text):
        return
    taken: set[int] = set()
    for pattern, right, reason in _dash_rules(language):
        for match in pattern.finditer(text):
            if not taken.intersection(range(match.start(), match.end())):
                taken.update(range(match.start(), match.end()))
                written = right(match)
                yield Slip(match.start(), match.end(), written, reason.format(dash=style.dash))


DashRule = tuple[re.Pattern[str], Callable[[re.Match[str]], str], str]


@cache
def _dash_rules(language: str) -> tuple[DashRule, ...]:
    dash = STYLES[language].dash
    other = "–" if dash == "—" else "—"
    number = rf"(?<![\w.:/,\-–{MARK}])(\d{{1,4}}|\d\d?:\d\d)"
    ends = rf"(?![\w:/\-–]|[.,]\d|{_SPACE}?[-–]{_SPACE}?\d)"
    range_reason = "a range is closed up with –"
    return (
        (re.compile(rf"(?<=\d){_SPACE}[-–—]{_SPACE}(?=\d)"), lambda _: "–", range_reason),
        (re.compile(rf"{number}[-—](?=(\d{{1,4}}|\d\d?:\d\d){ends})"), lambda match: f"{match[1]}–", range_reason),
        (re.compile(r"(?<=\s)-{1,3}(?=\s)"), lambda _: dash, "a hyphen stands for a dash, {dash}"),
        (re.compile(r"(?<=\w)--+(?=\w)"), lambda _: f" {dash} ", "two hyphens stand for a dash, {dash}"),
        (re.compile(rf"(?<=\s){other}(?=\s)"), lambda _: dash, f"{other} is not the dash of this language, {{dash}}"),
        (re.compile(rf"(?<={_LETTER})—(?={_LETTER})"), lambda _: f" {dash} ", "a dash has a space on both sides"),
        (re.compile(rf"(?<=[\w»”)])[–—](?={_SPACE})"), lambda _: f" {dash}", "a dash has a space on both sides"),
        (re.compile(rf"(?<={_SPACE})[–—](?=[\w«“(])"), lambda _: f"{dash} ", "a dash has a space on both sides"),
    )


def wrong_spaces(text: str, language: str) -> Iterator[Slip]:
    """Spaces in a row, before a stop, inside of brackets and marks, before a note; none after a comma or a note."""
    if not _SUSPECT_SPACE.search(text):
        return
    for pattern, right, reason in _space_rules(STYLES[language].outer[0]):
        for match in pattern.finditer(text):
            yield Slip(match.start(), match.end(), right, reason)


# One look for whatever the rules below may find: most texts have none of it.
_SUSPECT_SPACE = re.compile(
    rf"{_SPACE}(?:[ \u00a0,;:!?)\]»”{NOTE}]|\.(?:\s|$))|[(\[«„“]{_SPACE}|{_LETTER}[,;!?:…]{_LETTER}|{NOTE}{_LETTER}"
)
_AFTER_OPENING = "a space after an opening sign"


@cache
def _space_rules(opening: str) -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return (
        (re.compile(f"{_SPACE}{{2,}}"), " ", "two spaces in a row"),
        (re.compile(rf"(?<=\S){_SPACE}(?=[,;:!?)\]]|[»”](?:[\s.,;:!?)]|$))"), "", "a space before a closing sign"),
        (re.compile(rf"(?<=\S){_SPACE}(?=\.(?:\s|$))"), "", "a space before the full stop"),
        (re.compile(rf"(?:(?<=[(\[])|(?<=[\s(][«„{opening}])|(?<=^[«„{opening}])){_SPACE}"), "", _AFTER_OPENING),
        (re.compile(rf"(?<=\S){_SPACE}(?={NOTE})"), "", "a space before the number of a note"),
        (re.compile(rf"(?<={_LETTER}[,;])(?={_LETTER})"), " ", "no space after the comma or semicolon"),
        (re.compile(rf"(?<={_LETTER}[!?:…])(?={_LETTER})"), " ", "no space after the stop"),
        (re.compile(f"(?<={NOTE})(?={_LETTER})"), " ", "no space after the number of a note"),
    )


_DOUBLED = re.compile(rf"(?<![\w-])({_LETTER}+)([\s{NOTE}{MARK}]+)\1(?![\w-])", re.IGNORECASE)
_MAY_STAND_TWICE = {"en": frozenset({"had", "that"})}


def doubled_words(text: str, language: str) -> Iterator[Slip]:
    """A word that stands twice in a row; in Azerbaijani, repetition that is meant takes a hyphen: ``yavaş-yavaş``."""
    for match in _DOUBLED.finditer(text):
        gap = match[2]
        if not any(letter.isspace() for letter in gap) or match[1].lower() in _MAY_STAND_TWICE.get(language, ()):
            continue
        right = match[1] if not gap.strip() else None
        yield Slip(match.start(), match.end(), right, f"“{match[1]}” stands twice in a row")


def end_stops(text: str) -> str:
    """The stops at the end of a text, quotation marks, brackets and notes left out: ``.`` of ``слово».``."""
    tail = _TAIL.search(text)
    assert tail is not None
    return re.sub(r"\.{3}", "…", "".join(letter for letter in tail[0] if letter in STOPS))


_TAIL = re.compile(rf"[\s{NOTE}{MARK}{re.escape(STOPS)}»”“’\")\]]*$")


def ends_in_abbreviation(text: str) -> bool:
    """Whether the point at the end of ``text`` may belong to its last word."""
    return _ABBREVIATION.search(text.rstrip(f"{NOTE}{MARK}»”“’ ")) is not None
