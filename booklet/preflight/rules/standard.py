"""What PDF/X asks of a file beside its pages: version, identifiers, output intent, metadata, dates.

ISO 15930-7 (PDF/X-4) by its public descriptions; the standard itself was not at hand.
"""

import re
from collections.abc import Iterator

import pikepdf

from booklet.model.printers import Printer
from booklet.preflight.objects import content_of, entry, number, parts, text
from booklet.preflight.rules.base import Hit, Rule, too_high
from booklet.preflight.subject import Subject

_PDF_DATE = re.compile(
    r"D:(\d{4})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])([0-5]\d)([0-5]\d)"
    r"(?:Z(?:00'?00'?)?|([+-])([01]\d|2[0-3])'([0-5]\d)'?)?"
)
_XMP_DATE = re.compile(
    r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.\d+)?"
    r"(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))"
)
_DATES = {"CreationDate": "xmp:CreateDate", "ModDate": "xmp:ModifyDate"}
_REQUIRED = (
    "dc:title", "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate",
    "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass",
)  # fmt: skip
_PROFILE_COLOURS = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}
_AGAIN = "export it anew as PDF/X-4"


def claimed(subject: Subject) -> str:
    """The PDF/X version that the file says it is, empty where it says none."""
    return subject.metadata("pdfxid:GTS_PDFXVersion") or subject.info.get("GTS_PDFXVersion", "")


