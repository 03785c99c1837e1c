"""No-break spaces and word joiners; here ~ stands for U+00A0 and | for U+2060."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.language import no_break
from booklet.model import LANGUAGES

PIECES = [
    "19", "20", "1990", "-", "–", "—", " ", "  ", ".", ",", "№", "§", "%", "cı", "ci", "dan", "il", "nəfər", "yanvar",
    "Yanvarın", "yanvarın", "saat", "M.", "F.", "Axundov", "əsr", "XX", "я", "й", "го", "с", "и", "в", "на", "г.",
    "г-н", "Иванов", "А.", "же", "т.", "е.", "января", "года", "000", "No.", "pp.", "Dr", "Smith", "January", "km",
    "{N05}", "[@A01]", "https://example.org/a-1 ", "<b>", "\u00a0", "\u2060", "\ufdd0", "SSRİ-nin", "s.", "стр.",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join) | st.lists(st.sampled_from(PIECES)).map(" ".join) | st.text()


def visible(text: str) -> str:
    return text.replace("\u00a0", "~").replace("\u2060", "|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990-cı il", "1990-|cı~il"),
        ("1990-cı ildə və 19-dan", "1990-|cı~ildə və 19-|dan"),
        ("19–20 yanvar", "19|–|20~yanvar"),
        ("20 Yanvar küçəsi", "20~Yanvar küçəsi"),
        ("18 İyul", "18~İyul"),
        ("yanvarın 19-dan", "yanvarın~19-|dan"),
        ("saat 12:00-da", "saat~12:00-|da"),
        ("M. F. Axundov", "M.~F.~Axundov"),
        ("M.F.Axundov", "M.~F.~Axundov"),
        ("№ 5, №5", "№~5, №~5"),
        ("52 kq", "52~kq"),
        ("147 nəfər", "147~nəfər"),
        ("{N05} nəfər, {N05}-dan", "{N05}~nəfər, {N05}-|dan"),
        ("XX əsr, XIX–XX", "XX~əsr, XIX|–|XX"),
        ("SSRİ-nin", "SSRİ-|nin"),
        ("gecə — səhər", "gecə~— səhər"),
        ("5 illik", "5 illik"),
        ("Bakı-Gəncə", "Bakı-Gəncə"),
    ],
)
def test_azerbaijani_text_keeps_together_what_belongs_together(text: str, expected: str) -> None:
    assert visible(no_break(text, "az")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("36-я годовщина", "36-|я годовщина"),
        ("с 19 на 20 января 1990 года", "с~19 на~20~января 1990~года"),
        ("1990 г.", "1990~г."),
        ("и в Баку", "и~в~Баку"),
        ("г-н Иванов", "г-|н~Иванов"),
        ("А. С. Пушкин, А.С.Пушкин", "А.~С.~Пушкин, А.~С.~Пушкин"),
        ("26 000 человек", "26~000~человек"),
        ("№ 5, § 3", "№~5, §~3"),
        ("т. е. так", "т.~е. так"),
        ("и т. д.", "и~т.~д."),
        ("20 %", "20~%"),
        ("тот же, если бы", "тот~же, если~бы"),
        ("Баку — столица", "Баку~— столица"),
        ("XX век", "XX~век"),
        ("стр. 5, ул. Низами, г. Баку", "стр.~5, ул.~Низами, г.~Баку"),
        ("в 1990 г. Баку", "в~1990~г. Баку"),
        ("кто-то и", "кто-то и"),
    ],
)
def test_russian_text_keeps_together_what_belongs_together(text: str, expected: str) -> None:
    assert visible(no_break(text, "ru")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No. 5, p. 3, pp. 3–4, p. xii", "No.~5, p.~3, pp.~3|–|4, p.~xii"),
        ("A. H. Smith and Dr Jones", "A.~H.~Smith and Dr~Jones"),
        ("20 January 1990", "20~January 1990"),
        ("1990-1992", "1990|-|1992"),
        ("Baku – 1990", "Baku~– 1990"),
        ("5 km, 26 million", "5~km, 26~million"),
        ("U.S. Army", "U.S.~Army"),
        ("a 13-year-old girl", "a 13-year-old girl"),
    ],
)
def test_english_text_keeps_together_what_belongs_together(text: str, expected: str) -> None:
    assert visible(no_break(text, "en")) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "untouched",
    [
        "{1990-cı il 5 km}", "[@A01 19–20]", "https://example.org/1990-ci/19–20", "example.org/20-ci/5",
        "https://example.org/1-2?a=№5", "mail-20-ci@example.org", '<a title="20 January 5 km">', "www.example.org/1-2",
    ],
)  # fmt: skip
def test_tokens_tags_and_addresses_keep_every_character(untouched: str, language: str) -> None:
    result = no_break(f"1990 {untouched} 1990", language)

    assert untouched in result


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_second_run_changes_nothing(text: str, language: str) -> None:
    once = no_break(text, language)

    assert no_break(once, language) == once


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_only_spaces_and_joiners_differ_from_what_was_written(text: str, language: str) -> None:
    def letters(written: str) -> str:
        return written.replace(" ", "").replace("\u00a0", "").replace("\u2060", "")

    assert letters(no_break(text, language)) == letters(text)


def test_an_unknown_language_has_no_spacing_rules() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        no_break("1990", "de")
