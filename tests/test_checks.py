"""The checks of single texts: planted faults are found, right texts in three languages are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.checks import bare_counts, check_text, check_translation
from booklet.checks.findings import REACH, slip_findings
from booklet.checks.letters import coverage, glyph_findings, missing_letters
from booklet.checks.project import claim_targets
from booklet.checks.templates import template_problems
from booklet.language import Slip, no_break

KNOWN = {"reading": {"N01", "N02"}, "source": {"A01", "A02"}, "page": {"notes"}}

PLANTED = {
    "en": [
        ("2000 people were killed", "2000"),
        ("1990 people died", "1990"),
        ("one hundred and thirty-one people were killed", "hundred and thirty-one people"),
        ("thirteen people", "thirteen people"),
        ("Twenty-one people", "Twenty-one people"),
        ("killed eleven", "killed eleven"),
        ("At least 131 people died.", "131"),
        ("1,200 were detained.", "1,200"),
        ("About 12 thousand soldiers came.", "12"),
        ("Two hundred civilians were hurt.", "Two hundred civilians"),
        ("Dozens of people fled.", "Dozens of people"),
        ("Nine women and a child.", "Nine women"),
        ("On 20 January 82 died.", "82"),
        ("It was 5 to 7.", "5"),
        ("Thousands fled.", "Thousands fled"),
    ],
    "az": [
        ("Azı 131 nəfər həlak oldu.", "131"),
        ("26 000 əsgər şəhərə girdi.", "26 000"),
        ("Yanvarın 20-də 82 nəfər öldürüldü.", "82"),
        ("İki yüz nəfər yaralandı.", "İki yüz nəfər"),
        ("Beş uşaq həlak oldu.", "Beş uşaq"),
        ("Minlərlə insan gəldi.", "Minlərlə insan"),
        ("131-dən çox insan öldürüldü", "131"),
        ("26-ya yaxın insan", "26"),
    ],
    "ru": [
        ("Погиб 131 человек.", "131"),
        ("В город вошли 26 000 солдат.", "26 000"),
        ("В ночь на 20 января 1990 года погибли 82 человека.", "82"),
        ("Пять человек пропали.", "Пять человек"),
        ("Десятки мирных жителей ранены.", "Десятки мирных жител"),
        ("Сто убитых.", "Сто убит"),
        ("2000 человек", "2000"),
        ("одиннадцать человек", "одиннадцать человек"),
        ("131-го человека", "131"),
    ],
}

RIGHT = {
    "en": """On 20 January 1990, at 00:20, between 19 and 20 January, on the night of 19–20 January, troops came in.
        The decree of 19 January 1990 (No. {N01}) was announced at 07:00. In 1990–1994 the 1990s began; the 37th
        anniversary is in {year}. {N01} people died, {N02} of them in Baku.[@A01] One soldier, one of the families,
        the A92 road. On 25 and 26 January, from 17 to 19 January, two sources differ. See page
        {page:notes}, [the report](https://example.org/131/82) and https://example.org/131.""",
    "az": """1990-cı il yanvarın 20-də, saat 00:20-də, yanvarın 19-dan 20-nə keçən gecə, 19–20 yanvar gecəsi qoşunlar
        Bakıya girdi. 1992-ci il martın 29-u, 36-cı ildönümü, XX əsr, 1990-cı illər, 1990–1994. {N01} nəfər həlak oldu,
        onlardan {N02} nəfəri Bakıda.[@A01] On yanvar sözləri deyil, bir nəfər, bir əsgər, bir ailə. Yanvarın 25-i və
        26-sı, 17–19 yanvar, {year}-ci il, {anniversary} ildönümü. Saat 19:27-də; səhifə {page:notes}.""",
    "ru": """20 января 1990 года, в 00:20, в ночь с 19 на 20 января, 19–20 января войска вошли в Баку. Указ от 19 января
        1990 г. объявлен в 07:00. В 1990–1994 годах, в 1990-е годы, в 36-ю годовщину. Убито {N01} человек, из них
        {N02} в Баку.[@A01] Один солдат, одна из семей. 25 и 26 января, с 17 по 19 января; в {year} году,
        {anniversary|я} годовщина. См. страницу {page:notes}; указ № {N02}.""",
}


@pytest.mark.parametrize(
    ("language", "text", "count"), [(code, *row) for code, rows in PLANTED.items() for row in rows]
)
def test_a_count_typed_by_hand_is_found(language, text, count):
    assert count in list(bare_counts(text, language))


@pytest.mark.parametrize("language", RIGHT)
def test_a_page_of_right_text_raises_no_alarm(language):
    text = " ".join(RIGHT[language].split())

    assert list(bare_counts(text, language)) == []
    assert check_text(text, language, KNOWN) == []


@pytest.mark.parametrize("language", RIGHT)
def test_marks_against_line_breaks_hide_nothing_and_accuse_nothing(language):
    assert list(bare_counts(no_break(" ".join(RIGHT[language].split()), language), language)) == []
    for text, _ in PLANTED[language]:
        assert list(bare_counts(no_break(text, language), language)) != [], text


def test_figures_that_a_block_declares_are_no_counts():
    text = "Article 119 of the law, on 20 pages, for 1190 people"

    assert list(bare_counts(text, "en", {"119": "an article", "20": "pages"})) == ["1190"]


@given(st.integers(10, 999).filter(lambda number: number not in range(180, 220)))
def test_any_bare_figure_is_found_in_every_language(number):
    for language, word in (("en", "people"), ("az", "nəfər"), ("ru", "человек")):
        assert list(bare_counts(f"x {number} {word}", language)) == [str(number)]


