"""What is typed without a space, or with one that cannot hold, so that `no_break` has nothing to keep together."""

import re
from collections.abc import Iterator
from functools import cache

from booklet.language.punctuation import FIGURE
from booklet.language.slips import Slip

_UNITS = {
    "en": "km|cm|mm|kg|thousand|million|billion|people",
    "az": "km|sm|mm|kq|ha|min|milyon|milyard|faiz|manat|nəfər|il",
    "ru": "км|м|см|мм|кг|га|тыс|млн|млрд|руб|гг?\\.|вв?\\.|год|года|году|лет|человек|человека",
}
_BEFORE_FIGURES = {
    "en": "Nos?|[Pp]p?|[Vv]ols?|[Cc]h|[Ff]igs?|[Aa]rt",
    "az": "[Ss]əh|[Ss]|[Cc]",
    "ru": "[Сс]тр|[Сс]|[Гг]л|[Сс]т|[Рр]ис|[Тт]",
}
_CLOSED_ABBREVIATION = {"ru": r"(?<!\w)(?:[Тт]\.(?=[едпкон]\.)|н\.(?=э\.))"}
_GROUPED = re.compile(r"(?<![\d.,:])\d{1,3}(?: \d{3})+(?![\d:]|-\d)")
_GROUP_SIGNS = {"en": ",", "az": "."}


def closed_up(text: str, language: str) -> Iterator[Slip]:
    """Figures without a space before a unit or after an abbreviation, closed-up abbreviations, grouped figures.

    ``100km``, ``səh.5``, ``т.е.``; and thousands grouped by a plain space in English and Azerbaijani, where a line
    could end inside of the figure (in Russian `no_break` sees to it). Nothing for a language without such rules.
    """
    if not _SUSPECT.search(text):
        return
    for pattern, reason in _gaps(language):
        yield from (Slip(match.end(), match.end(), " ", reason) for match in pattern.finditer(text))
    sign = _GROUP_SIGNS.get(language)
    for match in _GROUPED.finditer(text) if sign is not None else ():
        yield Slip(match.start(), match.end(), match[0].replace(" ", sign or ""), f"thousands are parted by “{sign}”")


# One look for whatever the rules may find: most texts have no figures and no closed-up points.
_SUSPECT = re.compile(rf"[\d{FIGURE}]|\.\w")


@cache
def _gaps(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns that end where a space is missing, each with the reason."""
    if language not in _UNITS:
        return ()
    pairs = [
        (rf"[\d{FIGURE}](?=[%‰])", "a space belongs before %"),
        (rf"(?<![\w.-])\d+(?=(?:{_UNITS[language]})(?!\w))", "a space belongs between a figure and its unit"),
        (rf"(?<!\w)(?:{_BEFORE_FIGURES[language]})\.(?=[\d{FIGURE}])", "a space belongs after the abbreviation"),
    ]
    if language in _CLOSED_ABBREVIATION:
        pairs.append((_CLOSED_ABBREVIATION[language], "a space belongs inside of the abbreviation"))
    return tuple((re.compile(pattern), reason) for pattern, reason in pairs)