def version_of_standard(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The claimed standard is one that the printer takes."""
    allowed = printer.standard.allow if printer.standard is not None else ("none",)
    name = claimed(subject)
    if any(name.startswith(one) for one in allowed if one != "none") or (not name and "none" in allowed):
        return
    yield Hit(measured=name or "no standard is named", limit=" or ".join(allowed))


def pdf_version(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The header's version, or the catalog's where that is later (ISO 32000-1, 7.5.2)."""
    found = subject.pdf.pdf_version
    later = text(entry(subject.root, "/Version")) or ""
    shown = max(found, later) if re.fullmatch(r"\d\.\d", later) else found
    judged = too_high(number(float(shown) if re.fullmatch(r"\d\.\d", shown) else 9.9), printer.limits.pdf_version)
    if judged is not None:
        yield Hit(measured=shown, limit=f"{judged[1]:g} or earlier", severity=judged[0])


def file_id(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The trailer's /ID, two strings."""
    if len(parts(entry(subject.pdf.trailer, "/ID"))) != 2:
        yield Hit()


def _intents(subject: Subject) -> list[pikepdf.Object]:
    found = parts(entry(subject.root, "/OutputIntents"))
    return [intent for intent in found if text(entry(intent, "/S")) == "GTS_PDFX"]


def output_intent(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Exactly one output intent of the kind GTS_PDFX."""
    found = len(_intents(subject))
    if found != 1:
        yield Hit(measured=f"{found} output intents", limit="exactly 1")


def condition(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The intent names a registered printing condition, and the registry that knows it."""
    allowed = printer.conditions.allow if printer.conditions is not None else ()
    for intent in _intents(subject)[:1]:
        name = text(entry(intent, "/OutputConditionIdentifier")) or ""
        if allowed and name not in allowed:
            shown = " ".join(name.split())[:60] or "no name"
            yield Hit(object="output intent", measured=shown, limit=" or ".join(allowed))
        elif not (text(entry(intent, "/RegistryName")) or ""):
            yield Hit(object="output intent", measured="no registry is named", limit="http://www.color.org")


def output_profile(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The intent's ICC profile is one for printing and has as many colours as it says (ICC.1, 7.2)."""
    for intent in _intents(subject)[:1]:
        profile = entry(intent, "/DestOutputProfile")
        if not isinstance(profile, pikepdf.Stream):
            if not text(entry(intent, "/OutputConditionIdentifier")):
                yield Hit(measured="neither profile nor condition")
            continue
        header = content_of(profile)[:128]
        if len(header) < 128 or header[36:40] != b"acsp":
            yield Hit(object="output intent", measured="it is no ICC profile")
        elif header[12:16] != b"prtr":
            yield Hit(object="output intent", measured=f"profile class {header[12:16].decode('latin-1')}", limit="prtr")
        elif _PROFILE_COLOURS.get(header[16:20]) != int(number(entry(profile, "/N"))):
            colours = header[16:20].decode("latin-1").strip()
            yield Hit(object="output intent", measured=f"/N {number(entry(profile, '/N')):g} for {colours}")


def trapped(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Trapped is True or False, the same in Info and XMP."""
    named, packet = subject.info.get("Trapped", ""), subject.metadata("pdf:Trapped")
    if named not in {"True", "False"}:
        yield Hit(measured=named or "it does not say", limit="True or False")
    elif packet and packet.capitalize() != named:
        yield Hit(measured=f"{named} in Info and {packet} in XMP", limit="the same in both")


def metadata(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """An XMP packet that can be read, with one RDF element, stored without compression."""
    item = entry(subject.root, "/Metadata")
    if subject.xmp is None:
        yield Hit(measured="there is no XMP packet")
        return
    if subject.xmp.mistake:
        yield Hit(object="XMP packet", measured=subject.xmp.mistake)
    elif subject.xmp.rdf_elements != 1:
        yield Hit(object="XMP packet", measured=f"{subject.xmp.rdf_elements} rdf:RDF elements", limit="exactly 1")
    if entry(item, "/Filter") is not None:
        yield Hit(object="XMP packet", measured="it is compressed", limit="plain text")


def metadata_entries(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The properties that PDF/X-4 wants in the packet."""
    missing = [name for name in _REQUIRED if not subject.metadata(name)]
    if missing and subject.xmp is not None and not subject.xmp.mistake:
        yield Hit(object="XMP packet", measured=f"without {', '.join(missing)}")


def dates(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Dates of Info and XMP are written as ISO 32000-1, 7.9.4 and XMP have it."""
    for key in _DATES:
        written = subject.info.get(key)
        if written is None or _PDF_DATE.fullmatch(written) is None:
            yield Hit(object=f"Info, {key}", measured=written or "missing", limit="D:YYYYMMDDHHmmSS and the offset")
    for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
        written = subject.metadata(name)
        if written and _XMP_DATE.fullmatch(written) is None:
            yield Hit(object=f"XMP, {name}", measured=written, limit="YYYY-MM-DDTHH:mm:SS and the offset")


def equal_dates(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Info and XMP give the same moments."""
    for key, name in _DATES.items():
        info, packet = _PDF_DATE.fullmatch(subject.info.get(key, "")), _XMP_DATE.fullmatch(subject.metadata(name))
        if info is not None and packet is not None and _moment(info) != _moment(packet):
            yield Hit(object=key, measured=f"{info[0]} in Info and {packet[0]} in XMP", limit="the same in both")


def _moment(match: re.Match[str]) -> tuple[str | None, ...]:
    found = match.groups()
    return found if found[6] is not None else (*found[:6], "+", "00", "00")


RULES = (
    Rule(
        "standard",
        "error",
        "standard",
        "the file is not of a standard that the printer takes",
        "export it anew in one of them",
        version_of_standard,
    ),
    Rule("pdf-version", "error", "print", "the PDF version is too new", "save it for an older version", pdf_version),
    Rule("file-id", "error", "standard", "the file has no identifier (/ID)", _AGAIN, file_id),
    Rule(
        "output-intent",
        "error",
        "standard",
        "the file does not say for which printing condition it was made",
        _AGAIN,
        output_intent,
    ),
    Rule(
        "output-condition",
        "error",
        "standard",
        "the printing condition is not one that the printer works with",
        "ask the printer for the condition, and export for it",
        condition,
    ),
    Rule(
        "output-profile",
        "error",
        "standard",
        "the profile of the printing condition is wrong",
        "export it anew with a CMYK profile for printing",
        output_profile,
    ),
    Rule("trapped", "error", "standard", "the file does not say clearly whether it is trapped", _AGAIN, trapped),
    Rule("metadata", "error", "standard", "the metadata cannot be read by other programs", _AGAIN, metadata),
    Rule("metadata-entries", "error", "standard", "the metadata lack what PDF/X-4 wants", _AGAIN, metadata_entries),
    Rule("dates", "error", "standard", "a date is not written as it must be", _AGAIN, dates),
    Rule("dates-differ", "error", "standard", "two dates of the same thing differ", _AGAIN, equal_dates),
)
