"""Measures imposing against a bare loop of the same library, and against pdfimpose where that is installed.

`measured` is for ``tests/bench.py``, which runs it alone with ``--part paper``.

pdfimpose is under the AGPL and no dependency of ours, not even for tests. To compare with it, put it into a virtual
environment of its own, somewhere outside of the checkout, and name its program::

    python3 -m venv FOLDER && FOLDER/bin/pip install pdfimpose==2.10.0
    PDFIMPOSE=FOLDER/bin/pdfimpose make bench

Whatever is measured is a process of its own, with the start of Python and the imports, as a person waits for it.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
BARE_LIMIT = 2.0
PDFIMPOSE_LIMIT = 0.4
PICTURE_SIDE = 250


def measured(press_file):
    """Rows for the table: a dict each with name, value, unit, reference and limit; of a booklet's press file."""
    with tempfile.TemporaryDirectory(prefix="bench-impose-") as folder:
        sources = {24: Path(press_file), 400: Path(folder, "400.pdf"), 2000: Path(folder, "2000.pdf")}
        for pages in (400, 2000):
            sources[pages].write_bytes(lengthened(sources[24].read_bytes(), pages, pictures=pages == 400))
        rows = [row for pages in (24, 400) for row in compared(pages, sources[pages], Path(folder))]
        long = cpu([sys.executable, __file__, "--ours", sources[2000], Path(folder, "out.pdf")])
        return [*rows, row_of("impose 2000 pages", long, None, None)]


def compared(pages, source, folder):
    target = folder / "out.pdf"
    jobs = {who: [sys.executable, __file__, who, source, target] for who in ("--ours", "--bare")}
    program = os.environ.get("PDFIMPOSE") or shutil.which("pdfimpose")
    if program:
        jobs["pdfimpose"] = [program, "saddle", "--signature", "2x1", "--output", target, source]
    rounds = [{who: cpu(job) for who, job in jobs.items()} for _ in range(RUNS)]
    taken = {who: statistics.median(one[who] for one in rounds) for who in jobs}
    yield row_of(f"impose {pages} pages, by a bare loop", taken["--ours"], taken["--bare"], BARE_LIMIT)
    if program:
        yield row_of(f"impose {pages} pages, by pdfimpose", taken["--ours"], taken["pdfimpose"], PDFIMPOSE_LIMIT)


def row_of(name, value, reference, limit):
    return {"name": name, "value": value, "unit": "CPU s", "reference": reference, "limit": limit}


def cpu(command):
    """The CPU seconds of a command that must succeed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(list(map(str, command)), env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"error: this ended with {process.returncode}: {' '.join(map(str, command))}")
    return usage.ru_utime + usage.ru_stime


def lengthened(pdf, pages, *, pictures):
    """The pages again and again, each copy with streams of its own, and a picture on every second page if wanted."""
    import pikepdf

    noise = random.Random(1990)
    result = pikepdf.new()
    while len(result.pages) < pages:
        with pikepdf.open(BytesIO(pdf)) as source:
            result.pages.extend(source.pages)
    del result.pages[pages:]
    for page in result.pages[::2] if pictures else ():
        picture = result.make_stream(noise.randbytes(PICTURE_SIDE**2), Width=PICTURE_SIDE, Height=PICTURE_SIDE)
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.ColorSpace, picture.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        page.obj.Resources = pikepdf.Dictionary(dict(page.resources.items()))
        page.obj.Resources.XObject = pikepdf.Dictionary({**dict(page.resources.XObject.items()), "/Photo": picture})
        content = page.obj.Contents[-1]  # of the two that a press file has: a move of the page, and the page
        content.write(content.read_bytes() + b"\nq 200 0 0 200 100 100 cm /Photo Do Q")
    target = BytesIO()
    result.save(target)
    return target.getvalue()


# ── in processes of their own ─────────────────────────────────────────────────────────────────────────────────────────


def ours(source, target):
    from booklet.paper import SHEETS
    from booklet.sheets import impose

    target.write_bytes(impose(source.read_bytes(), sheet=SHEETS["a4"]).pdf)


def bare(source, target):
    """The shortest loop that imposes: no creep, no clipping, no check, everything copied as it is."""
    import pikepdf

    with pikepdf.open(source) as document:
        forms = [document.make_indirect(page.as_form_xobject()) for page in document.pages]
        count = len(forms)
        del document.pages[:]
        for first in range(0, count // 2, 2):
            for left, right in ((count - 1 - first, first), (first + 1, count - 2 - first)):
                page = document.add_blank_page(page_size=(841.89, 595.276))
                both = pikepdf.Dictionary(L=forms[left], R=forms[right])
                page.obj.Resources = pikepdf.Dictionary(XObject=both)
                page.obj.Contents = document.make_stream(b"q 1 0 0 1 1 0 cm /L Do Q q 1 0 0 1 421 0 cm /R Do Q")
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def main():
    match sys.argv[1:]:
        case ["--ours", source, target]:
            ours(Path(source), Path(target))
        case ["--bare", source, target]:
            bare(Path(source), Path(target))
        case _:
            return "usage: bench_impose.py --ours or --bare, SOURCE.pdf TARGET.pdf"
    return 0


if __name__ == "__main__":
    sys.exit(main())
