"""Measures ours against bare libraries and programs; run by ``make bench``, writes ``out/bench.json``.

Everything is built in a copy of the checkout, so that nothing in ``out/`` makes the work smaller. What is measured
runs in processes of its own; this one stays small, because a child's peak memory is never below its parent's.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import bench_impose, bench_preflight, bench_preview  # noqa: E402 - found by the line above

PARTS = ("booklet", "data", "templates", "translations", "tests")
LANGUAGES = "en,az,ru"
EVENT = "general"
VARIANTS = {"press": "pdf/x-4", "screen": "pdf/ua-1"}
RUNS = 5
BYTES_PER_RSS = 1 if sys.platform == "darwin" else 1024

BUILD_CPU_LIMIT = 0.5
WARM_LIMIT = 1.25
MEMORY_LIMIT_MB = 400


@dataclass(frozen=True)
class Measurement:
    """One row: ``limit`` bounds the ratio of value to reference where there is one, otherwise the value."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    limit: float | None = None

    @property
    def is_within(self):
        return self.limit is None or (self.value if self.ratio is None else self.ratio) <= self.limit


@dataclass(frozen=True)
class Usage:
    """What a process and its children took: CPU and wall seconds, and the peak of the largest of them in MB."""

    cpu: float
    seconds: float
    peak: float
    output: str = ""


def main():
    options = read_options()
    if options.step:
        return STEPS[options.step](options)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = Path(folder, "checkout")
        for part in PARTS:
            shutil.copytree(ROOT / part, copy / part)
        rows = measure(copy, options)
    report(rows)
    return 0 if all(row.is_within for row in rows) else 1


def read_options():
    parser = argparse.ArgumentParser(description="Measure the default build against bare WeasyPrint.")
    parser.add_argument("--lang", default=LANGUAGES, help="languages, with commas between")
    parser.add_argument("--product", default="booklet,poster", help="products, with commas between")
    parser.add_argument("--paper", choices=["a", "us"], default="a", help="paper family")
    parser.add_argument("--jobs", help="how many editions are made at a time")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(copy, options):
    choice = ["--lang", options.lang, "--product", options.product, "--paper", options.paper]
    jobs = ["--jobs", options.jobs] if options.jobs else []
    run(copy, "tests/bench.py", "--step", "compose", *choice)
    pages = sorted(copy.glob("pages/*.html"))
    weasyprint(copy, pages[0], "press")  # fills the cache of fontconfig for whoever comes first
    bare = [weasyprint(copy, page, delivery) for page in pages for delivery in VARIANTS]
    deliveries = ["--delivery", ",".join(VARIANTS)]
    built = run(copy, "-m", "booklet", "build", EVENT, *choice, *jobs, *deliveries)
    files = len(list(copy.glob("out/**/*.pdf")))
    whole = run(copy, "-m", "booklet", "build", EVENT, *choice, *jobs)
    every = len(list(copy.glob("out/**/*.pdf")))
    warm = run(copy, "tests/bench.py", "--step", "warm", *choice)
    ours, theirs, judged, drawn = json.loads(warm.output)
    booklet = sorted(copy.glob("out/**/booklet-*.press.pdf"))[0]
    cpu, peak = sum(usage.cpu for usage in bare), max(usage.peak for usage in bare)
    return [
        Measurement(f"build of {files} files", built.cpu, "CPU s", cpu, built.cpu / cpu, BUILD_CPU_LIMIT),
        Measurement(f"build of {files} files, on the clock", built.seconds, "s", sum(usage.seconds for usage in bare)),
        Measurement(f"build of all {every} files, home files too", whole.cpu, "CPU s"),
        Measurement("build, its largest process", built.peak, "MB", peak, None, MEMORY_LIMIT_MB),
        Measurement("press file of a booklet, warm", ours, "CPU s", theirs, ours / theirs, WARM_LIMIT),
        Measurement("warm process", warm.peak, "MB", None, None, MEMORY_LIMIT_MB),
        Measurement("preflight of a booklet", judged, "CPU s", drawn, judged / drawn, bench_preflight.LIMIT),
        *(Measurement(**row) for row in bench_impose.measured(booklet)),
        preview_row(bench_preview.measured()),
    ]


