"""Every check finds the fault that is planted for it and no other check joins in; right text raises no alarm."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.catalogs import read_catalog, ui_messages
from booklet.checks import (
    CHECKS,
    Context,
    catalog_context,
    check_text,
    check_translation,
    checks_table,
    length_limit,
    message_context,
)
from booklet.checks.english import known_names, source_problems
from booklet.checks.subject import masked
from booklet.content import load_book
from booklet.sources import Sources
from tests.right_text import NUMERALS, RIGHT

ROOT = Path(__file__).parents[1]
SOURCES = Sources(ROOT)
KNOWN = {"reading": {"N01", "N02"}, "source": {"A01"}, "page": {"notes"}}
SHARED = {language: catalog_context(SOURCES, language, ["Ещё раз: Горбачёв, чёрный, всё"]) for language in ("az", "ru")}

# Check, language, English text, translation, and the translation that is suggested ("" for none).
PLANTED = (
    ("token", "az", "He died", "O {N99}", None),
    ("token", "ru", "He died", "Он {умер", ""),
    ("tokens-kept", "ru", "{N01} died.[@A01]", "Погибли {N01}.", ""),
    ("tokens-kept", "az", "The city", "Şəhər {N01}", ""),
    ("link", "ru", "See it here", "См. [здесь](https://a.org b)", None),
    ("address", "ru", "[it](https://a.org)", "[это](https://b.org)", ""),
    ("address", "ru", "Write to a.b@c.org.", "Пишите на a.b@d.org.", ""),
    ("markup", "az", "*Night* of **fear**", "Qorxu *gecəsi*", ""),
    ("markup", "ru", "the *Night* fell", "пала *Ночь", ""),
    ("markup", "ru", "the night (long) fell", "пала ночь (долгая", ""),
    ("tag", "az", "the night fell", "<b>gecə</b> düşdü", ""),
    ("count", "az", "eleven people", "11 nəfər", None),
    ("look-alike", "az", "the martyr Mammadov", "şəhid M\u04d9mmədov", ""),
    ("look-alike", "az", "name: Mammadov", "ad: M\u01ddmmədov", None),
    ("look-alike", "ru", "the city lay", "г\u006fрод лежал", ""),
    ("glyph", "az", "the city lay", "şəhər ქ yatırdı", ""),
    ("az-ordinal", "az", "the 36th year", "36-ci il", "36-cı il"),
    ("az-ordinal", "az", "the 20th century", "XX-ci əsr", "XX əsr"),
    ("az-ending", "az", "from 19 January", "yanvarın 19-dən", "yanvarın 19-dan"),
    ("az-ending", "az", "at 12:00 and 00:20", "saat 12:00-də və 00:20-da", "saat 12:00-da və 00:20-də"),
    ("az-ending", "az", "on 26 January", "yanvarın 26-si", "yanvarın 26-sı"),
    ("az-ending", "az", "on 20 January", "yanvarın 20də", "yanvarın 20-də"),
    ("az-ending", "az", "packs of 500 sheets", "500-lik bağlama", "500-lük bağlama"),
    ("az-ending", "az", "by 9 February", "fevralın 9-dak", "fevralın 9-dək"),
    ("ru-date", "ru", "on 20 January", "20-го января", "20 января"),
    ("ru-date", "ru", "in the year 1990", "1990-го года", "1990 года"),
    ("ru-ordinal", "ru", "the 36th anniversary", "36-ая годовщина", "36-я годовщина"),
    ("ru-ordinal", "ru", "the 1990s", "1990-e годы", "1990-е годы"),
    ("yo", "ru", "Gorbachev once more", "Еще раз Горбачев", "Ещё раз Горбачёв"),
    ("figure", "az", "on 20 January 1990", "1991-ci il yanvarın 20-də", ""),
    ("figure", "ru", "from 19:27 on", "с 19:37", ""),
    ("figure", "ru", "at 12:00", "в полночь", ""),
    ("figure", "ru", "26,000 sheets", "26,000 листов", "26\u00a0000 листов"),
    ("figure", "az", "26,000 sheets", "26,000 vərəq", "26.000 vərəq"),
    ("month", "az", "On 20 January", "Fevralın 20-də", ""),
    ("month", "ru", "In March and in May", "В марте и в июне", ""),
    ("end", "az", "The city lay.[@A01]", "Şəhər yatırdı[@A01]", "Şəhər yatırdı.[@A01]"),
    ("end", "ru", "The “night”", "«Ночь».", "«Ночь»"),
    ("end", "ru", "Why?", "Почему.", "Почему?"),
    ("end", "az", "He said:", "O dedi;", "O dedi:"),
    ("outer-space", "ru", "the night", " ночь", "ночь"),
    ("outer-space", "az", "by ", "görə", "görə "),
    ("space", "az", "the night fell", "gecə  düşdü", "gecə düşdü"),
    ("space", "ru", "night, day", "ночь , день", "ночь, день"),
    ("space", "az", "night, day", "gecə,gündüz", "gecə, gündüz"),
    ("space", "ru", "night[@A01] day", "ночь [@A01]день", "ночь[@A01] день"),
    ("space", "az", "(the night)", "( gecə)", "(gecə)"),
    ("doubled-word", "az", "the night fell", "gecə gecə düşdü", "gecə düşdü"),
    ("doubled-word", "ru", "and in Baku", "и в в Баку", "и в Баку"),
    ("straight-quote", "az", "the “Night” paper", 'bu "Gecə" qəzeti', "bu “Gecə” qəzeti"),
    ("straight-quote", "ru", "the “Night” paper", 'эта газета "Ночь"', "эта газета «Ночь»"),
    ("straight-quote", "az", "the Qur’an says", "Qur'an deyir", "Qur’an deyir"),
    ("quote", "az", "the “Night” paper", "bu «Gecə» qəzeti", "bu “Gecə” qəzeti"),
    ("quote", "ru", "the “Night” paper", "эта газета “Ночь”", "эта газета «Ночь»"),
    ("quote", "az", "the “Night”.", "bu, “Gecə.”", "bu, “Gecə”."),
    ("quote", "ru", "the “Night”.", "это «Ночь.»", "это «Ночь»."),
    ("quote", "az", "the “Night” paper", "bu ”Gecə“ qəzeti", "bu “Gecə” qəzeti"),
    ("quote", "ru", "the “Night” paper", "газета «Ночь", ""),
    ("dash", "ru", "night is day", "ночь - день", "ночь — день"),
    ("dash", "ru", "night is day", "ночь – день", "ночь — день"),
    ("dash", "az", "night is day", "gecə — gündüz", "gecə – gündüz"),
    ("dash", "az", "night is day", "gecə –gündüz", "gecə – gündüz"),
    ("dash", "az", "on 19–20 January", "19-20 yanvarda", "19–20 yanvarda"),
    ("dash", "ru", "on 19–20 January", "19 – 20 января", "19–20 января"),
    ("dash", "ru", "on 19–20 January", "19—20 января", "19–20 января"),
    ("closed-up", "az", "5 % of 100 mm", "100mm-in 5%-i", "100 mm-in 5 %-i"),
    ("closed-up", "ru", "i.e. on p. 5", "т.е. на с.5", "т. е. на с. 5"),
    ("closed-up", "az", "26,000 sheets", "26 000 vərəq", "26.000 vərəq"),
    ("unchanged", "ru", "no definition", "no definition", ""),
    ("term", "az", "A curfew began", "Qadağa başladı", ""),
    ("term", "ru", "the state of emergency", "военное время", ""),
    ("avoid", "az", "night and day", "gecə ve gündüz", ""),
    ("avoid", "az", "the people came", "Halk geldi", ""),
    ("avoid", "az", "to come", "gəlmek", ""),
    ("avoid", "ru", "the martyrs", "шахиды", None),
    ("length", "ru", "Night", "Бесконечно долгая тёмная ночь", ""),
)  # fmt: skip


def judged(language, source, text, **changes):
    changes.setdefault("limit", length_limit(source))
    numerals = ("26", "000", "500", "100", "5", "27")
    return check_translation(source, text, language, KNOWN, numerals, replace(SHARED[language], **changes))


@pytest.mark.parametrize(("check", "language", "source", "text", "suggestion"), PLANTED)
def test_a_planted_fault_is_found_by_its_check(check, language, source, text, suggestion):
    found = judged(language, source, text)
    others = {"tokens-kept", "address", "figure", "term", "glyph"} if suggestion is None else set()

    assert check in {finding.check for finding in found}
    assert {finding.check for finding in found} - others == {check}
    assert {finding.suggestion for finding in found if finding.check == check} == {suggestion or ""}
    assert {finding.severity for finding in found if finding.check == check} == {CHECKS[check].severity}


@pytest.mark.parametrize(("language", "source", "text"), [(row[1], row[2], row[4]) for row in PLANTED if row[4]])
def test_a_suggestion_is_right(language, source, text):
    assert judged(language, source, text) == []


@pytest.mark.parametrize("row", [row for row in PLANTED if row[0] not in {"end", "outer-space"}], ids=str)
def test_a_finding_shows_a_piece_of_the_text(row):
    _, language, source, text, _ = row

    assert [finding.snippet for finding in judged(language, source, text) if finding.snippet not in text] == []


def test_every_check_has_a_planted_fault():
    elsewhere = {"names-kept", "plural-forms"}

    assert {row[0] for row in PLANTED} | elsewhere == set(CHECKS)


def test_a_name_in_braces_of_a_template_is_kept():
    found = judged("az", "Edition of {date}", "Nəşr: {data}", domain="ui")

    assert [(finding.check, finding.snippet) for finding in found] == [("names-kept", "{data}")]


@pytest.mark.parametrize(
    ("language", "forms", "message"),
    [
        ("ru", ("{n} лист", "{n} листа"), "the message has 2 plural forms, and 3 are needed"),
        ("ru", ("{n} лист", "", "{n} листов"), "the plural form msgstr[1] is empty"),
        ("az", ("vərəq", "{n} vərəq"), "the plural form msgstr[0] lacks {n}"),
    ],
)
def test_a_missing_plural_form_is_found(language, forms, message):
    found = judged(language, "{n} sheets", forms[-1], domain="ui", plural_forms=forms)

    assert [(finding.check, finding.message) for finding in found] == [("plural-forms", message)]


def test_complete_plural_forms_are_left_alone():
    forms = ("{n} лист", "{n} листа", "{n} листов")

    assert judged("ru", "{n} sheets", forms[-1], domain="ui", plural_forms=forms) == []


@pytest.mark.parametrize("language", ["az", "ru"])
@pytest.mark.parametrize("number", range(len(RIGHT)))
def test_right_text_raises_no_alarm(language, number):
    english, *translations = RIGHT[number]
    text = translations[("az", "ru").index(language)]
    shared = catalog_context(SOURCES, language, [row[2] for row in RIGHT])
    found = check_translation(english, text, language, KNOWN, NUMERALS, replace(shared, limit=length_limit(english)))

    assert [(finding.check, finding.message) for finding in found] == []


def test_right_english_text_raises_no_alarm():
    found = [finding for row in RIGHT for finding in check_text(row[0], "en", KNOWN, NUMERALS)]

    assert found == []


def test_the_page_of_right_text_is_a_page():
    assert len(RIGHT) >= 40


@pytest.mark.parametrize("language", ["az", "ru"])
def test_our_own_catalogs_are_clean(language):
    loaded = load_book(SOURCES)
    messages = {"content": loaded.messages, "ui": ui_messages(SOURCES)}
    entries = {d: read_catalog(SOURCES, f"translations/{language}/LC_MESSAGES/{d}.po") for d in messages}
    texts = [entry.translation for domain in entries.values() for entry in domain.values()]
    shared, known, found = catalog_context(SOURCES, language, texts), known_names(loaded), []
    for domain, catalog in entries.items():
        for key, message in messages[domain].items():
            if key in catalog and catalog[key].translation:
                context = message_context(shared, message, switched_off=catalog[key].switched_off)
                numerals = getattr(message, "numerals", ())
                text = catalog[key].translation
                found += [
                    (key, finding.check, finding.message)
                    for finding in check_translation(message.text, text, language, known, numerals, context)
                ]

    assert found == []


def test_our_own_english_is_clean():
    assert list(source_problems(load_book(SOURCES))) == []


@pytest.mark.parametrize(
    ("source", "text", "is_name"),
    [
        ("Los Angeles Times", "Los Angeles Times", True),
        ("urban.az", "urban.az", True),
        ("{size} mm, A4", "{size} mm, A4", False),
        ("1990", "1990", False),
        ("*Los Angeles Times*", "*Los Angeles Times*", False),
        ("Conflict in the Soviet Union", "Conflict in the Soviet Union", True),
    ],
)
def test_names_codes_and_addresses_may_stay_as_they_are(source, text, is_name):
    assert judged("ru", source, text, is_name=is_name, domain="ui") == []


@pytest.mark.parametrize(
    "text", ["press", "official brochure", "letter and comment article", "A letter of some people"]
)
def test_a_name_that_is_a_description_is_translated(text):
    found = judged("az", text, text, is_name=True)

    assert [finding.check for finding in found] == ["unchanged"]


def test_a_title_of_a_source_keeps_its_month_and_its_words():
    assert judged("az", "Black January", "Black January", is_name=True) == []


def test_months_of_a_title_are_compared_where_both_texts_name_one():
    found = judged("ru", "Decree of 19 January 1990", "Указ от 19 марта 1990 года", is_name=True)

    assert {finding.check for finding in found} == {"month"}


class TestSwitches:
    """A check is switched off for one message, with a reason, and for nothing."""

    def judged_with(self, text, switches):
        return [
            (finding.check, finding.severity, finding.message)
            for finding in judged("az", "the city and the night", text, switched_off=switches)
        ]

    def test_a_false_alarm_is_hidden(self):
        assert self.judged_with("şəhər ve gecə", {"avoid": "a name"}) == []

    def test_a_switch_that_hides_nothing_is_told(self):
        found = self.judged_with("şəhər və gecə", {"avoid": "a name"})

        assert found == [("switch", "warning", "“off: avoid” hides nothing")]

    def test_a_switch_without_a_reason_is_told(self):
        found = self.judged_with("şəhər ve gecə", {"avoid": " "})

        assert found == [("switch", "warning", "“off: avoid” gives no reason")]

    def test_a_switch_of_no_check_is_told(self):
        found = self.judged_with("şəhər və gecə", {"turkish": "a name"})

        assert found == [("switch", "warning", "“off: turkish” names no check")]

    def test_some_checks_cannot_be_switched_off(self):
        found = self.judged_with("şəhər {N01} və gecə", {"tokens-kept": "it is so"})

        assert [(check, severity) for check, severity, _ in found] == [("tokens-kept", "error"), ("switch", "warning")]

    def test_a_switch_hides_no_other_check(self):
        found = self.judged_with("şəhər  ve gecə", {"avoid": "a name"})

        assert [check for check, _, _ in found] == ["space"]


def test_a_language_without_rules_of_its_own_is_judged_by_the_common_ones():
    found = check_translation("{N01} of the city", "şehir {N02}", "tr", KNOWN, (), Context(limit=5))

    assert {finding.check for finding in found} == {"tokens-kept", "length"}


def test_the_limit_of_length_holds_every_translation_of_ours_and_grows_with_the_english():
    limits = [length_limit("x" * length) for length in (0, 4, 100, 400)]

    assert limits == [20, 25, 132, 468]


def test_translators_are_told_of_every_check():
    readme = (ROOT / "translations/README.md").read_text(encoding="utf-8")

    assert checks_table() in readme


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("terms", "en: [curfew]", "english: [curfew]", "the key english is unknown"),
        ("terms", "az: [komendant saat*]", "az: [ko*mendant]", "“ko*mendant” is not written as it must be"),
        ("avoid", "why: the word is Turkish", "why:", "why"),
    ],
)
def test_a_mistake_in_the_lists_of_words_is_told_with_its_line(world, name, old, new, message):
    path = f"data/book/{name}.yaml"
    world.write(path, (ROOT / path).read_text(encoding="utf-8"))
    line = world.replace(path, old, new)
    result = world.run("check")

    assert f"{path}:{line}: error:" in result.output + result.stderr
    assert message in result.output + result.stderr


PIECES = (
    "gecə", "ночь", "19", "20", "1990", "26 000", "-", "–", "—", "--", " ", "  ", ".", ",", ":", "“", "”", "«", "»",
    "„", '"', "'", "’", "(", ")", "*", "{N01}", "[@A01]", "[x](https://a.org)", "%", "km", "км", "т.е.", "-ci", "-dan",
    "-го", " января", "XX", "ё", "е", "!", "…", "\u00a0",
)  # fmt: skip
SCRAPS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(SCRAPS, st.sampled_from(["en", "az", "ru"]))
def test_a_text_keeps_its_length_and_its_words_when_tokens_are_masked(text, language):
    hidden = masked(text)

    assert len(hidden) == len(text)
    assert [b for a, b in zip(text, hidden, strict=True) if a.isalnum() and b.isalnum() and a != b] == []


@given(SCRAPS.map(str.strip), SCRAPS, st.sampled_from(["az", "ru"]))
def test_no_scrap_of_text_upsets_the_checks_and_suggestions_come_to_an_end(source, text, language):
    for _ in range(12):
        found = check_translation(source, text, language, KNOWN, (), replace(SHARED[language], limit=9))
        better = next((finding.suggestion for finding in found if finding.suggestion not in {"", text}), text)
        if better == text:
            break
        text = better
    else:
        pytest.fail(f"suggestions go on for ever, at last with {text!r}")

    assert "\ufdd0" not in text
