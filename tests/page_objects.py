"""Where what a page paints stands on it, also when it is painted by a form."""

import pypdfium2


def to_page(item):
    """The matrix that leads from the form in which an object of pypdfium2 stands to its page."""
    matrix, form = pypdfium2.PdfMatrix(), item.container
    while form is not None:
        matrix, form = matrix.multiply(form.get_matrix()), form.container
    return matrix
