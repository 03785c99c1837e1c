"""How much text stands out from what is printed around it, by the picture that a viewer makes of the page."""

from collections.abc import Iterable, Iterator
from math import isfinite
from typing import Any

import pypdfium2

from booklet.preflight.colours import Colour, plates
from booklet.preflight.marks import Mark
from booklet.preflight.objects import FOREIGN_ERRORS
from booklet.preflight.plates import resolution_for
from booklet.preflight.state import Box
from booklet.preflight.subject import PageFacts, Subject

Rgb = tuple[float, float, float]
Pixels = tuple[int, int, int, int]

_MARGIN_PIXELS = 2
_LEAST_SHARE = 0.15
_STEP = 16
_COVERS_OF_A_PAGE = 500
# Below this contrast it is looked again, without the letters of other lines that reach into the frame.
_DOUBTFUL = 7.0


def contrasts(subject: Subject) -> tuple[tuple[Mark, float], ...]:
    """Each visible text with its contrast from 1 to 21 (WCAG 2.2); text whose colour no one can know is left out."""
    try:
        document = pypdfium2.PdfDocument(subject.data)
    except (pypdfium2.PdfiumError, *FOREIGN_ERRORS):
        return ()
    try:
        return tuple(_measured(subject, document))
    finally:
        document.close()


def _measured(subject: Subject, document: Any) -> Iterator[tuple[Mark, float]]:
    pages: dict[int, list[Mark]] = {}
    for mark in subject.painted.marks:
        pages.setdefault(mark.page, []).append(mark)
    for number, marks in pages.items():
        texts = [(index, mark) for index, mark in enumerate(marks) if _is_judged(subject, mark)]
        if not texts:
            continue
        page = subject.page(number)
        scale = resolution_for(max(page.media[2] - page.media[0], page.media[3] - page.media[1])) / 72
        try:
            picture = document[number - 1].render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, *FOREIGN_ERRORS):
            continue
        covers = _covers(page, marks, scale)
        letters = [(mark, _pixels(page, mark.box, scale)) for _, mark in texts[:_COVERS_OF_A_PAGE]]
        for index, mark in texts:
            frame = _frame(page, mark, [box for place, box in covers if place > index], scale)
            least = _least(mark, _grounds(picture, frame))
            if least is not None and least < _DOUBTFUL:
                beside = _cut(frame, [box for other, box in letters if other is not mark])
                least = _least(mark, _grounds(picture, beside)) or least
            if least is not None:
                yield mark, least


def _least(mark: Mark, grounds: Iterable[Rgb]) -> float | None:
    """The contrast of a text to the nearest of its grounds; None without one, and for colours that no one can know."""
    colour = screen_colour(mark.paint.colour)
    if colour is None:
        return None
    return min((ratio(_over(colour, ground, mark.paint.alpha), ground) for ground in grounds), default=None)


def _is_judged(subject: Subject, mark: Mark) -> bool:
    return mark.kind == "text" and subject.seen(mark) and mark.box[2] > mark.box[0] and _is_read(mark)


def _covers(page: PageFacts, marks: list[Mark], scale: float) -> list[tuple[int, Pixels]]:
    """What hides all that is beneath it: its place in the painting order, and its box with the blur of its edge."""
    hiding = [(index, mark.box) for index, mark in enumerate(marks) if _hides(mark)]
    return [(index, _grown(_pixels(page, box, scale), 1)) for index, box in hiding[-_COVERS_OF_A_PAGE:]]


def _hides(mark: Mark) -> bool:
    """Whether nothing beneath its box is seen: plain areas, level and upright lines, in full strength."""
    left, bottom, right, top = mark.box
    is_full = mark.kind == "fill" or (mark.kind == "stroke" and min(right - left, top - bottom) <= 1.01 * mark.size)
    paint = mark.paint
    is_opaque = paint.alpha == 1 and paint.blend == "Normal" and not paint.masked and not paint.overprint
    return is_full and isfinite(mark.size) and is_opaque


def _is_read(mark: Mark) -> bool:
    """Whether there is a letter or a figure in it: leaders and dashes are decoration."""
    words = mark.font.reading(mark.codes) if mark.font is not None else ""
    return not words or any(sign.isalnum() for sign in words)


