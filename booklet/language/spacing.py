"""What a line's end may not part: figures and their suffixes, units and months; initials and surnames; dashes.

Rules: for Azerbaijani the orthography pages of language.az, for Russian Кирсанов on spaces, for English custom.
"""

import re
from functools import cache, lru_cache

from booklet.language.case import upper
from booklet.language.locales import locale_of, require_language

NO_BREAK_SPACE = "\u00a0"
WORD_JOINER = "\u2060"

# While the rules run, one character stands for each span that they may not touch; a token in braces counts as a figure.
_TOKEN, _UNTOUCHABLE = "\ufdd0", "\ufdd1"
_STAND_IN = re.compile(f"[{_TOKEN}{_UNTOUCHABLE}]")
_PROTECTED = re.compile(
    r"""\{[^{}]*\}                                      # {N05}
    | \[@[^\]]*\]                                       # [@A01]
    | <[A-Za-z/!][^<>]*>                                # a tag
    | (?:https?://|www\.|mailto:|doi:)\S+
    | (?:[\w-]+\.)+[a-z]{2,}/\S*                        # example.org/page
    | [\w.+-]+@[\w-]+\.[\w.-]+                          # an e-mail address
    | [\ufdd0\ufdd1]""",
    re.VERBOSE,
)

_FIGURE = rf"[\d{_TOKEN}]"
_GLUED = rf"\1{NO_BREAK_SPACE}"
_SPACE = r"[ \u00a0]"

Rule = tuple[re.Pattern[str], str]


@lru_cache(maxsize=4096, typed=True)  # each text is set for several products, and again and again in the preview
def no_break(text: str, language: str) -> str:
    """``text`` with U+00A0 for a space and U+2060 beside a hyphen or dash wherever a line may not end.

    Tokens ``{…}`` and ``[@…]``, tags and addresses keep every character. A second run changes nothing. ValueError for
    an unknown language.
    """
    require_language(language)
    spans = iter(_PROTECTED.findall(text))
    text = _PROTECTED.sub(lambda span: _TOKEN if span[0].startswith("{") else _UNTOUCHABLE, text)
    for pattern, replacement in _rules(language):
        text = pattern.sub(replacement, text)
    return _STAND_IN.sub(lambda _: next(spans), text)


@cache
def _rules(language: str) -> tuple[Rule, ...]:
    """In the order they must run: what belongs to a hyphen first, so that the я of 36-я is not taken for a word."""
    own = {"en": _english_rules, "az": _azerbaijani_rules, "ru": _russian_rules}[language]()
    return tuple((re.compile(pattern), replacement) for pattern, replacement in (*_common_rules(language), *own))


def _common_rules(language: str) -> list[tuple[str, str]]:
    return [
        (rf"(?<={_FIGURE})([-–])(?={_FIGURE})", rf"{WORD_JOINER}\1{WORD_JOINER}"),  # 19–20
        (r"(?<=[IVXLC])–(?=[IVXLC])", f"{WORD_JOINER}–{WORD_JOINER}"),  # XIX–XX
        (r" ([—–])(?= )", rf"{NO_BREAK_SPACE}\1"),
        (rf"([№§]) ?(?={_FIGURE})", _GLUED),
        (rf"({_FIGURE}) (?=%)", _GLUED),
        (rf"({_FIGURE}) (?={_month_names(language)})", _GLUED),  # 20 January
    ]


def _english_rules() -> list[tuple[str, str]]:
    return [
        (rf"\b((?:Nos?|[Pp]p?|[Vv]ols?|[Cc]h|[Ff]igs?|[Aa]rt|[Pp]ara|ca?)\.) (?={_FIGURE}|[ivxlc]+\b)", _GLUED),
        (r"\b((?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Rev|Hon|St)\.?|Sir) (?=[A-Z])", _GLUED),
        (r"(?<!\w)([A-Z]\.) (?=[A-Z])", _GLUED),  # A. H. Smith
        (rf"({_FIGURE}) (?=(?:km|m|cm|mm|kg|g|thousand|million|billion|per cent)\b)", _GLUED),
    ]


