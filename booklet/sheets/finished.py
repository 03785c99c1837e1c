"""A finished file for office printers: it says how it wants to be printed, and claims no standard."""

import re

import pikepdf

from booklet.saving import saved

# Of the document, only what still is true of the sheets: what it is, in which colours, and which layers are shown.
_KEPT = {"/Type", "/Pages", "/Lang", "/Metadata", "/OutputIntents", "/OCProperties"}
# Standards that a file claims in its metadata, each in a namespace of its own, and the old one of PDF/X.
_CLAIMS = (
    "{http://www.npes.org/pdfx/ns/id",
    "{http://www.npes.org/pdfvt/ns/id",
    "{http://www.aiim.org/pdfa/ns/id",
    "{http://www.aiim.org/pdfua/ns/id",
    "{http://www.aiim.org/pdfe/ns/id",
    "{http://ns.adobe.com/pdfx/1.3/}GTS_PDFX",
)
_CLAIMS_OF_INFO = re.compile(r"/GTS_PDF|/ISO_PDFE")


def finished(document: pikepdf.Pdf, *, both_sides: bool, upright: bool = False) -> bytes:
    """The sheets as a PDF 1.7 without tags, links or standard; output intent, title and dates stay as they were.

    Viewers are asked for 100 %, for paper of the page's size and, for ``both_sides``, a flip on the short edge, or on
    the long one where the sheets stand ``upright`` (ISO 32000-1, table 150): so a sheet is turned like a page. Nothing
    asks for one side alone: viewers then refuse the reader's own choice.
    """
    for key in set(document.Root.keys()) - _KEPT:
        del document.Root[key]
    wishes = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"), PickTrayByPDFSize=True)
    if both_sides:
        wishes.Duplex = pikepdf.Name.DuplexFlipLongEdge if upright else pikepdf.Name.DuplexFlipShortEdge
    document.Root.ViewerPreferences = wishes
    _claim_no_standard(document)
    return saved(document, "1.7")


def _claim_no_standard(document: pikepdf.Pdf) -> None:
    info = document.trailer.get("/Info", pikepdf.Dictionary())
    for key in [key for key in info.keys() if _CLAIMS_OF_INFO.match(key)]:  # noqa: SIM118 - no Python mapping
        del info[key]
    if "/Metadata" in document.Root:
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for key in [key for key in metadata if key.startswith(_CLAIMS)]:
                del metadata[key]
