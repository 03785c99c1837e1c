"""Steps of the benchmarks that run in processes of their own, in a copy of the checkout; for ``bench_kit`` and so on.

``python -m tests.bench_steps STEP …``; each prints what it measured as JSON.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = "en,az,ru"
RUNS = 5
PAGES = 24


def main():
    options = read_options(sys.argv[1:])
    print(json.dumps(STEPS[options.step](options)))
    return 0


def read_options(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("--events", default="general")
    parser.add_argument("--lang", default=LANGUAGES)
    parser.add_argument("--product", default="booklet")
    parser.add_argument("pages", nargs="*", type=Path)
    return parser.parse_args(arguments)


def chosen_editions(options):
    from booklet.build import Selection, read_selection
    from booklet.sources import Sources

    chosen = (text.split(",") for text in (options.events, options.lang, options.product))
    return read_selection(Sources(ROOT), Selection(*map(tuple, chosen)))


def composed(project, edition):
    from booklet.compose import compose

    return compose(project.loaded.book, project.words[edition.language], edition, project.sources, project.templates)


def write_pages(options):
    """Write the HTML of each edition into ``pages/``; the names of the files."""
    project, editions = chosen_editions(options)
    files = [Path("pages", f"{edition.name.replace('/', '-')}.html") for edition in editions]
    Path("pages").mkdir(exist_ok=True)
    for file, edition in zip(files, editions, strict=True):
        file.write_text(composed(project, edition))
    return [file.as_posix() for file in files]


def measure_warm(options):
    """Median CPU seconds of each edition's press file in a process that is warm: ours, and bare WeasyPrint."""
    project, editions = chosen_editions(options)
    return [
        in_turns(
            lambda edition=edition: press_file(project, edition),
            lambda edition=edition: bare_file(composed(project, edition)),
        )
        for edition in editions
    ]


def measure_preflight(options):
    """Median CPU seconds of the preflight of one edition's press file, and of a bare render of the same pages."""
    from booklet.preflight import load_printers, preflight
    from booklet.sources import Sources

    project, editions = chosen_editions(options)
    html, pdf = composed(project, editions[0]), press_file(project, editions[0])
    printer = load_printers(Sources(ROOT))["default"]

    def checked():
        report = preflight(pdf, printer, name="bench.pdf")
        assert len(report.pages) == PAGES, f"{len(report.pages)} pages, not {PAGES}"

    return in_turns(checked, lambda: bare_file(html))


def measure_weasyprint(options):
    """CPU seconds of bare WeasyPrint for all the pages together, in a process that is warm."""
    texts = [page.read_text() for page in options.pages]
    bare_file(texts[0])
    return timed(lambda: [bare_file(text) for text in texts])


def in_turns(*jobs, runs=RUNS):
    """The median CPU seconds of each job; they take turns, and each has been done once before."""
    for job in jobs:
        job()
    rounds = [[timed(job) for job in jobs] for _ in range(runs)]
    return [statistics.median(times) for times in zip(*rounds, strict=True)]


def timed(job):
    start = time.process_time()
    job()
    return time.process_time() - start


def press_file(project, edition):
    """The print shop's file of one edition by itself: nothing is taken from another one."""
    from booklet.pipeline import make_edition

    return make_edition(project, edition, ("press",)).files["press"]


def bare_file(html):
    import weasyprint

    document = weasyprint.HTML(string=html, base_url=f"{ROOT / 'templates'}/").render()
    return document.write_pdf(pdf_variant="pdf/x-4")


STEPS = {
    "pages": write_pages,
    "warm": measure_warm,
    "preflight": measure_preflight,
    "weasyprint": measure_weasyprint,
}

if __name__ == "__main__":
    sys.exit(main())