def preview_row(found):
    """The median time on the clock from saving a text to its new page in a browser."""
    return Measurement("preview, from saving to the new page", found["median"], "s", None, None, found["limit"])


def run(copy, *arguments):
    """Run Python in the copy, with its own booklet and the project's fonts alone."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(copy),
        "FONTCONFIG_FILE": str(copy / "templates/shared/fonts/fonts.conf"),
    }
    start = time.monotonic()
    with subprocess.Popen([sys.executable, *arguments], cwd=copy, env=environment, stdout=subprocess.PIPE) as process:
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"error: this ended with {process.returncode}: {' '.join(arguments)}")
    peak = usage.ru_maxrss * BYTES_PER_RSS / 1e6
    return Usage(usage.ru_utime + usage.ru_stime, time.monotonic() - start, peak, output)


def weasyprint(copy, page, delivery):
    """One command line of WeasyPrint for one file."""
    target = page.with_suffix(f".{delivery}.pdf")
    base = f"{copy / 'templates'}/"
    return run(copy, "-m", "weasyprint", "-q", "-u", base, "--pdf-variant", VARIANTS[delivery], str(page), str(target))


def report(rows):
    target = ROOT / "out" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False) + "\n")
    print(f"{'':42}{'ours':>10}  {'unit':6}{'reference':>11}{'ratio':>8}{'limit':>8}")
    for row in rows:
        numbers = (shown(row.reference, 11), shown(row.ratio, 8), shown(row.limit, 8))
        verdict = "" if row.is_within else "  TOO MUCH"
        print(f"{row.name:42}{shown(row.value, 10)}  {row.unit:6}{''.join(numbers)}{verdict}")


def shown(value, width):
    return f"{'–':>{width}}" if value is None else f"{value:>{width}.2f}"


# ── in processes of their own ─────────────────────────────────────────────────────────────────────────────────────────


def chosen_editions(options):
    from booklet.build import Selection, read_selection
    from booklet.sources import Sources

    selection = Selection((EVENT,), tuple(options.lang.split(",")), tuple(options.product.split(",")), options.paper)
    return read_selection(Sources(ROOT), selection)


def composed(project, edition):
    from booklet.compose import compose

    return compose(project.loaded.book, project.words[edition.language], edition, project.sources, project.templates)


def write_pages(options):
    """Write the HTML of each edition into ``pages/``."""
    project, editions = chosen_editions(options)
    Path("pages").mkdir()
    for edition in editions:
        Path("pages", f"{edition.name.replace('/', '-')}.html").write_text(composed(project, edition))
    return 0


def measure_warm(options):
    """Print the median CPU seconds of a booklet's press file, ours and bare, and of its preflight and a bare render."""
    from booklet import pipeline

    project, editions = chosen_editions(options)
    edition = next(edition for edition in editions if edition.product.id == "booklet")
    jobs = (lambda: press_file(pipeline, project, edition), lambda: bare_file(composed(project, edition)))
    for job in jobs:
        job()
    made = [statistics.median(times) for times in zip(*(map(timed, jobs) for _ in range(RUNS)), strict=True)]
    html = composed(project, edition)
    judged = bench_preflight.preflight_ratio(press_file(pipeline, project, edition), lambda: bare_file(html))
    print(json.dumps([*made, *judged]))
    return 0


def timed(job):
    start = time.process_time()
    job()
    return time.process_time() - start


def press_file(pipeline, project, edition):
    """What the pipeline does for the print shop's file alone."""
    laid = pipeline.lay_out(edition.name, composed(project, edition), project.sources)
    pipeline.inspect_pages(laid, pipeline.places(edition), language=edition.language)
    return pipeline.press_file(
        pipeline.write_pdf(laid),
        boxes=pipeline._boxes(edition),
        intent=pipeline._intent(project, edition),
        identity=pipeline.identity_of(project, edition, laid.title),
    )


def bare_file(html):
    import weasyprint

    document = weasyprint.HTML(string=html, base_url=f"{ROOT / 'templates'}/").render()
    return document.write_pdf(pdf_variant="pdf/x-4")


STEPS = {"compose": write_pages, "warm": measure_warm}

if __name__ == "__main__":
    sys.exit(main())
