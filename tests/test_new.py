"""``booklet new``: eight questions, and a file that loads as it is."""

import pytest

from booklet.content import load_events
from booklet.events_new import QUESTIONS, event_text, mistake_in, path_of_new
from booklet.model import Event
from booklet.problems import ContentError, ExitCode

ANSWERS = ["2027-01-20", "18:30", "Europe/London", "London", "United Kingdom", "Hall 1", "The club", "us"]


def asked(world, slug: str, answers: list[str]):
    return world.run("new", slug, answers="\n".join([*answers, ""]))


def made(world, slug: str) -> Event:
    return load_events(world.sources, [slug])[0]


def test_answers_become_a_file_that_loads(world):
    result = asked(world, "london-2027", ANSWERS)
    event = made(world, "london-2027")

    assert result.exit_code == ExitCode.DONE, result.stderr
    assert "make event=london-2027" in result.stdout
    assert (str(event.date), event.start, event.time_zone, event.paper) == (
        "2027-01-20",
        "18:30",
        "Europe/London",
        "us",
    )
    assert (event.city, event.country, event.venue, event.host) == ("London", "United Kingdom", "Hall 1", "The club")


def test_the_new_event_can_be_built_at_once(world):
    asked(world, "club", [*ANSWERS[:7], "a"])
    world.replace("data/events/club.yaml", "# languages:", "languages: [en]")
    world.replace("data/events/club.yaml", "# products:", "products: [booklet]")
    result = world.run("build", "club", "--jobs", "1")

    assert (result.exit_code, len(world.printed())) == (ExitCode.DONE, 2), result.stderr


def test_there_are_eight_questions_and_all_but_the_date_may_stay_open(world):
    result = asked(world, "open", ["", "", "", "", "", "", "", ""])
    event = made(world, "open")

    assert (len(QUESTIONS), result.exit_code) == (8, ExitCode.DONE)
    assert (str(event.date), event.start, event.time_zone, event.city, event.paper) == (
        "2027-01-20",
        None,
        None,
        None,
        "a",
    )


def test_bad_answers_are_asked_again(world):
    bad = ["soon", "2027-02-30", *ANSWERS[:1], "noon", "12.00", *ANSWERS[1:2], "London", *ANSWERS[2:7], "A4", "us"]
    result = asked(world, "london", bad)

    assert result.exit_code == ExitCode.DONE, result.stderr
    assert made(world, "london").start == "18:30"
    for complaint in ("soon is no date", "2027-02-30 is no date", "noon is no time", "12.00 is no time",
                      "London is unknown", "answer a or us"):  # fmt: skip
        assert complaint in result.stderr


@pytest.mark.parametrize(
    "answer",
    [
        'a "b": [x]',
        "a # b",
        "- x",
        "{x}",
        "yes",
        "12:00",
        "007",
        "№ 5, зал «Э»",
        "Şəhidlər xiyabanı",
        "a: b",
        "'",
        "&a",
    ],
)
def test_any_answer_comes_back_as_it_was_typed(world, answer):
    asked(world, "typed", [*ANSWERS[:5], answer, "The club", "a"])

    assert made(world, "typed").venue == answer


def test_a_start_without_a_zone_is_left_open_and_not_refused_later(world):
    asked(world, "zoneless", ["", "18:30", "", "", "", "", "", ""])

    assert made(world, "zoneless").start is None
    assert "# start:" in world.text("data/events/zoneless.yaml")


@pytest.mark.parametrize("slug", ["../x", "a/b", "/etc/x", "London", "a b", "_x", "x.yaml", "x" * 61, "şəhər", ""])
def test_a_bad_name_writes_nothing(world, slug):
    before = sorted(world.root.rglob("*"))

    with pytest.raises(ContentError, match="is no name for an event file"):
        path_of_new(world.root, slug)

    assert asked(world, slug or "A", ANSWERS).exit_code == ExitCode.CONTENT
    assert sorted(world.root.rglob("*")) == before


def test_an_event_that_exists_is_never_overwritten(world):
    before = world.text("data/events/vigil.yaml")
    result = asked(world, "vigil", ANSWERS)

    assert result.exit_code == ExitCode.CONTENT
    assert "this event exists already" in result.stderr
    assert world.text("data/events/vigil.yaml") == before


def test_answers_that_end_too_early_write_nothing(world):
    result = world.run("new", "early", answers="2027-01-20\n")

    assert result.exit_code != ExitCode.DONE
    assert not (world.root / "data/events/early.yaml").exists()


def test_every_key_that_an_event_may_have_is_shown(world):
    text = event_text(dict.fromkeys((question.key for question in QUESTIONS), "x"))
    keys = {line.lstrip("# ").partition(":")[0] for line in text.splitlines() if ":" in line}

    assert set(Event.model_fields) - {"slug", "year", "example"} <= keys


@pytest.mark.parametrize(
    ("key", "answer", "is_right"),
    [
        ("date", "", False),
        ("date", "2027-01-20", True),
        ("date", "20270120", False),
        ("date", "2027-W03-3", False),
        ("date", "1990-01-20", False),
        ("start", "00:00", True),
        ("start", "24:00", False),
        ("start", "9:30", False),
        ("time_zone", "Asia/Baku", True),
        ("time_zone", "localtime", False),
        ("paper", "us", True),
        ("paper", "letter", False),
        ("city", "anything", True),
    ],
)
def test_an_answer_is_judged_as_the_file_will_be(key, answer, is_right):
    assert (mistake_in(key, answer) is None) == is_right
