"""What readers call the pages of a file."""

from collections.abc import Sequence

import pikepdf


def page_label_tree(labels: Sequence[str], pages: int) -> pikepdf.Dictionary:
    """The page labels of a catalog, one for each of so many ``pages``; ValueError where their numbers differ."""
    # A prefix without a numbering style is the whole label (ISO 32000-1, 12.4.2), so any text can stand there.
    if len(labels) != pages:
        raise ValueError(f"{len(labels)} page labels for {pages} pages")
    entries = [(number, pikepdf.Dictionary(P=pikepdf.String(label))) for number, label in enumerate(labels)]
    return pikepdf.Dictionary(Nums=pikepdf.Array([part for entry in entries for part in entry]))
