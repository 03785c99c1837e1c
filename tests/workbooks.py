"""Spreadsheets for tests."""

import io

from openpyxl import Workbook


def workbook(*rows):
    """An .xlsx of one sheet with these rows, as bytes."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
