"""What a sheet for an office printer asks of the program that prints it."""

from io import BytesIO

import pikepdf

from booklet.saving import saved


def office_file(pdf: bytes, *, both_sides: bool) -> bytes:
    """The file with its wishes: 100 %, the tray by the page's size, for ``both_sides`` a flip on the short edge.

    Each page names its whole size as its trimmed size, so that it can be imposed. Keys: ISO 32000-1, table 150.
    Nothing asks for one side alone, for viewers then refuse the reader's own choice.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        wishes = document.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        wishes.PrintScaling = pikepdf.Name("/None")
        wishes.PickTrayByPDFSize = True
        if both_sides:
            wishes.Duplex = pikepdf.Name.DuplexFlipShortEdge
        document.Root.ViewerPreferences = wishes
        for page in document.pages:
            page.trimbox = page.mediabox
        return saved(document)
