"""Measures the preflight of press pages against bare WeasyPrint; `measure` gives rows to ``tests/bench.py``.

Both run in turns in one process that is warm, and the median is taken. Run alone: ``python tests/bench_preflight.py``.
"""

import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 0.08
RUNS = 5
PAGES = 24


def preflight_ratio(press_pdf, bare_render, *, runs=RUNS):
    """Median CPU seconds of a preflight without plates and of ``bare_render``, a function that renders the same pages.

    ``press_pdf`` are the bytes of the finished press file.
    """
    from booklet.preflight import load_printers, preflight
    from booklet.sources import Sources

    printer = load_printers(Sources(ROOT))["default"]

    def checked():
        report = preflight(press_pdf, printer, name="bench.pdf")
        assert len(report.pages) == PAGES, f"{len(report.pages)} pages, not {PAGES}"

    jobs = (checked, bare_render)
    for job in jobs:
        job()
    times = [[_timed(job) for job in jobs] for _ in range(runs)]
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    return ours, theirs


def _timed(job):
    start = time.process_time()
    job()
    return time.process_time() - start


def main():
    """Measure the English booklet, as the benchmark of the build composes it."""
    sys.path.insert(0, str(ROOT))
    import argparse

    from booklet.pipeline import make_edition
    from tests import bench

    options = argparse.Namespace(lang="en", product="booklet", paper="a")
    project, editions = bench.chosen_editions(options)
    html = bench.composed(project, editions[0])
    press_pdf = make_edition(project, editions[0]).files["press"]
    ours, theirs = preflight_ratio(press_pdf, lambda: bench.bare_file(html))
    print(f"preflight {ours:.3f} s, bare WeasyPrint {theirs:.3f} s, ratio {ours / theirs:.3f} of at most {LIMIT}")
    return 0 if ours / theirs <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
