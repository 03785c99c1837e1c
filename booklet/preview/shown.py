"""What the browser is shown of each part: its last good pictures, where its messages lie, and what is wrong with it."""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from booklet.preview.drawing import Drawn, Picture
from booklet.preview.parts import Part
from booklet.problems import Problem
from booklet.render import KeyedBox


@dataclass(frozen=True)
class Page:
    """A picture with its address: the hash of its content, so that another picture has another address."""

    name: str
    picture: Picture


@dataclass(frozen=True)
class Shown:
    """A part as it is shown; ``version`` is the hash of what was drawn last, or tried to be."""

    part: Part
    version: str = ""
    pages: tuple[Page, ...] = ()
    boxes: tuple[KeyedBox, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def with_drawn(self, part: Part, version: str, drawn: Drawn) -> "Shown":
        """The part with new pictures; where it could not be laid out, with the old ones under its problems."""
        if not drawn.pictures:
            return replace(self, part=part, version=version, problems=drawn.problems)
        pages = tuple(Page(sha256(picture.png).hexdigest()[:24], picture) for picture in drawn.pictures)
        return Shown(part, version, pages, drawn.boxes, drawn.problems)

    def as_json(self) -> dict[str, Any]:
        """As the browser gets it; pages without a picture yet have the size of their format."""
        place, size = self.part.place, self.part.edition.format
        pages = [
            {
                "number": place.first_page + index,
                "picture": f"pictures/{page.name}.png",
                "width": page.picture.width,
                "height": page.picture.height,
                "boxes": [_box(box) for box in self.boxes if box.page == index + 1],
            }
            for index, page in enumerate(self.pages)
        ]
        waiting = [
            {
                "number": place.first_page + index,
                "picture": "",
                "width": size.width_mm,
                "height": size.height_mm,
                "boxes": [],
            }
            for index in range(max(place.pages, 1))
        ]
        return {
            "name": self.part.name,
            "product": self.part.edition.product.id,
            "section": place.section,
            "pages": pages or waiting,
            "messages": sorted(self.part.messages),
            "problems": [problem_json(problem) for problem in self.problems],
        }


def _box(box: KeyedBox) -> list[str | float]:
    return [box.key, box.left, box.top, box.width, box.height]


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as the browser gets it."""
    return {
        "path": problem.path,
        "line": problem.line,
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
    }
