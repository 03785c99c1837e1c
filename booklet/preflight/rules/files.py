"""Faults of the file itself, whoever prints it."""

from collections.abc import Iterator

import pikepdf

from booklet.model.printers import Printer
from booklet.preflight.objects import entry, pairs, parts, text
from booklet.preflight.rules.base import Hit, Rule
from booklet.preflight.subject import Subject

_SAVE_AGAIN = "save it anew with the program that made it"
_MULTIMEDIA = {"Movie", "Sound", "Screen", "RichMedia", "3D"}
_ON_PAPER = {"Link", "Popup", "PrinterMark", "TrapNet"}


def _nothing(_subject: Subject, _printer: Printer) -> Iterator[Hit]:
    yield from ()


def encrypted(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """An /Encrypt dictionary, even one that opens without a password (forbidden by every PDF/X)."""
    if subject.pdf.is_encrypted:
        yield Hit(measured="it opens without a password, and is locked all the same")


def damaged(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """What had to be mended in reading."""
    if subject.complaints:
        more = f", and {len(subject.complaints) - 1} more" if len(subject.complaints) > 1 else ""
        yield Hit(measured=subject.complaints[0] + more)


def unreadable_page(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Pages that could not be followed to their end."""
    for page, words in subject.failures:
        yield Hit(page, measured=words)


def no_pages(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """A file without pages."""
    if not subject.pages:
        yield Hit(measured="0 pages")


def missing_resource(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Names in a content stream that stand for nothing (ISO 32000-1, 7.8.3)."""
    for note in subject.painted.noted("missing"):
        yield Hit(note.page, note.detail)


def unbalanced(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Q and Q that are no pairs (ISO 32000-1, 8.4.2)."""
    for note in subject.painted.noted("unbalanced"):
        yield Hit(note.page, measured=note.detail)


def nested_too_deep(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Forms within forms without end."""
    for note in subject.painted.noted("nesting"):
        yield Hit(note.page, measured=note.detail)


def scripts(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """JavaScript and actions that start programs, wherever they hang."""
    root = subject.root
    if entry(entry(root, "/Names"), "/JavaScript") is not None:
        yield Hit(object="JavaScript of the document")
    for where, action in _actions(subject):
        kind = text(entry(action, "/S"))
        if kind in {"JavaScript", "Launch", "ImportData", "SubmitForm"}:
            yield Hit(where, f"an action of the kind {kind}")


def _actions(subject: Subject) -> Iterator[tuple[int | None, pikepdf.Object]]:
    yield from ((None, action) for action in _hanging_on(subject.root, "/OpenAction"))
    for page in subject.pages:
        yield from ((page.number, action) for action in _hanging_on(page.item, "/A"))
        for annotation in parts(entry(page.item, "/Annots")):
            yield from ((page.number, action) for action in _hanging_on(annotation, "/A"))


def _hanging_on(item: pikepdf.Object, key: str) -> Iterator[pikepdf.Object]:
    action = entry(item, key)
    if action is not None:
        yield action
    yield from (action for _, action in pairs(entry(item, "/AA")))


def actions(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Actions of the document or its pages (PDF/X allows none that changes what is printed)."""
    if isinstance(entry(subject.root, "/OpenAction"), pikepdf.Dictionary):
        yield Hit(object="an action when the file is opened")
    if entry(subject.root, "/AA") is not None:
        yield Hit(object="actions of the document")
    for page in subject.pages:
        if entry(page.item, "/AA") is not None:
            yield Hit(page.number, "actions of the page")


def form_fields(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Fields to fill in, whose content may not print as it is seen."""
    form = entry(subject.root, "/AcroForm")
    fields = len(parts(entry(form, "/Fields")))
    if fields or entry(form, "/XFA") is not None:
        yield Hit(measured=f"{fields} fields" if fields else "an XFA form")


def embedded_files(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Other files inside the file."""
    if entry(entry(subject.root, "/Names"), "/EmbeddedFiles") is not None:
        yield Hit(object="files attached to the document")
    for page, annotation in _annotations(subject):
        if text(entry(annotation, "/Subtype")) == "FileAttachment":
            yield Hit(page, "an attached file")


def multimedia(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Sound, film and three dimensions, which have no place on paper."""
    for page, annotation in _annotations(subject):
        kind = text(entry(annotation, "/Subtype"))
        if kind in _MULTIMEDIA:
            yield Hit(page, f"an annotation of the kind {kind}")


def _annotations(subject: Subject) -> Iterator[tuple[int, pikepdf.Object]]:
    for page in subject.pages:
        yield from ((page.number, annotation) for annotation in parts(entry(page.item, "/Annots")))


def layers(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Optional content: what prints depends on what is switched on."""
    groups = parts(entry(entry(subject.root, "/OCProperties"), "/OCGs"))
    if groups:
        names = ", ".join(text(entry(group, "/Name")) or "?" for group in groups[:5])
        yield Hit(object=f"layers: {names}", measured=str(len(groups)))


RULES = (
    Rule("file-unreadable", "error", "file", "the file cannot be read", _SAVE_AGAIN, _nothing),
    Rule(
        "file-encrypted",
        "error",
        "file",
        "the file is encrypted",
        "save it without a password and without limits on printing",
        encrypted,
    ),
    Rule("file-damaged", "warning", "file", "the file is damaged and was mended in reading", _SAVE_AGAIN, damaged),
    Rule(
        "rule-failed",
        "error",
        "file",
        "something in the file is so unlike a PDF that a rule cannot judge it",
        _SAVE_AGAIN,
        _nothing,
    ),
    Rule("pages-none", "error", "file", "there is nothing to print", "look whether this is the right file", no_pages),
    Rule("page-unreadable", "error", "file", "the page cannot be followed to its end", _SAVE_AGAIN, unreadable_page),
    Rule(
        "resource-missing",
        "error",
        "file",
        "the page names something that is not in the file",
        _SAVE_AGAIN,
        missing_resource,
    ),
    Rule(
        "stack-unbalanced", "warning", "file", "the page's drawing instructions are no pairs", _SAVE_AGAIN, unbalanced
    ),
    Rule("forms-too-deep", "error", "file", "drawings are nested too deep to print", _SAVE_AGAIN, nested_too_deep),
    Rule(
        "script",
        "error",
        "file",
        "the file runs a program when it is opened or clicked",
        "take the script out",
        scripts,
    ),
    Rule("multimedia", "error", "file", "sound or film cannot be printed", "take it out", multimedia),
    Rule("embedded-file", "warning", "file", "other files are attached", "take the attachments out", embedded_files),
    Rule(
        "form-field", "warning", "print", "there are fields to fill in", "flatten the form before printing", form_fields
    ),
    Rule(
        "action",
        "warning",
        "standard",
        "the file does something when it is opened or turned",
        "take the action out",
        actions,
    ),
    Rule(
        "layers",
        "warning",
        "print",
        "layers can be switched on and off",
        "merge the layers, so that everybody prints the same",
        layers,
    ),
)
