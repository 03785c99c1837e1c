"""Slips that people make in these languages and that a reader would notice; each is reported as found and right."""

import re
import unicodedata

from booklet.language.locales import locale_of, require_language
from booklet.language.ordinals import azerbaijani_ordinal_suffix, last_number

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_CODE = re.compile(r"\b[A-Z] ?/?\d+/\S*")  # symbols of documents: A/75/660, C 38/82
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_OWN_SCRIPT = {"en": "LATIN", "az": "LATIN", "ru": "CYRILLIC"}
_LONE_LOOK_ALIKES = {"LATIN": frozenset("аосухАОСУХіІ"), "CYRILLIC": frozenset("aocykAOCYK")}
_TURNED_E = {"ǝ": "ə", "Ǝ": "Ə"}
_DOTTED_TWICE = "i\u0307"

_HYPHEN = r"(?:[-\u2010\u2011–]\u2060?)"
_ORDINAL = re.compile(rf"(?<![\w.])((?:\d+\.)*\d+(?:[ \u00a0]\d{{3}})*)({_HYPHEN}?)(c[ıiuü])\b")
_ROMAN_ORDINAL = re.compile(rf"\b([IVXLCDM]+){_HYPHEN}c[ıiuü]\b(\s+əsr\w*)?")
_RUSSIAN_YEAR = re.compile(rf"(?<!\d)(\d{{4}}){_HYPHEN}?(?:го|й|ый|ой|м|му)([ \u00a0])(год(?:а|у|ом|е)?\b|г\.)")

_PLACE_LETTERS = str.maketrans(
    {
        "ə": "a", "ı": "i", "ö": "o", "ü": "u", "q": "g", "c": "j",
        "x": "kh", "ğ": "gh", "ç": "ch", "ş": "sh", "j": "zh",
        "Ə": "A", "İ": "I", "Ö": "O", "Ü": "U", "Q": "G", "C": "J",
        "X": "Kh", "Ğ": "Gh", "Ç": "Ch", "Ş": "Sh", "J": "Zh",
    }
)  # fmt: skip


def suspicious_letters(text: str, language: str) -> list[tuple[str, str]]:
    """Words with letters that only look right, each with the reason, in the order of ``text``.

    Latin and Cyrillic in one word (``Mәmmədov`` with U+04D9), U+01DD for ə, an i with a second dot from careless
    lower-casing, one-letter words of the other script outside of document symbols (``A/75/660``). ValueError for an
    unknown language.
    """
    require_language(language)
    words = _WORD.findall(_CODE.sub(" ", unicodedata.normalize("NFC", text)))
    return [(word, reason) for word in words if (reason := _suspicion(word, _OWN_SCRIPT[language]))]


def wrong_azerbaijani_ordinals(text: str) -> list[tuple[str, str]]:
    """Ordinals in figures with the wrong suffix or no hyphen, and Roman figures with any suffix: (found, right).

    Accepts U+2011, and U+2060 after the hyphen. Source: as for ``azerbaijani_ordinal_suffix``; a century is ``XX əsr``.
    """
    arabic = [(found.start(), found[0], _right_ordinal(found)) for found in _ORDINAL.finditer(text)]
    roman = [(found.start(), found[0], found[1] + (found[2] or "")) for found in _ROMAN_ORDINAL.finditer(text)]
    return [(found, right) for _, found, right in sorted(arabic + roman) if found != right]


def wrong_russian_dates(text: str) -> list[tuple[str, str]]:
    """Days of a month and years before «год» that carry an ending: («20-го января», «20 января»), as found and right.

    Decades («1990-е годы») and other ordinals («36-й год») may have theirs. Source: the rules on наращение.
    """
    months = "|".join(locale_of("ru").months["format"]["wide"].values())
    days = re.compile(rf"(?<!\d)(\d{{1,2}}){_HYPHEN}?(?:ого|го|ое|е|м|му)([ \u00a0])((?:{months})\b)")
    found = [match for pattern in (days, _RUSSIAN_YEAR) for match in pattern.finditer(text)]
    return [(match[0], "".join(match.groups())) for match in sorted(found, key=lambda match: match.start())]


def romanise_place(name: str) -> str:
    """An Azerbaijani place name as English would spell it, ``Ağdam`` as ``Aghdam``: only a hint for a reviewer.

    The letter table is read off the examples of Cabinet of Ministers Resolution 498 of 2020, which has exceptions too
    (Alıbəyli is officially Alibeyli). Printed names are data.
    """
    composed = unicodedata.normalize("NFC", name)
    written = composed.translate(_PLACE_LETTERS)
    return written.upper() if len(composed) > 1 and composed.isupper() else written


def _suspicion(word: str, own_script: str) -> str:
    scripts = {script: [letter for letter in word if _script(letter) == script] for script in _SCRIPTS}
    present = [script.capitalize() for script in _SCRIPTS if scripts[script]]
    if len(present) > 1:
        fewest = min((letters for letters in scripts.values() if letters), key=len)
        return f"mixes {' and '.join(present)} letters: {_named(fewest)}"
    if turned := [letter for letter in word if letter in _TURNED_E]:
        return f"{_named(turned)} is not the Azerbaijani {_named([_TURNED_E[turned[0]]])}"
    if _DOTTED_TWICE in word:
        return "an i with a second dot (U+0307), left by lower-casing İ"
    if word in _LONE_LOOK_ALIKES[own_script]:
        return f"a {present[0]} letter that looks like a {own_script.capitalize()} one: {_named([word])}"
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _named(letters: list[str]) -> str:
    return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in dict.fromkeys(letters))


def _right_ordinal(found: re.Match[str]) -> str:
    hyphen = found[2] if found[2].strip("\u2060–\u2010") else "-"
    return f"{found[1]}{hyphen}{azerbaijani_ordinal_suffix(last_number(found[1]))}"
