"""A table of invented events, for benchmarks and tests alone: ``python tests/sample_events.py 100`` prints it.

Nothing in it takes place: hosts, halls, streets and addresses are made up. ``example`` is false all the same, since
benchmarks need the pages that a real event gets, without the mark of an example. So it is never an event of the
project, and its pages are not to be passed on. The same count gives the same text; a longer table begins like a
shorter one.
"""

import csv
import io
import sys

YEAR = 2027
# English, Azerbaijani and Russian name of city and country, and the time zone.
PLACES = (
    ("London", "London", "Лондон", "United Kingdom", "Böyük Britaniya", "Великобритания", "Europe/London"),
    ("Berlin", "Berlin", "Берлин", "Germany", "Almaniya", "Германия", "Europe/Berlin"),
    ("Vienna", "Vyana", "Вена", "Austria", "Avstriya", "Австрия", "Europe/Vienna"),
    ("Rome", "Roma", "Рим", "Italy", "İtaliya", "Италия", "Europe/Rome"),
    ("Madrid", "Madrid", "Мадрид", "Spain", "İspaniya", "Испания", "Europe/Madrid"),
    ("Warsaw", "Varşava", "Варшава", "Poland", "Polşa", "Польша", "Europe/Warsaw"),
    ("Toronto", "Toronto", "Торонто", "Canada", "Kanada", "Канада", "America/Toronto"),
    ("Prague", "Praqa", "Прага", "Czechia", "Çexiya", "Чехия", "Europe/Prague"),
    ("Oslo", "Oslo", "Осло", "Norway", "Norveç", "Норвегия", "Europe/Oslo"),
    ("Tokyo", "Tokio", "Токио", "Japan", "Yaponiya", "Япония", "Asia/Tokyo"),
)
STARTS = ("11:30", "14:00", "17:45", "18:30", "19:00")


def sample_events(count: int) -> str:
    """CSV of ``count`` events with all that a page can show but a logo; every third has a web address."""
    rows = [_row(number) for number in range(1, count + 1)]
    target = io.StringIO()
    writer = csv.DictWriter(target, list(_row(1)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def _row(number: int) -> dict[str, str]:
    city_en, city_az, city_ru, country_en, country_az, country_ru, zone = PLACES[number % len(PLACES)]
    return {
        "slug": f"sample-{number:03}",
        "date": f"{YEAR}-01-{16 + number % 9}",
        "start": STARTS[number % len(STARTS)],
        "time_zone": zone,
        "city.en": city_en,
        "city.az": city_az,
        "city.ru": city_ru,
        "country.en": country_en,
        "country.az": country_az,
        "country.ru": country_ru,
        "venue.en": f"Example Hall {number}",
        "venue.az": f"Nümunə zalı {number}",
        "venue.ru": f"Зал «Пример» {number}",
        "address": f"{number} Example Street",
        "host.en": f"Example Association {number}",
        "host.az": f"Nümunə Assosiasiyası {number}",
        "host.ru": f"Ассоциация «Пример» {number}",
        "contact": f"hello-{number}@example.org",
        "url": f"https://www.example.org/events/{number}" if number % 3 == 0 else "",
        "languages": "en az ru",
        "paper": "a",
        "products": "booklet poster",
        "example": "false",
    }


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.write(sample_events(int(sys.argv[1])))
