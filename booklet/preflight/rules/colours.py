"""Colour spaces, the sum of inks, black text, spot inks, and gradients."""

from collections.abc import Iterator

import pikepdf

from booklet.model.printers import Printer
from booklet.preflight.colours import ALL, PROCESS, Space, colour_name, ink_percent, inks_used, plates, space_of
from booklet.preflight.objects import entry, number, parts
from booklet.preflight.rules.base import Hit, Rule, marked, too_high, visible
from booklet.preflight.subject import Subject

_DISPLAY_TEXT_PT = 24
_NEARLY_BLACK = 0.9
_INK_SLACK = 0.05
_JUDGED_ELSEWHERE = {"Pattern", "JPXDecode", "an unknown colour space"}


def colour_space(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The space of every text, line, area, picture and gradient is one that the printer takes."""
    allowed = printer.colour_spaces.allow if printer.colour_spaces is not None else None
    if allowed is None:
        return
    for paint, marks in subject.painted.by_paint.items():
        space = paint.colour.space.described
        if space.label in allowed or space.family in _JUDGED_ELSEWHERE:
            continue
        for mark in visible(subject, marks):
            if mark.picture is None or not mark.picture.is_stencil:
                yield marked(mark, space.label, ", ".join(allowed))


def ink_sum(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """The sum of all inks of one colour; exact where nothing overprints or shines through."""
    for paint, marks in subject.painted.by_paint.items():
        percent = ink_percent(paint.colour)
        judged = None if percent is None else too_high(percent, printer.limits.ink_percent, _INK_SLACK)
        if judged is not None and paint.colour.space.names != (ALL,):
            for mark in visible(subject, marks):
                yield marked(mark, f"{percent:.0f} % ({colour_name(paint.colour)})", f"{judged[1]:g} %", judged[0])


def rich_black_text(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Black text of reading size is black ink alone: other plates never meet it exactly."""
    for paint, marks in subject.painted.by_paint.items():
        found = dict(plates(paint.colour) or ())
        if found.get("Black", 0.0) < _NEARLY_BLACK or len(inks_used(paint.colour)) < 2:
            continue
        if paint.colour.space.names == (ALL,):
            continue
        for mark in visible(subject, marks):
            if mark.kind == "text" and mark.size < _DISPLAY_TEXT_PT:
                yield marked(mark, f"{colour_name(paint.colour)} at {mark.size:.1f} pt", "C0 M0 Y0 K100")


def registration_colour(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """The colour All, on every plate at once, is for marks beside the page."""
    for paint, marks in subject.painted.by_paint.items():
        if ALL in paint.colour.space.described.names:
            for mark in visible(subject, marks):
                yield marked(mark, "Separation All")


def _spots(subject: Subject) -> dict[str, Space]:
    """Names of spot inks in use with the space that names each first."""
    found: dict[str, Space] = {}
    for paint in subject.painted.by_paint:
        space = paint.colour.space.described
        for name in space.names:
            if name not in {ALL, "None", *PROCESS}:
                found.setdefault(name, space)
    return found


def spot_inks(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """No more inks than were agreed."""
    names = sorted(_spots(subject))
    judged = too_high(len(names), printer.limits.spot_inks)
    if judged is not None:
        yield Hit(
            object=", ".join(names), measured=f"{len(names)} spot inks", limit=f"{judged[1]:g}", severity=judged[0]
        )


def spot_names(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """Two spellings of one ink make two plates; a process ink has its own name."""
    spellings: dict[str, list[str]] = {}
    for name in (*PROCESS, *sorted(_spots(subject))):
        spellings.setdefault("".join(name.split()).casefold(), []).append(name)
    for names in spellings.values():
        if len(names) > 1:
            yield Hit(object=" and ".join(names), measured="one ink, several spellings")
    for name, bases in _bases(subject).items():
        if len(bases) > 1:
            yield Hit(object=name, measured=f"defined in {len(bases)} ways")


def _bases(subject: Subject) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for paint in subject.painted.by_paint:
        space = paint.colour.space.described
        if space.family == "Separation" and space.base is not None:
            found.setdefault(space.names[0], set()).add(space.base.label)
    return found


def profiles(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """ICC profiles, in colours and as the output intent, for printers that want none."""
    for paint, marks in subject.painted.by_paint.items():
        if paint.colour.space.described.family == "ICCBased":
            yield marked(marks[0], paint.colour.space.described.label, "no profiles")
    for intent in parts(entry(subject.root, "/OutputIntents")):
        if entry(intent, "/DestOutputProfile") is not None:
            yield Hit(object="output intent", measured="a profile", limit="no profiles")


def gradient_functions(subject: Subject, _printer: Printer) -> Iterator[Hit]:
    """A gradient's function gives as many numbers as its colour space has (ISO 32000-1, 8.7.4.5)."""
    for note in subject.painted.notes:
        if note.kind != "shading" or entry(note.item, "/Function") is None:
            continue
        space = space_of(entry(note.item, "/ColorSpace"))
        given = _outputs(entry(note.item, "/Function"))
        if space.colours and given is not None and given != space.colours:
            yield Hit(note.page, "a gradient", f"{given} numbers", f"{space.colours} for {space.label}", box=note.box)


def _outputs(function: pikepdf.Object | None, depth: int = 0) -> int | None:
    """How many numbers a function gives; None where it does not say."""
    if isinstance(function, pikepdf.Array):
        return len(function)
    ranges = parts(entry(function, "/Range"))
    if ranges:
        return len(ranges) // 2
    match int(number(entry(function, "/FunctionType"), -1)):
        case 2:
            return max(1, len(parts(entry(function, "/C0"))))
        case 3 if depth < 8:
            inner = parts(entry(function, "/Functions"))
            return _outputs(inner[0], depth + 1) if inner else None
    return None


def blending_space(subject: Subject, printer: Printer) -> Iterator[Hit]:
    """Transparency is blended in a colour space that the printer takes (GWG 2015)."""
    allowed = printer.colour_spaces.allow if printer.colour_spaces is not None else None
    groups = [(page.number, entry(page.item, "/Group")) for page in subject.pages]
    groups += [(note.page, note.item) for note in subject.painted.notes if note.kind == "group"]
    for page, group in groups if allowed is not None else ():
        item = entry(group, "/CS")
        if item is not None and allowed is not None and space_of(item).label not in allowed:
            yield Hit(page, "a transparency group", space_of(item).label, ", ".join(allowed))


RULES = (
    Rule(
        "colour-space",
        "error",
        "print",
        "the printer does not take this kind of colour",
        "name the colour, or convert the picture, in a colour space of the printer",
        colour_space,
    ),
    Rule("ink-sum", "error", "print", "there is too much ink in one place", "choose a lighter mixture", ink_sum),
    Rule(
        "text-black-rich",
        "warning",
        "print",
        "black text is mixed from several inks",
        "use black ink alone",
        rich_black_text,
    ),
    Rule(
        "separation-all",
        "error",
        "print",
        "the colour for cutting marks stands on the page",
        "use black",
        registration_colour,
    ),
    Rule(
        "spot-inks",
        "error",
        "print",
        "there are more spot inks than agreed",
        "convert them to CMYK, or ask the printer",
        spot_inks,
    ),
    Rule(
        "spot-names",
        "warning",
        "print",
        "spot inks are not named clearly",
        "give each ink one name and one definition",
        spot_names,
    ),
    Rule("profile-embedded", "off", "print", "an ICC profile is in the file", "export it without profiles", profiles),
    Rule(
        "gradient-function",
        "error",
        "file",
        "a gradient is broken and prints in wrong colours or not at all",
        "use flat colours or a picture",
        gradient_functions,
    ),
    Rule(
        "blending-space",
        "error",
        "print",
        "transparency is blended in a colour space that the printer does not take",
        "blend it in CMYK, or flatten it",
        blending_space,
    ),
)
