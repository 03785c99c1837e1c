"""The programme, the role sheets and what is made of the roll: running order, cues, names, cards, the wall sheet."""

import datetime as dt
import io
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from booklet.build import Selection, read_selection
from booklet.compose.programme import baku_time, name_times, programme_items, slots
from booklet.content import load_events
from booklet.language import RESPELT_SOUNDS, format_minutes, respell
from booklet.model import LANGUAGES, Edition, Event, Person, ProgrammeRow, Translated
from booklet.pipeline import make_edition
from booklet.preflight import preflight, printer_named
from booklet.problems import ContentError
from booklet.project import Project
from booklet.sources import Sources
from tests.editions import CHECKOUT, plain

EVENT = "data/events/vigil.yaml"
DAY = "date: 2027-01-20\nlanguages: [en]\nprogramme:\n"
SHEET_OF_CARDS = 10


def row(time: str, **values: object) -> ProgrammeRow:
    return ProgrammeRow.model_validate({"time": time, "item": "Item", **values})


# ── the running order ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_item_takes_until_its_own_end_or_until_the_next():
    rows = (row("18:30", minutes=10), row("18:45", until="19:00"), row("19:05"), row("19:20"))

    assert [(slot.begins, slot.ends, slot.minutes) for slot in slots(rows)] == [
        (1110, 1120, 10),
        (1125, 1140, 15),
        (1145, 1160, 15),
        (1160, None, None),
    ]


@given(st.lists(st.integers(min_value=0, max_value=1439), unique=True, min_size=1, max_size=80))
def test_items_without_a_length_fill_the_time_between_them(begins):
    placed = slots([row(format_minutes(begin)) for begin in sorted(begins)])

    assert [slot.ends for slot in placed[:-1]] == [slot.begins for slot in placed[1:]]
    assert all(slot.minutes > 0 for slot in placed[:-1])
    assert placed[-1].ends is None


def test_a_vigil_may_go_on_after_midnight():
    [only] = programme_items(Event(slug="x", year=2027, programme=(row("23:50", minutes=20),)), "en")

    assert (only.time, only.end, only.minutes) == ("23:50", "00:10", "20")


@pytest.mark.parametrize(
    ("zone", "clock", "language", "hour"),
    [
        ("Europe/London", "19:00", "en", "23:00"),
        ("Asia/Baku", "19:00", "en", "19:00"),
        ("America/New_York", "18:00", "en", "21 January, 03:00"),
        ("America/New_York", "18:00", "az", "21 yanvar, 03:00"),
        ("America/New_York", "18:00", "ru", "21 января, 03:00"),
        ("Pacific/Honolulu", "12:00", "en", "21 January, 02:00"),
        ("Pacific/Honolulu", "09:00", "en", "23:00"),
        ("Pacific/Auckland", "08:00", "en", "19 January, 23:00"),
        (None, "19:00", "en", ""),
    ],
)
def test_a_minute_of_silence_tells_the_hour_in_baku_and_its_date_where_it_is_another(zone, clock, language, hour):
    told = baku_time(Event(slug="x", date=dt.date(2027, 1, 20), time_zone=zone), clock, language)

    assert " ".join(told.replace("\u2060", "").split()) == hour


@given(st.integers(min_value=0, max_value=300), st.integers(min_value=60, max_value=1200))
def test_names_are_timed_by_their_pace(count, pace):
    times = [60 * int(minutes) + int(seconds) for minutes, seconds in (t.split(":") for t in name_times(count, pace))]

    assert len(times) == count + 1
    assert times == sorted(times)
    assert times[0] == 0
    assert abs(times[-1] - 3600 * count / pace) <= 0.5


