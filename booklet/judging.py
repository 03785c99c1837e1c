"""Finished PDFs, judged for a printer: as text or JSON, and as one HTML page with the spots drawn on its pages."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from booklet import templating
from booklet.build import OUT, write_whole
from booklet.preflight import Report, load_printers, preflight, printer_named, report_html, report_json, report_text
from booklet.sheets import refuse_own_input
from booklet.sources import Sources


def judge(
    content: bytes, file: Path, sources: Sources, *, printer: str, as_json: bool, page: Path | None
) -> tuple[str, int]:
    """The findings on a file's ``content`` and the exit code: 0 with warnings alone, 3 on an error.

    ``page`` is where the HTML report goes; ContentError where no printer has that name.
    """
    wanted = printer_named(load_printers(sources), printer)
    report = preflight(content, wanted, name=file.name, printer_name=printer, plates=True)
    if page is not None:
        refuse_own_input(file, page)
        write_whole(page, report_html(report, content, templating.environment(sources)).encode())
    return report_json(report) if as_json else report_text(report), report.exit_code


def judge_press_files(root: Path, sources: Sources, slugs: Iterable[str]) -> Iterator[Report]:
    """A report, with plates, on each press file that lies in ``out/`` for the events named, in the files' order."""
    printer = printer_named(load_printers(sources), "default")
    for slug in slugs:
        for file in sorted((root / OUT / slug).glob("*/*.press.pdf")):
            name = file.relative_to(root).as_posix()
            yield preflight(file.read_bytes(), printer, name=name, printer_name="default", plates=True)
