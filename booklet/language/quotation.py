"""The marks around quoted words."""

from booklet.language.locales import require_language

_ENGLISH_MARKS = (("“", "”"), ("‘", "’"))
_MARKS = {"en": _ENGLISH_MARKS, "az": _ENGLISH_MARKS, "ru": (("«", "»"), ("„", "“"))}


def quote(text: str, language: str, *, level: int = 1) -> str:
    """``text`` between the marks of its language; ``level`` 2 is a quotation inside a quotation, 3 is as 1 again.

    Source: the CLDR delimiters. ValueError for a level below 1 or an unknown language.
    """
    require_language(language)
    if level < 1:
        raise ValueError(f"the outermost quotation has level 1, not {level}")
    opening, closing = _MARKS[language][(level - 1) % 2]
    return f"{opening}{text}{closing}"
