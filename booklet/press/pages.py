"""Taking a page out of a tagged file."""

from io import BytesIO

import pikepdf

from booklet.press.assembly import page_of
from booklet.saving import saved_plain


def without_last_page(pdf: bytes) -> bytes:
    """The file without its last page and what its tags say of it; its fonts stay as they are."""
    with pikepdf.open(BytesIO(pdf)) as document:
        last = document.pages[-1].obj.objgen
        root = document.Root.StructTreeRoot
        root.K[0].K = pikepdf.Array([element for element in root.K[0].K if page_of(element) != last])
        number = int(document.pages[-1].StructParents)
        numbers = root.ParentTree.Nums
        pairs = [(numbers[place], numbers[place + 1]) for place in range(0, len(numbers), 2)]
        root.ParentTree.Nums = pikepdf.Array([item for pair in pairs if int(pair[0]) != number for item in pair])
        del document.pages[-1]
        return saved_plain(document)