@pytest.mark.parametrize(
    ("text", "snippet", "message"),
    [
        ("so {N77} died", "{N77}", "{N77} names a reading that does not exist"),
        ("so it is[@A77]", "[@A77]", "[@A77] names a source that does not exist"),
        ("see {page:maps}", "{page:maps}", "{page:maps} names a page that does not exist"),
        ("so {Year} is", "{Year}", "{Year} is no token"),
        ("so {N01 died", "{N01", "a lone { stands in the text"),
        ("so N01} died", "N01}", "a lone } stands in the text"),
        ("so it is[@A01", "is[@A01", "a lone [@ stands in the text"),
        ("[x](https://a.org b)", "](", "a link is broken"),
        ("[x](ftp://a.org)", "ftp://a.org", "ftp://a.org is no web address"),
        ("[x](/etc/passwd)", "/etc/passwd", "/etc/passwd is no web address"),
        ("![x](file:///etc/passwd)", "file:///etc/passwd", "file:///etc/passwd is no web address"),
        ("the сity", "сity", "сity: mixes Latin and Cyrillic letters: с (U+0441)"),
    ],
)
def test_a_mistake_of_a_text_shows_its_place(text, snippet, message):
    found = check_text(text, "en", KNOWN)

    assert [(finding.snippet, finding.message) for finding in found] == [(snippet, message)]


def test_orthography_of_each_language_is_checked():
    assert [f.message for f in check_text("1990-ci il", "az", KNOWN)] == ["1990-ci is written 1990-cı"]
    assert [f.message for f in check_text("20-го января", "ru", KNOWN)] == ["20-го января is written 20 января"]


@pytest.mark.parametrize(
    ("source", "translation", "messages"),
    [
        ("{N01} of {N02}[@A01]", "{N02}, из них {N01}[@A01]", []),
        ("the {anniversary} anniversary", "{anniversary|я} годовщина", []),
        ("{N01} died", "погибли", ["the token {N01} of the English text is missing"]),
        ("{N01} died", "погибли {N01} и {N01}", ["the token {N01} does not stand in the English text"]),
        ("[a](https://a.org)", "[б](https://a.org)", []),
        ("[a](https://a.org)", "б", ["the address https://a.org of the English text is missing"]),
        ("a", "[б](https://a.org)", ["the address https://a.org does not stand in the English text"]),
        ("a", "б http://a.org", ["the address http://a.org does not stand in the English text"]),
    ],
)
def test_a_translation_keeps_tokens_and_addresses(source, translation, messages):
    assert [finding.message for finding in check_translation(source, translation, "ru", KNOWN)] == messages


def test_a_letter_without_a_glyph_is_found_and_a_break_is_no_letter(world):
    covered = coverage(world.sources)

    assert missing_letters(covered, "Əə Ğğ İı Şş Ёё № « » – “ ” „ \u00ad\u2060\n\u00a0\u202f") == []
    assert missing_letters(covered, "Ka ქალაქი 漢") == ["ა", "ი", "ლ", "ქ", "漢"]


def test_letters_without_a_glyph_are_one_finding_that_shows_its_word():
    found = list(glyph_findings(frozenset("ab "), "ab abx yb\x07"))

    assert [(f.snippet, f.message) for f in found] == [
        ("yb\x07", "our fonts lack U+0007, “x” (U+0078), “y” (U+0079) in “ab abx yb\x07”"),
    ]


def test_claims_may_point_to_blocks_and_records(world):
    targets = claim_targets(world.project().loaded.book)

    assert {"night.counts", "readings.N03", "timeline.troops", "glossary.curfew", "places.place-baku"} <= targets


@pytest.mark.parametrize(
    "line",
    [
        '<a href="#night">x</a>',
        '<svg xmlns="http://www.w3.org/2000/svg">',
        '<img src="shared/art/flower.svg" alt="">',
        '<a href="{{ note.url }}">{{ note.address }}</a>',
        "p { color: device-cmyk(0 0 0 1); background: var(--paper); }",
        'src: url("../fonts/x.otf");',
        "{# words // more words #}",
    ],
)
def test_an_honest_line_of_a_template_is_accepted(world, line):
    world.write("templates/booklet/more.html", line)

    assert list(template_problems(world.sources)) == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ x|safe }}", "the filter safe is not allowed here"),
        ("{{ x | upper }}", "the filter upper is not allowed here"),
        ("p { background: linear-gradient(x) }", "linear-gradient vanishes from press files"),
        ("p { opacity: 0.5 }", "opacity breaks press or screen files"),
        ("@page { marks: crop }", "marks breaks press or screen files"),
        ("@page x:first { margin: 0 }", "@page :first means the whole book, not a section"),
        ("p { color: #f00 }", "the colour #f00 is no ink"),
        ("p { color: red }", "the colour red is no ink"),
        ('<path fill="black"/>', "the colour black is no ink"),
        ("p { background: url( '//a.org/x' ) }", "the address //a.org/x leads out of the project"),
        ("<img src=/etc/passwd>", "the address /etc/passwd leads out of the project"),
        ("<object data='../../x'>", "the address ../../x leads out of the project"),
        ("@import '/etc/passwd';", "the address /etc/passwd leads out of the project"),
        ("url(file:a)", "the address file:a leads out of the project"),
    ],
)
def test_a_dangerous_line_of_a_template_is_found(world, line, message):
    world.write("templates/booklet/more.css", f"\n{line}\n")
    found = [(p.path, p.line, p.message) for p in template_problems(world.sources)]

    assert found == [("templates/booklet/more.css", 2, message)]


def test_of_a_word_without_end_only_what_is_near_the_mistake_is_shown():
    text = "a" * 5_000 + "?" + "b" * 5_000
    finding = next(slip_findings(text, [Slip(5_000, 5_001, None, "a wrong sign")], ""))

    assert finding.snippet == "a" * REACH + "?" + "b" * REACH
