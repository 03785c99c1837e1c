"""Events: what an organiser may leave open, the minute of silence in local time, dates of the place."""

import datetime as dt

import pytest
from pydantic import ValidationError

from booklet.compose.events import event_view, minute_of_silence
from booklet.content import event_slugs, load_events
from booklet.model import LANGUAGES, Event
from booklet.problems import ContentError
from booklet.zones import is_zone, zone

EVENT = "data/events/vigil.yaml"
DAY = dt.date(2027, 1, 20)


def event(**values: object) -> Event:
    return Event.model_validate({"slug": "x", "date": DAY, **values})


# ── the minute of silence ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Asia/Baku", "12:00"),
        ("Europe/London", "08:00"),
        ("Europe/Berlin", "09:00"),
        ("Europe/Istanbul", "11:00"),
        ("Europe/Moscow", "11:00"),
        ("America/New_York", "03:00"),
        ("America/Los_Angeles", "00:00"),
        ("America/St_Johns", "04:30"),
        ("Asia/Kolkata", "13:30"),
        ("Asia/Kathmandu", "13:45"),
        ("Asia/Tokyo", "17:00"),
        ("Australia/Sydney", "19:00"),
        ("Pacific/Auckland", "21:00"),
        ("UTC", "08:00"),
    ],
)
def test_noon_in_baku_is_told_in_local_time(name, local):
    time, zone_name = minute_of_silence(event(time_zone=name))

    assert (f"{time:%H:%M}", zone_name) == (local, name)


@pytest.mark.parametrize(
    ("name", "minute"),
    [("Pacific/Honolulu", "19 January, 22:00"), ("America/Los_Angeles", "00:00"), ("Pacific/Auckland", "21:00")],
)
def test_noon_in_baku_that_is_the_day_before_elsewhere_prints_with_its_date(world, name, minute):
    world.replace(EVENT, "time_zone: Europe/London", f"time_zone: {name}")

    assert words(view(world).minute_local) == minute


def test_summer_time_of_both_places_counts():
    summer_2015 = minute_of_silence(event(date=dt.date(2015, 7, 20), time_zone="Europe/London"))
    summer_2027 = minute_of_silence(event(date=dt.date(2027, 7, 20), time_zone="Europe/London"))

    assert (summer_2015[0].time(), summer_2027[0].time()) == (dt.time(8), dt.time(9))


@pytest.mark.parametrize("values", [{"time_zone": None}, {"date": None, "year": 2027, "time_zone": "Europe/London"}])
def test_without_a_zone_or_a_date_no_time_is_invented(values):
    assert minute_of_silence(event(**values)) == (None, "")


def test_zones_come_from_the_pinned_database_and_not_from_this_computer(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")

    assert is_zone("Europe/London")
    assert not any(
        is_zone(name) for name in ("localtime", "posixrules", "europe/london", "../../etc/passwd", "", "Europe")
    )
    assert zone("Asia/Baku").utcoffset(dt.datetime(2027, 1, 20)) == dt.timedelta(hours=4)  # noqa: DTZ001 - local


# ── how an event prints ─────────────────────────────────────────────────────────────────────────────────────────────


def view(world, language: str = "en", qr_mm: float = 20.0):
    [loaded] = load_events(world.sources, ["vigil"])
    return event_view(world.sources, loaded, language, qr_mm=qr_mm)


def words(text: str) -> str:
    return " ".join(text.replace("\u2060", "").split())


@pytest.mark.parametrize(
    ("language", "date", "start", "place", "minute"),
    [
        ("en", "Wednesday, 20 January 2027", "18:30", "London", "08:00"),
        ("az", "20 yanvar 2027-ci il, çərşənbə", "18:30", "London", "08:00"),
        ("ru", "среда, 20 января 2027 года", "18:30", "Лондон", "08:00"),
    ],
)
def test_an_event_prints_in_the_reader_s_language(world, language, date, start, place, minute):
    made = view(world, language)

    assert words(made.date).casefold() == date.casefold()
    assert (words(made.start), words(made.place), words(made.minute_local)) == (start, place, minute)
    assert words(made.programme[0][1]) == {"en": "Flowers", "az": "Güllər", "ru": "Цветы"}[language]


def test_one_text_serves_all_languages(world):
    assert {view(world, language).host for language in LANGUAGES} == {"Example"}


def test_what_is_open_prints_as_nothing(world):
    world.write(EVENT, "year: 2027\n")
    made = view(world)

    assert (made.date, made.start, made.place, made.venue, made.host, made.logo) == ("",) * 6
    assert (made.minute_local, made.url, made.qr, made.programme) == ("", "", None, ())


def test_a_date_without_a_zone_prints_without_a_minute_of_silence(world):
    world.write(EVENT, "date: 2027-01-20\n")

    assert (words(view(world).date), view(world).minute_local) == ("Wednesday, 20 January 2027", "")


def test_a_code_grows_with_its_address_and_stops_where_its_modules_are_too_small(world):
    world.replace(EVENT, "example.org/vigil", "example.org/" + "v" * 180)

    assert view(world, qr_mm=20.0).qr is None
    assert view(world, qr_mm=40.0).qr is not None


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_event_file_is_an_event(world):
    world.write("data/events/another-2.yaml", "year: 2027\n")

    assert event_slugs(world.sources) == ["another-2", "vigil"]
    assert [made.slug for made in load_events(world.sources, ["vigil", "another-2"])] == ["vigil", "another-2"]


def test_mistakes_of_all_events_are_told_together(world):
    world.write("data/events/another.yaml", "year: 2027\nvneue: x\n")
    world.replace(EVENT, "Europe/London", "Europe/Lundon")
    with pytest.raises(ContentError) as caught:
        load_events(world.sources, ["vigil", "another", "third"])

    assert [(problem.path, problem.line) for problem in caught.value.problems] == [
        (EVENT, 4),
        ("data/events/another.yaml", 2),
        ("data/events/third.yaml", None),
    ]


def test_only_the_languages_of_the_event_need_a_text(world):
    world.replace(EVENT, "languages: [en, az, ru]", "languages: [en, ru]")
    world.replace(EVENT, "  az: Anım axşamı\n", "")

    assert load_events(world.sources, ["vigil"])[0].text("title", "az") is None


def test_the_slug_is_the_file_s_name_and_no_key(world):
    world.replace(EVENT, "host: Example", "slug: other\nhost: Example")

    with pytest.raises(ContentError, match="the file's name is the event's slug"):
        load_events(world.sources, ["vigil"])


@pytest.mark.parametrize(
    "values",
    [{"year": 2027}, {"date": None}, {"start": "18:30"}, {"date": None, "year": 1990}, {"languages": ()}],
    ids=["date and year", "neither", "start without zone", "year too early", "no language"],
)
def test_an_event_that_contradicts_itself_is_none(values):
    with pytest.raises(ValidationError):
        event(**values)


def test_the_year_of_the_anniversary_is_that_of_the_date():
    assert event().commemorated_year == 2027
    assert event(date=None, year=2030).commemorated_year == 2030
