"""The words on the sheets of a poster, in the reader's language."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class TileWords:
    """What stands on the map page and on each sheet; names in braces are filled in.

    ``label`` has {row} and {column}; ``summary`` {sheets}, {rows}, {columns}, {width}, {height} and {overlap}, the last
    three in millimetres.
    """

    heading: str = "How to put the poster together"
    summary: str = (
        "Sheets: {sheets}. Rows: {rows}. Columns: {columns}. Poster: {width} × {height} mm. Overlap: {overlap} mm."
    )
    scale: str = "Print all pages at 100 % (“actual size”), on one side of the paper."
    measure: str = "This line is 100 mm long. Measure it before you cut."
    cut: str = "Cut along the solid marks. The other edges stay as they are."
    glue: str = "Put glue on the hatched strip. The next sheet covers it."
    lay: str = "Lay the next sheet so that its cut edge just covers the dashed line."
    order: str = "Join each row from left to right, then the rows from the top down."
    label: str = "Row {row}, column {column}"

    @classmethod
    def translated(cls, translate: Callable[[str, str], str]) -> "TileWords":
        """The words by their keys ``tiles.heading``, ``tiles.summary`` and so on; English is the text of each key."""
        return cls(**{field.name: translate(f"tiles.{field.name}", str(field.default)) for field in fields(cls)})

    def tile_label(self, row: int, column: int) -> str:
        """The label of one sheet."""
        return filled(self.label, row=row, column=column)


def filled(text: str, **values: object) -> str:
    """The text with values in place of its braces; a name without a value stays as it stands."""
    return re.sub(r"\{([a-z]+)\}", lambda match: str(values.get(match[1], match[0])), text)
