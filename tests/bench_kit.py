"""Measures the default build: against WeasyPrint's own command, again with nothing to do, and after small changes."""

import json
import re
import statistics

from tests.bench_measuring import Measurement, emptied, run

EVENT = "general"
PRODUCTS = "booklet,poster"
VARIANTS = {"press": "pdf/x-4", "screen": "pdf/ua-1"}
RUNS = 3

BUILD_CPU_LIMIT = 0.5
WARM_LIMIT = 1.25
PREFLIGHT_LIMIT = 0.08
MEMORY_LIMIT_MB = 400
NOTHING_TO_DO_LIMIT_S = 0.3

CATALOG = "translations/az/LC_MESSAGES/content.po"
WORD = re.compile(r'(msgctxt "community\.space"\n(?:.+\n)*?msgstr "\S+) \S+')
EVENT_FILE = f"data/events/{EVENT}.yaml"
YEAR = re.compile(r"^(year: )\d+$", re.MULTILINE)


def measured(copy):
    """Rows for the table, of the copy of the checkout."""
    yield from against_weasyprint(copy)
    yield from again(copy)
    yield from in_a_warm_process(copy)


def against_weasyprint(copy):
    """Press and screen files of the default editions: ours, and one process of WeasyPrint for each file."""
    emptied(copy)
    pages = json.loads(run(copy, "-m", "tests.bench_steps", "pages", "--product", PRODUCTS).output)
    weasyprint(copy, pages[0], "press")  # fills the cache of fontconfig for whoever comes first
    bare = [weasyprint(copy, page, delivery) for page in pages for delivery in VARIANTS]
    emptied(copy)
    built = build(copy, "--delivery", ",".join(VARIANTS))
    name = f"build of {pdfs(copy)} files, by a weasyprint process a file"
    cpu, seconds, peak = (
        sum(one.cpu for one in bare),
        sum(one.seconds for one in bare),
        max(one.largest for one in bare),
    )
    yield Measurement(name, built.cpu, "CPU s", cpu, BUILD_CPU_LIMIT)
    yield Measurement(f"{name}, on the clock", built.seconds, "s", seconds)
    yield Measurement("the same build, its largest process", built.largest, "MB", None, MEMORY_LIMIT_MB)
    yield Measurement("weasyprint for one file, its largest process", peak, "MB")


def again(copy):
    """The default build with all its files; again with nothing to do, after one changed word, after a changed event."""
    emptied(copy)
    whole = build(copy)
    name = f"default build, all {pdfs(copy)} files"
    yield Measurement(name, whole.cpu, "CPU s")
    yield Measurement(f"{name}, on the clock", whole.seconds, "s")
    idle = [build(copy) for _ in range(RUNS)]
    seconds = statistics.median(one.seconds for one in idle)
    yield Measurement("again with nothing to do, on the clock", seconds, "s", None, NOTHING_TO_DO_LIMIT_S)
    yield of_the_whole(
        "again with nothing to do, by the default build", statistics.median(one.cpu for one in idle), whole
    )
    change(copy, CATALOG, WORD)
    yield of_the_whole("after one changed word in az, by the default build", build(copy).cpu, whole)
    change(copy, EVENT_FILE, YEAR, r"\g<1>2030")
    yield of_the_whole("after one changed event, by the default build", build(copy).cpu, whole)


def of_the_whole(name, cpu, whole):
    return Measurement(name, cpu, "CPU s", whole.cpu)


def in_a_warm_process(copy):
    """A booklet's press file without the start of Python, and the preflight of its pages."""
    warm = run(copy, "-m", "tests.bench_steps", "warm", "--lang", "en")
    [[ours, theirs]] = json.loads(warm.output)
    judged, drawn = json.loads(run(copy, "-m", "tests.bench_steps", "preflight", "--lang", "en").output)
    yield Measurement("press file of a booklet, by weasyprint, both warm", ours, "CPU s", theirs, WARM_LIMIT)
    yield Measurement("the warm process", warm.largest, "MB", None, MEMORY_LIMIT_MB)
    yield Measurement("preflight of a booklet, by a bare render", judged, "CPU s", drawn, PREFLIGHT_LIMIT)


def build(copy, *options):
    return run(copy, "-m", "booklet", "build", EVENT, *options)


def pdfs(copy):
    return len(list(copy.glob("out/**/*.pdf")))


def weasyprint(copy, page, delivery):
    """One command line of WeasyPrint for one file."""
    base = f"{copy / 'templates'}/"
    target = f"{page}.{delivery}.pdf"
    return run(copy, "-m", "weasyprint", "-q", "-u", base, "--pdf-variant", VARIANTS[delivery], page, target)


def change(copy, path, pattern, replacement=r"\1"):
    """Change one place of a file in the copy; without ``replacement`` a word is taken out."""
    text, count = pattern.subn(replacement, (copy / path).read_text(), count=1)
    assert count == 1, f"{path} has no place that fits {pattern.pattern}"
    (copy / path).write_text(text)
