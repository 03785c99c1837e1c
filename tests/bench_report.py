"""What the benchmarks found, on the screen, for programs, and as a page to read."""

import datetime
import importlib.metadata
import json
import os
import platform
from dataclasses import asdict
from pathlib import Path

WIDTH = 68
LIBRARIES = ("weasyprint", "pikepdf", "pypdfium2", "typst")
INTRODUCTION = """# Benchmarks

Written by `make bench`. Each row is what this project takes; after *by*, what it is compared with, measured in the
same run on the same machine; the ratio of both, and the limit of the ratio, or of the value where there is no ratio.
CPU seconds are those of a command and of all its processes together.
"""


def write_json(path, parts):
    """All rows, by the part that they belong to."""
    rows = {name: [row_of(row) for row in rows] for name, rows in parts.items()}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": machine(), "parts": rows}, indent=2, ensure_ascii=False) + "\n")


def row_of(row):
    return {**asdict(row), "ratio": row.ratio}


def told(title, rows):
    """Print a table, row by row as they are measured; the rows."""
    print(f"{title:{WIDTH}}{'ours':>10}  {'unit':6}{'compared':>10}{'ratio':>8}{'limit':>8}", flush=True)
    rows = [tell(row) for row in rows]
    print()
    return rows


def tell(row):
    numbers = (shown(row.reference, 10), shown(row.ratio, 8), shown(row.limit, 8))
    verdict = "" if row.is_within else "  TOO MUCH"
    print(f"{row.name:{WIDTH}}{shown(row.value, 10)}  {row.unit:6}{''.join(numbers)}{verdict}", flush=True)
    return row


def shown(value, width=0):
    if value is None:
        return f"{'–':>{width}}"
    return f"{value:>{width}.0f}" if value >= 100 else f"{value:>{width}.3f}" if value < 1 else f"{value:>{width}.2f}"


def page_of(parts, titles):
    """The page BENCHMARKS.md: where and when it was measured, and a table for each part."""
    facts = "".join(f"| {name} | {value} |\n" for name, value in machine().items())
    tables = "".join(f"\n## {titles[name]}\n\n{table(rows)}" for name, rows in parts.items())
    return f"{INTRODUCTION}\n| Where and when | |\n|---|---|\n{facts}{tables}"


def table(rows):
    head = "| | ours | | compared | ratio | limit | |\n|---|---:|---|---:|---:|---:|---|\n"
    return head + "".join(map(line, rows))


def line(row):
    numbers = (shown(row.reference), shown(row.ratio), shown(row.limit))
    verdict = "" if row.limit is None else "kept" if row.is_within else "**too much**"
    return f"| {row.name} | {shown(row.value)} | {row.unit} | {' | '.join(numbers)} | {verdict} |\n"


def machine():
    """The machine and what runs on it, without any name that is somebody's own."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    versions = (f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    return {
        "Date": f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}",
        "Processor": f"{processor()}, {cores} cores",
        "Memory": f"{memory:.0f} GB",
        "System": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "Libraries": ", ".join(versions),
    }


def processor():
    facts = Path("/proc/cpuinfo")
    lines = facts.read_text().splitlines() if facts.exists() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor()
    )
