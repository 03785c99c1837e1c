"""Slips that people make in these languages and that a reader would notice; each is reported as found and right."""

import re
import unicodedata
from functools import cache

from booklet.language.locales import locale_of, require_language
from booklet.language.ordinals import azerbaijani_ordinal_suffix, last_number

_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_CODE = re.compile(r"\b[A-Z](?: ?/?\d+/\S*|\d+\b)")  # symbols of documents and sizes: A/75/660, C 38/82, A4
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_OWN_SCRIPT = {"en": "LATIN", "az": "LATIN", "ru": "CYRILLIC"}
# Where none of these stands, no letter can be a wrong one: other scripts, turned e, a dot above that combines.
_GREEK_CYRILLIC = "\u0370-\u03ff\u0400-\u052f\u1c80-\u1c8f\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f"
_FOREIGN = {
    "LATIN": re.compile(f"[{_GREEK_CYRILLIC}\u01dd\u018e\u0307]"),
    "CYRILLIC": re.compile("[A-Za-z\u00aa-\u024f\u0250-\u02af\u0307\u0370-\u03ff\u1e00-\u1fff]"),
}
_LONE_LOOK_ALIKES = {"LATIN": frozenset("аосухАОСУХіІ"), "CYRILLIC": frozenset("aocykAOCYK")}
_TURNED_E = {"ǝ": "ə", "Ǝ": "Ə"}
_DOTTED_TWICE = "i\u0307"

_HYPHEN = r"(?:[-\u2010\u2011–]\u2060?)"
_ORDINAL = re.compile(rf"(?<![\w.])((?:\d+\.)*\d+(?:[ \u00a0]\d{{3}})*)({_HYPHEN}?)(c[ıiuü])\b")
_ROMAN_ORDINAL = re.compile(rf"\b([IVXLCDM]+){_HYPHEN}c[ıiuü]\b(\s+əsr\w*)?")
_ENDING = re.compile(
    rf"(?<![\w.,])(\d\d?:\d\d|(?:\d+\.)*\d+(?:[ \u00a0]\d{{3}})*)({_HYPHEN}?)"
    r"(d[aə][nk]?|s?[ıiuü]|n?[ıiuü]n|l[ıiuü][qk]\w*)(?!\w)"
)
_RUSSIAN_YEAR = re.compile(rf"(?<!\d)(\d{{4}}){_HYPHEN}?(?:го|й|ый|ой|м|му)([ \u00a0])(год(?:а|у|ом|е)?\b|г\.)")
# Long endings as they are spoken, and what is written: one letter after a vowel, two after a consonant.
_RUSSIAN_LONG = {
    "ая": "я", "яя": "я", "ое": "е", "ее": "е", "ый": "й", "ий": "й", "ой": "й", "ые": "е", "ие": "е", "ых": "х",
    "их": "х", "ым": "м", "им": "м", "ом": "м", "ем": "м", "ыми": "ми", "ими": "ми", "ого": "го", "его": "го",
    "ому": "му", "ему": "му", "ую": "ю", "юю": "ю", "e": "е",
}  # fmt: skip
_RUSSIAN_ORDINAL = re.compile(rf"(?<![\w.,:])(\d+)({_HYPHEN})({'|'.join(_RUSSIAN_LONG)})(?!\w)")

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
    script = _OWN_SCRIPT.get(language, "LATIN")
    composed, foreign = unicodedata.normalize("NFC", text), _FOREIGN[script]
    if not foreign.search(composed):
        return []
    words = [word for word in _WORD.findall(_CODE.sub(" ", composed)) if foreign.search(word)]
    return [(word, reason) for word in words if (reason := _suspicion(word, script))]


def wrong_azerbaijani_ordinals(text: str) -> list[tuple[str, str]]:
    """Ordinals in figures with the wrong suffix or no hyphen, and Roman figures with any suffix: (found, right).

    Accepts U+2011, and U+2060 after the hyphen. Source: as for ``azerbaijani_ordinal_suffix``; a century is ``XX əsr``.
    """
    arabic = [(found.start(), found[0], _right_ordinal(found)) for found in _ORDINAL.finditer(text)]
    roman = [(found.start(), found[0], found[1] + (found[2] or "")) for found in _ROMAN_ORDINAL.finditer(text)]
    return [(found, right) for _, found, right in sorted(arabic + roman) if found != right]


def wrong_azerbaijani_endings(text: str) -> list[tuple[str, str]]:
    """Case endings of figures and times with the wrong vowel or no hyphen: («19-dən», «19-dan»), as found and right.

    Judged are -da/-də, -dan/-dən, -(s)ı, -(n)ın and -lıq; the dative (``20-nə``) is not, for it is often shortened.
    Source: vowel harmony with the last spoken word, as for ``case_ending``.
    """
    found = ((match, _right_ending(match)) for match in _ENDING.finditer(text))
    return [(match[0], right) for match, right in found if match[0] != right]


def wrong_russian_ordinals(text: str) -> list[tuple[str, str]]:
    """Ordinals in figures with a spelled-out ending or a Latin e: («36-ая», «36-я»), as found and right.

    Source: the rules on наращение, as for ``ordinal``.
    """
    return [(match[0], f"{match[1]}{match[2]}{_RUSSIAN_LONG[match[3]]}") for match in _RUSSIAN_ORDINAL.finditer(text)]


def wrong_russian_dates(text: str) -> list[tuple[str, str]]:
    """Days of a month and years before «год» that carry an ending: («20-го января», «20 января»), as found and right.

    Decades («1990-е годы») and other ordinals («36-й год») may have theirs. Source: the rules on наращение.
    """
    found = [match for pattern in (_russian_days(), _RUSSIAN_YEAR) for match in pattern.finditer(text)]
    return [(match[0], "".join(match.groups())) for match in sorted(found, key=lambda match: match.start())]


@cache
def _russian_days() -> re.Pattern[str]:
    months = "|".join(locale_of("ru").months["format"]["wide"].values())
    return re.compile(rf"(?<!\d)(\d{{1,2}}){_HYPHEN}?(?:ого|го|ое|е|м|му)([ \u00a0])((?:{months})\b)")


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


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _named(letters: list[str]) -> str:
    return ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in dict.fromkeys(letters))


def _right_ordinal(found: re.Match[str]) -> str:
    hyphen = found[2] if found[2].strip("\u2060–\u2010") else "-"
    return f"{found[1]}{hyphen}{azerbaijani_ordinal_suffix(last_number(found[1]))}"


def _right_ending(found: re.Match[str]) -> str:
    suffix = azerbaijani_ordinal_suffix(last_number(found[1]))
    narrow = suffix[1]
    wide = "a" if narrow in "ıu" else "ə"
    hyphen = found[2] if found[2].strip("\u2060–\u2010") else "-"
    if found[3].startswith("d") and found[3].endswith("k"):
        return f"{found[1]}{hyphen}dək"  # it does not change with the vowels before it
    if found[3].startswith("d"):
        return f"{found[1]}{hyphen}d{wide}{found[3][2:]}"
    if found[3].startswith("l"):
        return f"{found[1]}{hyphen}l{narrow}{'q' if wide == 'a' else 'k'}{found[3][3:]}"
    return f"{found[1]}{hyphen}{re.sub('[ıiuü]', narrow, found[3])}"
