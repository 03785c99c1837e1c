"""What one page after another can share: style sheets, pictures and fonts are read and prepared once.

They are kept with the `Sources` that they were read through, so they live as long as the files are taken to be
unchanged. That something was used again is noted there like a reading (`Sources.note`).
"""

import hashlib
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from booklet.problems import Problem
from booklet.sources import Sources

# No style sheet to the renderer: it is given with the others.
TAKEN = "application/x-given"

# A colour space that a page's resources must explain.
_NAMED_SPACE = re.compile(rb"^/(?!DeviceCMYK )\S+ (?:cs|CS)$", re.MULTILINE)

Read = Callable[[], tuple[Any, list[Problem], set[str]]]


@dataclass(frozen=True)
class _Sheet:
    """A parsed style sheet, what the renderer said of it, and the files that it was read from."""

    css: Any
    complaints: list[Problem]
    files: set[str]


@dataclass
class Kit:
    """The style sheets and pictures of all pages so far, and the one collection of fonts."""

    sources: Sources
    fonts: Any
    sheets: dict[str, _Sheet] = field(default_factory=dict)
    pictures: dict[str, Any] = field(default_factory=dict)

    def sheet(self, name: str, read: Read) -> _Sheet:
        """The style sheet of that address or text; ``read`` is asked once."""
        if name not in self.sheets:
            self.sheets[name] = _Sheet(*read())
        for path in self.sheets[name].files:
            self.sources.note(path)
        return self.sheets[name]


class Pictures(dict[str, Any]):
    """The renderer's cache for one page, by address; `keep` gives its drawings to the next ones."""

    def __init__(self, kit: Kit, base: str, folder: str) -> None:
        super().__init__(kit.pictures)
        self._kit = kit
        self._base = base
        self._folder = folder

    def __getitem__(self, address: str) -> Any:
        if address in self._kit.pictures:
            self._kit.sources.note(f"{self._folder}{address.removeprefix(self._base)}")
        return super().__getitem__(address)

    def keep(self) -> None:
        """Let other pages use the drawings that were read from files; pictures that stand in a page are its own."""
        found = {address for address in self if address.startswith(self._base) and address.endswith(".svg")}
        self._kit.pictures |= {address: super(Pictures, self).__getitem__(address) for address in found}


class Drawing:
    """What a drawing (SVG) paints in one size, as a form that a file holds once (ISO 32000-1, 8.10).

    The renderer asks for it as for a picture: by its ``id``, and for the object to write.
    """

    def __init__(
        self, operators: Sequence[bytes | str], states: Mapping[str, Any], width: float, height: float
    ) -> None:
        self.content = b"\n".join(item if isinstance(item, bytes) else item.encode() for item in operators)
        self._states = states
        # Lines may lie on the edge of a drawing, and go over it.
        self._box = (-width, -height, 2 * width, 2 * height)
        self.id = f"drawing-{hashlib.sha256(self.content + repr(self._box).encode()).hexdigest()[:16]}-"

    def get_x_object(self, *_quality: object) -> Any:
        """The form, new for each file."""
        import pydyf

        resources = pydyf.Dictionary({"ExtGState": pydyf.Dictionary(self._states)})
        extra = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array(self._box), "Resources": resources}
        return pydyf.Stream([self.content], pydyf.Dictionary(extra))


def draw_once(images: Any) -> None:
    """Let WeasyPrint draw each drawing (SVG) once in each size, and a file hold it once.

    A drawing of thousands of curves takes longer than the text of its page. It is drawn on a stream of its own, so
    that what it writes does not depend on what stood there before. One that needs more than alpha states is drawn anew.
    """
    plain = images.SVGImage.draw
    if getattr(plain, "draws_once", False):
        return

    def draw(image: Any, stream: Any, width: float, height: float, style: Any) -> None:
        drawn = image.__dict__.setdefault("drawn", {})
        if (width, height) not in drawn:
            drawn[width, height] = _drawn(image, stream, width, height)
        if drawn[width, height] is None:
            plain(image, stream, width, height, style)
        else:
            stream.draw_x_object(stream.add_image(drawn[width, height], interpolate=False, ratio=1.0))

    draw.draws_once = True  # type: ignore[attr-defined]
    images.SVGImage.draw = draw


def _drawn(image: Any, stream: Any, width: float, height: float) -> Drawing | None:
    """A drawing on an empty stream.

    None where it needs other resources, or where the renderer complains: it is drawn anew then, and complains again.
    """
    own: dict[str, Any] = {name: {} for name in ("ExtGState", "XObject", "Pattern", "Shading")}
    blank = stream.clone(resources={**own, "Font": None}, fonts={}, images={}, tags=None)
    with _heard() as complaints:
        try:
            image._svg.draw(blank, width, height, image._base_url, image._context)  # noqa: SLF001 - it logs errors itself
        except Exception:  # noqa: BLE001 - whatever it is, the plain way meets it again and tells it
            return None
    states = own.pop("ExtGState")
    alone = not any(own.values()) and not blank._fonts  # noqa: SLF001
    plain_states = all(set(state) <= {"CA", "ca"} for state in states.values())
    drawing = Drawing(blank.stream, states, width, height)
    return drawing if alone and plain_states and not complaints and not _NAMED_SPACE.search(drawing.content) else None


@contextmanager
def _heard() -> Iterator[list[logging.LogRecord]]:
    """What the renderer logs meanwhile, and nobody else hears."""
    logger, records = logging.getLogger("weasyprint"), list[logging.LogRecord]()
    before, logger.handlers = logger.handlers, [_Listener(records)]
    try:
        yield records
    finally:
        logger.handlers = before


class _Listener(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)
