"""Measures ours against bare libraries and other programs; run by ``make bench``.

Prints a table, writes ``out/bench.json`` and, when all parts ran, ``BENCHMARKS.md``; ends with 1 above a limit.
``python tests/bench.py --part many`` measures one part alone.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests import bench_impose, bench_kit, bench_many, bench_preview, bench_report  # noqa: E402 - found by the line above
from tests.bench_measuring import Measurement, copied, emptied, run  # noqa: E402


def measured_paper(copy):
    """Rows of imposing a booklet's press file."""
    emptied(copy)
    run(copy, "-m", "booklet", "build", "general", "--lang", "en", "--product", "booklet", "--delivery", "press")
    [booklet] = copy.glob("out/**/booklet-*.press.pdf")
    return [Measurement(**row) for row in bench_impose.measured(booklet)]


def measured_preview(copy):
    """The median time on the clock from saving a text to its new page in a browser."""
    found = bench_preview.measured()
    return [Measurement("preview, from saving to the new page", found["median"], "s", None, found["limit"])]


# What is measured, in this order; ``many`` is the last, for it replaces the events of the copy.
PARTS = {
    "kit": ("The default build", bench_kit.measured),
    "paper": ("Imposing", measured_paper),
    "preview": ("The live preview", measured_preview),
    "many": ("Many events", bench_many.measured),
}


def main():
    parser = argparse.ArgumentParser(description="Measure ours against bare libraries and other programs.")
    parser.add_argument("--part", choices=PARTS, help="one part alone")
    part = parser.parse_args().part
    found = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        copy = copied(folder)
        for name in [part] if part else PARTS:
            title, measured = PARTS[name]
            found[name] = bench_report.told(title, measured(copy))
    bench_report.write_json(ROOT / "out" / "bench.json", found)
    if not part:
        titles = {name: title for name, (title, _) in PARTS.items()}
        (ROOT / "BENCHMARKS.md").write_text(bench_report.page_of(found, titles))
    return 0 if all(row.is_within for rows in found.values() for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
