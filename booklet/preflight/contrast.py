"""How much text stands out from what is printed around it, by the picture that a viewer makes of the page."""

from collections.abc import Iterator
from typing import Any

import pypdfium2

from booklet.preflight.colours import Colour, plates
from booklet.preflight.marks import Mark
from booklet.preflight.objects import FOREIGN_ERRORS
from booklet.preflight.plates import resolution_for
from booklet.preflight.subject import PageFacts, Subject

Rgb = tuple[float, float, float]

_MARGIN_PIXELS = 2
_LEAST_SHARE = 0.15
_STEP = 16


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
    texts: dict[int, list[Mark]] = {}
    for mark in subject.painted.of_kind("text"):
        if subject.seen(mark) and mark.box[2] > mark.box[0] and _is_read(mark):
            texts.setdefault(mark.page, []).append(mark)
    for number, marks in texts.items():
        page = subject.page(number)
        scale = resolution_for(max(page.media[2] - page.media[0], page.media[3] - page.media[1])) / 72
        try:
            picture = document[number - 1].render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        except (pypdfium2.PdfiumError, *FOREIGN_ERRORS):
            continue
        for mark in marks:
            colour = screen_colour(mark.paint.colour)
            grounds = _grounds(picture, _pixels(page, mark, scale)) if colour is not None else ()
            if colour is not None and grounds:
                yield mark, min(ratio(_over(colour, ground, mark.paint.alpha), ground) for ground in grounds)


def _is_read(mark: Mark) -> bool:
    """Whether there is a letter or a figure in it: leaders and dashes are decoration."""
    words = mark.font.reading(mark.codes) if mark.font is not None else ""
    return not words or any(sign.isalnum() for sign in words)


def _pixels(page: PageFacts, mark: Mark, scale: float) -> tuple[int, int, int, int]:
    """The mark's box in the picture, whose top left is that of what is shown, turned as it is shown."""
    shown = page.crop or page.media
    turned = page._replace(trim=None, art=None, crop=None, media=shown, unit=1.0)
    x, y, width, height = (value * scale * 72 / 25.4 for value in turned.place(mark.box))
    return int(x), int(y), int(x + width) + 1, int(y + height) + 1


def _grounds(picture: Any, box: tuple[int, int, int, int]) -> list[Rgb]:
    """The colours of a narrow frame around a text, each that fills a fair share of it."""
    left, top, right, bottom = box
    width = _MARGIN_PIXELS
    frame = (
        (left, top - width, right, top), (left, bottom, right, bottom + width),
        (left - width, top, left, bottom), (right, top, right + width, bottom),
    )  # fmt: skip
    counts: dict[tuple[int, int, int], list[int]] = {}
    for strip in frame:
        inside = max(strip[0], 0), max(strip[1], 0), min(strip[2], picture.width), min(strip[3], picture.height)
        if inside[0] < inside[2] and inside[1] < inside[3]:
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