def _azerbaijani_rules() -> list[tuple[str, str]]:
    small, capital = "a-zçəğıöşü", "A-ZÇƏĞİÖŞÜ"
    months_of = "|".join(f"{name}[ıiuü]n" for name in _names_of_months("az"))
    return [
        (rf"(?<={_FIGURE})-(?=[{small}])", f"-{WORD_JOINER}"),  # 1990-cı, 19-dan
        (rf"(?<=[{capital}]{{2}})-(?=[{small}])", f"-{WORD_JOINER}"),  # SSRİ-nin
        (rf"(-{WORD_JOINER}?c[ıiuü]) (?=il(?:də|in|dən|ə|i|lər\w*)?\b)", _GLUED),  # 1990-cı il
        *_initials(small, capital),
        (rf"({_FIGURE}) (?=(?:il|ildə|nəfər\w*|yaş\w*|min|milyon|faiz|manat|km|m|sm|mm|kq|q|ha)\b)", _GLUED),
        (rf"\b([Ss]aat|{months_of}) (?={_FIGURE})", _GLUED),  # saat 12:00-da, yanvarın 19-dan
        (r"\b([IVXLC]+) (?=əsr)", _GLUED),
        (rf"(?<!\w)((?:s|səh|c)\.) (?={_FIGURE})", _GLUED),
        (rf"(?<!\w)((?:[Pp]rof|[Aa]kad|küç)\.) (?=[{capital}])", _GLUED),
    ]


def _russian_rules() -> list[tuple[str, str]]:
    small, capital = "а-яё", "А-ЯЁ"
    short_words = "[авикосуяАВИКОСУЯ]|[Нн][аеи]|[ПпДд]о|[ИиОо][зтб]|[Зз]а|[КкСсВв]о"
    return [
        (rf"(?<={_FIGURE})-(?=[{small}])", f"-{WORD_JOINER}"),  # 36-я
        (r"(?<!\w)([Гг])-(?=(?:н|на|ну|ном|не|жа|жи|же|жу|жой)\b)", rf"\1-{WORD_JOINER}"),  # г-н
        (rf"(?<!\w)([Гг]-{WORD_JOINER}\w+) (?=[{capital}])", _GLUED),
        (rf"(?<![\w\-{WORD_JOINER}])({short_words}) (?=\S)", _GLUED),  # с 19
        (rf"({_FIGURE}) (?=\d{{3}}(?!\d))", _GLUED),  # 26 000
        (rf"({_FIGURE}) (?=(?:гг?|вв?|тыс|млн|млрд|км|м|см|мм|кг|ч|мин|руб|год\w*|лет|человек\w*)\b)", _GLUED),
        *_initials(small, capital),
        (r"\b([IVXLC]+) (?=век|вв?\.)", _GLUED),
        (r"(?<!\w)([Тт]\.) (?=[едпкон]\.)", _GLUED),  # т. е.
        (rf"(?<!\w)((?:[Сс]тр|[СсТтДд]|[Гг]л|[Сс]т|[Рр]ис|кв|п)\.) (?={_FIGURE})", _GLUED),
        (rf"(?<!\w)((?:ул|им|пл|пр|[Аа]кад|[Пп]роф|[Гг]ен)\.) (?=[{capital}])", _GLUED),
        (rf"(?<!\w)(?<!\d{_SPACE})([Гг]\.) (?=[{capital}])", _GLUED),  # г. Баку
        (r" (же|бы|ли|ль|б|ж)(?!\w)", rf"{NO_BREAK_SPACE}\1"),
    ]


def _initials(small: str, capital: str) -> list[tuple[str, str]]:
    """A space is added to initials that were typed closed up before a surname."""
    follows = rf"(?=(?:[{capital}]\.{_SPACE}?)*[{capital}][{small}])"
    return [
        (rf"(?<!\w)([{capital}]\.){follows}", _GLUED),  # M.F.Axundov
        (rf"(?<!\w)([{capital}]\.) (?=[{capital}])", _GLUED),  # M. F. Axundov
    ]


def _names_of_months(language: str) -> list[str]:
    names = locale_of(language).months["format"]["wide"].values()
    return [f"[{name[0]}{upper(name[0], language)}]{name[1:]}" for name in names]


def _month_names(language: str) -> str:
    return f"(?:{'|'.join(_names_of_months(language))})"