# ── mistakes in a programme ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("rows", "line", "message"),
    [
        (
            "- {time: '18:30', minutes: 20, item: Words}\n- {time: '18:45', item: Music}\n",
            5,
            "“Words” takes until 18:50, but “Music” begins at 18:45",
        ),
        (
            "- {time: '18:30', until: '19:00', item: Words}\n- {time: '18:45', item: Music}\n",
            5,
            "“Words” takes until 19:00, but “Music” begins at 18:45",
        ),
        (
            "- {time: '18:30', item: Words}\n- {time: '18:30', item: Music}\n",
            5,
            "“Words” and “Music” both begin at 18:30",
        ),
        ("- {time: '18:30', item: Words}\n- {time: '18:00', item: Music}\n", 5, "18:00 stands after 18:30"),
        (
            "- {time: '18:30', kind: speech, item: Words}\n",
            4,
            "“Words” has no language, and somebody speaks (kind: speech)",
        ),
        ("- {time: '18:30', kind: reading, item: Poem}\n", 4, "“Poem” has no language, and somebody speaks"),
        ("- {time: '18:30', until: '19:00', minutes: 5, item: Words}\n", 4, "an item says either until when"),
        ("- {time: '18:30', until: '18:30', item: Words}\n", 4, "until 18:30 is not after 18:30"),
        ("- {time: '18:30', kind: dance, item: Words}\n", 4, "kind: “dance” is none of"),
        ("- {time: '18:30', minutes: 0, item: Words}\n", 4, "minutes: “0”"),
    ],
)
def test_a_mistake_in_a_programme_is_told_with_its_line(world, rows, line, message):
    world.write(EVENT, DAY + rows)
    with pytest.raises(ContentError) as caught:
        load_events(world.sources, ["vigil"])
    [problem] = caught.value.problems

    assert (problem.path, problem.line) == (EVENT, line)
    assert message in problem.message


def test_items_that_follow_each_other_without_a_gap_do_not_overlap(world):
    world.write(EVENT, DAY + "- {time: '18:30', minutes: 15, item: Words}\n- {time: '18:45', item: Music}\n")
    [event] = load_events(world.sources, ["vigil"])

    assert [item.minutes for item in programme_items(event, "en")] == ["15", ""]


# ── how names are said ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "reader", "spelt"),
    [
        ("Şəhidlər Xiyabanı", "en", "sha-heed-lar khee-yah-bah-nuh"),
        ("Şəhidlər Xiyabanı", "ru", "шэ-хид-лэр хи-йа-ба-ны"),
        ("İlham Allahverdiyev", "en", "eel-hahm ahl-lah-ver-dee-yev"),
        ("Işıq", "ru", "ы-шыг"),
        ("Azərbaycan SSR", "en", "ah-zar-bahy-jahn SSR"),
        ("Səadət", "en", "sa-ah-dat"),
        ("“Əbədi məşəl”", "ru", "“э-бэ-ди мэ-шэл”"),
        ("Qara Yanvar", "az", ""),
    ],
)
def test_azerbaijani_is_spelt_out_for_the_reader(name, reader, spelt):
    assert respell(name, reader) == spelt


@given(st.text("abcçdeəfgğhxıijkqlmnoöprsştuüvyz -", max_size=40))
def test_what_is_spelt_out_in_russian_has_no_latin_letter_left(text):
    assert not set("abcçdeəfgğhxıijkqlmnoöprsştuüvyz") & set(respell(text, "ru"))


def test_the_sounds_that_are_explained_have_their_texts():
    roles = (CHECKOUT / "data/book/sections/roles.yaml").read_text(encoding="utf-8")

    assert all(f"- id: sound-{sound.id}\n" in roles for sounds in RESPELT_SOUNDS.values() for sound in sounds)


# ── the pages ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def project() -> Project:
    """The example and the edition without an event, in all languages."""
    return read_selection(Sources(CHECKOUT), Selection(("example", "general"), LANGUAGES, ("roles",), "a"))[0]


def pages(
    product: str,
    form: str = "a4",
    *,
    language: str = "en",
    event: str = "example",
    rows: int | None = None,
    roll: tuple[Person, ...] | None = None,
) -> list[str]:
    """The text of each page of an edition, of a programme with so many rows and of another roll where they are given.

    A press file is judged as for the default printer: nothing to say about it.
    """
    read = project()
    chosen = next(found for found in read.events if found.slug == event)
    if rows is not None:
        made = [row(format_minutes(600 + 5 * number), item=f"Item {number}") for number in range(rows)]
        chosen = chosen.model_copy(update={"programme": tuple(made)})
    if roll is not None:
        book = read.loaded.book.model_copy(update={"roll": roll})
        read = replace(read, loaded=replace(read.loaded, book=book))
    made_of = read.loaded.book.products[product]
    size = next(size for size in made_of.formats if size.id == form)
    edition = Edition(event=chosen, language=language, product=made_of, format=size)
    files = make_edition(read, edition, ("press", "screen")).files
    if "press" in files:
        report = preflight(
            files["press"], printer_named(read.printers, "default"), name=product, printer_name="default"
        )
        assert not report.problems
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(files["screen"]))]