def _pixels(page: PageFacts, box: Box, scale: float) -> Pixels:
    """A box in the picture, whose top left is that of what is shown, turned as it is shown."""
    shown = page.crop or page.media
    turned = page._replace(trim=None, art=None, crop=None, media=shown, unit=1.0)
    x, y, width, height = (value * scale * 72 / 25.4 for value in turned.place(box))
    return int(x), int(y), int(x + width) + 1, int(y + height) + 1


def _frame(page: PageFacts, mark: Mark, covers: Iterable[Pixels], scale: float) -> list[Pixels]:
    """A narrow frame around a text, without what its clip cuts off and what later paint lies over."""
    left, top, right, bottom = inner = _pixels(page, mark.box, scale)
    outer = _common(_grown(inner, _MARGIN_PIXELS), _grown(_pixels(page, mark.clip, scale), -1))
    strips = [
        _common(outer, strip)
        for strip in (
            (left, outer[1], right, top), (left, bottom, right, outer[3]),
            (outer[0], top, left, bottom), (right, top, outer[2], bottom),
        )
    ]  # fmt: skip
    return _cut(strips, (cover for cover in covers if not _is_empty(_common(cover, outer))))


def _cut(areas: Iterable[Pixels], holes: Iterable[Pixels]) -> list[Pixels]:
    """What holes leave of areas."""
    left = [area for area in areas if not _is_empty(area)]
    for hole in holes:
        left = [rest for area in left for rest in _without(area, hole) if not _is_empty(rest)]
    return left


def _without(area: Pixels, hole: Pixels) -> Iterator[Pixels]:
    """What a hole leaves of an area: above it, below it, left and right of it."""
    left, top, right, bottom = hidden = _common(area, hole)
    if _is_empty(hidden):
        yield area
        return
    yield area[0], area[1], area[2], top
    yield area[0], bottom, area[2], area[3]
    yield area[0], top, left, bottom
    yield right, top, area[2], bottom


def _is_empty(area: Pixels) -> bool:
    return area[0] >= area[2] or area[1] >= area[3]


def _common(one: Pixels, other: Pixels) -> Pixels:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _grown(area: Pixels, by: int) -> Pixels:
    return area[0] - by, area[1] - by, area[2] + by, area[3] + by


def _grounds(picture: Any, frame: Iterable[Pixels]) -> list[Rgb]:
    """The colours in a frame, each that fills a fair share of it."""
    counts: dict[tuple[int, int, int], list[int]] = {}
    for strip in frame:
        inside = _common(strip, (0, 0, picture.width, picture.height))
        if not _is_empty(inside):
            crop = picture.crop(inside)
            for count, (red, green, blue) in crop.getcolors(crop.width * crop.height):
                cell = counts.setdefault((red // _STEP, green // _STEP, blue // _STEP), [0, 0, 0, 0])
                for index, value in enumerate((1, red, green, blue)):
                    cell[index] += count * value
    total = sum(cell[0] for cell in counts.values())
    return [
        (red / number / 255, green / number / 255, blue / number / 255)
        for number, red, green, blue in counts.values()
        if number >= _LEAST_SHARE * total
    ]


def screen_colour(colour: Colour) -> Rgb | None:
    """Red, green and blue from 0 to 1, by simple subtraction of the inks; None for spot inks and patterns."""
    if colour.space.colours == 3 and colour.space.family in {"DeviceRGB", "CalRGB", "ICCBased"} and not colour.pattern:
        red, green, blue = (min(1.0, max(0.0, value)) for value in (*colour.values, 0.0, 0.0, 0.0)[:3])
        return red, green, blue
    found = plates(colour)
    if found is None or any(name not in {"Cyan", "Magenta", "Yellow", "Black"} for name, _ in found):
        return None
    inks = dict(found)
    light = 1 - inks.get("Black", 0.0)
    cyan, magenta, yellow = ((1 - inks.get(name, 0.0)) * light for name in ("Cyan", "Magenta", "Yellow"))
    return cyan, magenta, yellow


def _over(colour: Rgb, ground: Rgb, alpha: float) -> Rgb:
    red, green, blue = (alpha * front + (1 - alpha) * back for front, back in zip(colour, ground, strict=True))
    return red, green, blue


def ratio(first: Rgb, second: Rgb) -> float:
    """The contrast ratio of two colours (WCAG 2.2, definition of relative luminance)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
