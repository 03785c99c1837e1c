"""The eight questions of ``booklet new``, and the event file that the answers make."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from pathlib import Path

from booklet.content.event_rows import SLUG
from booklet.content.events import FOLDER, event_path
from booklet.model import Event
from booklet.problems import ContentError, Problem
from booklet.sources import Sources
from booklet.zones import is_zone


@dataclass(frozen=True)
class Question:
    """A key of the event file, what to ask for it, and the answer that Enter gives."""

    key: str
    text: str
    default: str = ""


QUESTIONS = (
    Question("date", "1/8 Date (YYYY-MM-DD)", "2027-01-20"),
    Question("start", "2/8 Start, 24 hours (HH:MM)"),
    Question("time_zone", "3/8 Time zone (Continent/City, for example Europe/London)"),
    Question("city", "4/8 City"),
    Question("country", "5/8 Country"),
    Question("venue", "6/8 Venue and address"),
    Question("host", "7/8 Host (embassy, association, club)"),
    Question("paper", "8/8 Paper: a (A4) or us (Letter)", "a"),
)


def path_of_new(root: Path, slug: str) -> Path:
    """Where the new event's file will lie; ContentError for a bad name or one that is taken."""
    path = f"{FOLDER}/{slug}.yaml"
    if not SLUG.fullmatch(slug):
        hint = "use small letters a-z, figures and hyphens, for example london-2027"
        raise ContentError(Problem(FOLDER, None, "error", f"{slug} is no name for an event file", hint))
    taken = event_path(Sources(root), slug)
    if (root / path).exists() or taken != path:
        raise ContentError(Problem(taken, None, "error", "this event exists already", "open it, or take another name"))
    return root / path


def mistake_in(key: str, answer: str) -> str | None:
    """Why an answer cannot stand, in a sentence; None where it can."""
    if not answer:
        return "a date is needed, for example 2027-01-20" if key == "date" else None
    checks = {"date": _date_mistake, "start": _clock_mistake, "time_zone": _zone_mistake, "paper": _paper_mistake}
    return checks[key](answer) if key in checks else None


def _date_mistake(answer: str) -> str | None:
    mistake = f"{answer} is no date; write it as 2027-01-20"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", answer):
        return mistake
    try:
        year = dt.date.fromisoformat(answer).year
    except ValueError:
        return mistake
    return None if year > 1990 else "the year must be after 1990"


def _clock_mistake(answer: str) -> str | None:
    return None if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", answer) else f"{answer} is no time; write it as 18:30"


def _zone_mistake(answer: str) -> str | None:
    return None if is_zone(answer) else f"{answer} is unknown; for example Europe/London or America/New_York"


def _paper_mistake(answer: str) -> str | None:
    return None if answer in {"a", "us"} else "answer a or us"


def event_text(answers: dict[str, str]) -> str:
    """The event file of the answers; keys without an answer stand there as comments."""
    answers = dict(answers)
    if not answers.get("time_zone"):
        answers["start"] = ""
    lines = [
        "# yaml-language-server: $schema=../schema/event.schema.json",
        "# One text serves all languages; or write one for each: city: {en: London, az: London, ru: Лондон}",
        "",
    ]
    lines += [f"{key}: {_yaml(key, value)}" if value else f"# {key}:" for key, value in answers.items()]
    given = {*answers, "slug", "year", "example"}
    lines += ["", "# More that an event may say; data/events/example.yaml shows each:"]
    lines += [f"# {key}:" for key in Event.model_fields if key not in given]
    return "\n".join(lines) + "\n"


def _yaml(key: str, value: str) -> str:
    return value if key in {"date", "paper"} else json.dumps(value, ensure_ascii=False)