def people(count: int, name: str = "Ad Soyad{number}", **values: object) -> tuple[Person, ...]:
    """An invented roll."""
    return tuple(
        Person.model_validate(
            {
                "id": f"person-{number}",
                "name": Translated(az=name.replace("{number}", f" {number}")),
                "place": "Baku",
                "sources": ("A100", "A101"),
                **values,
            }
        )
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("form", "rows", "count"), [("a5", 0, 4), ("half-letter", 9, 4), ("a6", 9, 2), ("quarter-letter", 0, 2)]
)
def test_a_programme_keeps_its_sides(form, rows, count):
    assert len(pages("programme", form, rows=rows)) == count


def test_eighty_rows_fit_the_folder_and_every_one_is_printed():
    made = pages("programme", "a5", rows=80)

    assert len(made) == 4
    assert all(f"Item {number}\r" in f"{made[1]}\r{made[2]}\r" for number in (0, 40, 79))


def test_eighty_rows_run_over_several_cards():
    made = pages("programme", "a6", rows=80)

    assert len(made) > 2
    assert "Item 79" in made[-1]


def test_a_programme_prints_times_people_languages_and_the_hour_in_baku():
    [_, order] = pages("programme", "a6", language="az")

    assert all(
        plain(text) in plain(order) for text in ("18:45", "Tələbələr", "ingilis dilində", "Bakı vaxtı ilə 23:00")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_role_sheets_give_each_role_its_rows(language):
    text = " ".join(pages("roles", language=language))
    names = {"en": "Words of a guest", "az": "Qonağın çıxışı", "ru": "Слово гостя"}

    assert plain(text).count(plain(names[language])) == 3
    assert plain("Şəhidlər Xiyabanı") in plain(text)
    assert ("шэ-хид-лэр" in text) == (language == "ru")


def test_role_sheets_without_a_programme_have_lines_to_write_on():
    assert len(pages("roles", event="general")) == 4


def test_eighty_rows_have_eighty_cues():
    text = " ".join(pages("roles", rows=80))

    assert text.count("Say what follows and where.") == 80


def test_names_are_read_with_their_times_and_sources():
    [text] = pages("names")

    assert all(part in text for part in ("0:00", "0:28", "650 names an hour", "eel-hahm", "Sources of the names"))


def test_a_roll_as_long_as_the_ledger_fills_more_pages_and_loses_nobody():
    made = " ".join(pages("names", roll=people(150)))

    assert all(f"Soyad {number}" in made for number in range(150))
    assert "13:51" in made


@pytest.mark.parametrize(
    ("product", "form", "words", "held"),
    [
        ("names", "a4", "Keep a minute of silence", ()),
        ("names", "letter", "Keep a minute of silence", people(3, hold="the family asks for silence")),
        ("wall", "a3", "In silence for all who died", people(3, sources=("A100",))),
        ("candles", "a4", "For all who died", ()),
    ],
)
def test_without_a_cleared_name_a_page_of_silence_is_printed(product, form, words, held):
    [text] = pages(product, form, roll=held)

    assert words in " ".join(text.split())
    assert "Soyad" not in text


def test_of_a_minor_name_and_age_alone_are_printed():
    minor = people(1, age=9, death="1990-01-20", birth="1980-05-02", patronymic="Əli qızı")
    texts = [" ".join(pages(product, form, roll=minor)) for product, form in (("names", "a4"), ("wall", "a3"))]
    texts += pages("candles", roll=minor)

    for text in texts:
        assert "aged 9" in " ".join(text.split())
        assert not any(part in text for part in ("Əli", "1980", "20 January"))


@pytest.mark.parametrize("name", ["Nəriman " * 7 + "Soy", "Ə" * 60], ids=["words", "one word"])
@pytest.mark.parametrize(("product", "form"), [("names", "a4"), ("wall", "a3"), ("candles", "letter")])
def test_a_name_of_sixty_letters_is_printed_whole(product, form, name):
    [text] = pages(product, form, roll=people(1, name=name))

    assert plain(name) in plain(text)


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (10, 1), (11, 2)])
def test_cards_are_printed_ten_to_a_sheet_and_none_is_empty(count, sheets):
    made = pages("candles", roll=people(count))
    everyone = sum(" ".join(text.split()).count("For all who died") for text in made)

    assert len(made) == sheets
    assert everyone == sheets * SHEET_OF_CARDS - count


def test_a_wall_of_a_hundred_and_fifty_names_loses_nobody():
    made = " ".join(pages("wall", "a3", roll=people(150)))

    assert all(f"Soyad {number}" in made for number in range(150))
