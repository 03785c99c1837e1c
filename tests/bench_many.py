"""Measures 10 and 100 events in three languages against bare WeasyPrint and against Typst, which set the same booklets.

All run one after the other in the same copy of the checkout. What would take too long for all booklets is done for
some, evenly taken from all events and languages, and scaled; its row says so.
"""

import json
import statistics
import sys

from tests.bench_measuring import Measurement, emptied, run
from tests.sample_events import sample_events

LANGUAGES = ("en", "az", "ru")
FEW, MANY = 10, 100
JOBS = 2
COLD, WARM = 6, 15

MEMORY_LIMIT_MB = 600
RENDER_LIMIT = 0.1
TYPST_LIMIT = 0.5


def measured(copy):
    """Rows for the table, of the copy of the checkout, whose events are replaced."""
    few = built(copy, FEW)
    yield Measurement(f"{FEW * len(LANGUAGES)} booklets of {FEW} events, press files", few.cpu, "CPU s")
    yield from memory(few, FEW)
    many = built(copy, MANY)
    editions = MANY * len(LANGUAGES)
    name = f"{editions} booklets"
    yield Measurement(f"{name} of {MANY} events, press files", many.cpu, "CPU s")
    yield Measurement(f"{name}, on the clock, {JOBS} jobs", many.seconds, "s")
    yield from memory(many, MANY)
    pages = sorted(json.loads(step(copy, "pages", "--events", ",".join(slugs(copy))).output))
    assert len(pages) == editions, f"{len(pages)} booklets are composed, not {editions}"
    ours = statistics.mean(pair[0] for pair in json.loads(step(copy, "warm", "--events", slugs(copy)[0]).output))
    yield Measurement("one of these, by rendering it whole, warm", many.cpu / editions, "CPU s", ours, RENDER_LIMIT)
    yield from by_weasyprint(copy, name, many, pages)
    yield from by_typst(copy, name, many, pages)


def built(copy, count):
    """The press files of so many events, made by one command."""
    emptied(copy)
    write_events(copy, count)
    command = ("--all", "--product", "booklet", "--delivery", "press", "--lang", ",".join(LANGUAGES))
    usage = run(copy, "-m", "booklet", "build", *command, "--jobs", JOBS, watch=True)
    files = len(press_files(copy))
    if files != count * len(LANGUAGES):
        sys.exit(f"error: {files} press files for {count} events in {len(LANGUAGES)} languages")
    return usage


def memory(usage, count):
    if usage.together is not None:
        yield Measurement(f"{count} events, all processes together", usage.together, "MB", None, MEMORY_LIMIT_MB)


def by_weasyprint(copy, name, many, pages):
    """A process for each file, and one warm process for all."""
    some = sample(pages, COLD)
    cold = sum(weasyprint(copy, page).cpu for page in some) * len(pages) / len(some)
    yield Measurement(
        f"{name}, by a weasyprint process a file ({COLD} × {len(pages) // COLD})", many.cpu, "CPU s", cold
    )
    some = sample(pages, WARM)
    warm = json.loads(step(copy, "weasyprint", *some).output) * len(pages) / len(some)
    yield Measurement(f"{name}, by warm weasyprint ({WARM} × {len(pages) // WARM})", many.cpu, "CPU s", warm)


def by_typst(copy, name, many, pages):
    """One warm process for all of them."""
    run(copy, "-m", "tests.bench_typst", "markup", *pages)
    found = json.loads(
        run(copy, "-m", "tests.bench_typst", "set", *(page.replace(".html", ".typ") for page in pages)).output
    )
    counts = found["pages"]
    told = f"{min(counts)}" if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"
    yield Measurement(f"{name}, by warm Typst ({told} pages each)", many.cpu, "CPU s", found["whole"], TYPST_LIMIT)
    one = many.cpu / len(pages)
    yield Measurement("one of these, by warm Typst", one, "CPU s", statistics.median(found["each"]))
    first = statistics.mean(found["each"][: len(LANGUAGES)])
    yield Measurement("one of these, by the first that Typst sets in each language", one, "CPU s", first)


def step(copy, *arguments):
    return run(copy, "-m", "tests.bench_steps", *arguments)


def slugs(copy):
    return sorted({file.parents[1].name for file in press_files(copy)})


def press_files(copy):
    return list(copy.glob("out/*/*/booklet-*.press.pdf"))


def sample(pages, count):
    """So many of the pages, sorted by event and language: the languages in turn, the events at even distances."""
    languages = len(LANGUAGES)
    events = len(pages) // languages
    return [pages[index * events // count * languages + index % languages] for index in range(count)]


def weasyprint(copy, page):
    base = f"{copy / 'templates'}/"
    return run(copy, "-m", "weasyprint", "-q", "-u", base, "--pdf-variant", "pdf/x-4", page, f"{page}.pdf")


def write_events(copy, count):
    """Put a table of so many invented events in place of those of the copy."""
    for old in (copy / "data/events").iterdir():
        old.unlink()
    (copy / "data/events.csv").write_text(sample_events(count))
