"""Anybody's PDF of one page as a picture that stands upright, cut to its trim box."""

import pikepdf

from booklet.problems import PressError, Problem
from booklet.sheets.forms import page_form, paint_annotations
from booklet.sheets.source import read_pages, source_notes, understood
from booklet.tiles.drawing import Picture


def picture_of(document: pikepdf.Pdf, name: str) -> tuple[Picture, tuple[Problem, ...]]:
    """The only page inside its trim, as a viewer shows it (/Rotate) and in its full size (/UserUnit); what was unusual.

    Notes, stamps and filled-in fields belong to the picture. PressError for a file of many pages or with an empty one,
    FileRefusedError for one without pages or without a page size.
    """
    if len(document.pages) > 1:
        message = f"the file has {len(document.pages)} pages, and a poster has one"
        raise PressError(Problem(name, None, "error", message, "save the poster's page as a file of its own"))
    with understood(name):
        paint_annotations(document)
        pages = read_pages(document, name)
        form = page_form(document, document.pages[0].obj, pages[0])
    if form is None:
        hint = "look whether this is the file that you meant"
        raise PressError(Problem(name, None, "error", "the page is empty", hint))
    form.stream.BBox = pikepdf.Array(form.page.trim)
    form.stream.Matrix = pikepdf.Array(form.page.upright)
    return Picture(form.stream, form.page.size), tuple(source_notes(pages, name))
