"""The surface that content streams paint on: the graphics state, its stack, its colours, and the marks left.

Numbers that are missing or wrong leave the state as it is, as viewers do. `paths` and `texts` add their operators to
this class, `walk` adds what leads into other streams.
"""

from math import inf

from booklet.preflight.colours import PATTERN, Colour
from booklet.preflight.marks import Mark, MarkKind, Note, Painted
from booklet.preflight.resources import GraphicsState, Resources
from booklet.preflight.scan import name_in, numbers
from booklet.preflight.state import Box, Paint, State, intersection, is_empty, multiplied

_DEEPEST_STACK = 512


class Canvas:
    """The state that runs through a page's streams, and what was painted so far."""

    def __init__(self, painted: Painted, page: int, resources: Resources, state: State) -> None:
        self.painted = painted
        self.page = page
        self.resources = resources
        self.state = state
        self.stack: list[State] = []
        self.cell: Box | None = None
        self.tagged: list[bool] = []

    def note(self, kind: str, detail: str = "", item: object = None) -> None:
        """Remember something that is no mark."""
        self.painted.notes.append(Note(self.page, kind, detail, None, item))  # type: ignore[arg-type]

    def mark(self, kind: MarkKind, box: Box, paint: Paint, size: float = inf, **details: object) -> None:
        """Remember something painted, unless its clip leaves nothing of it."""
        seen = intersection(box if self.cell is None else self.cell, self.state.clip)
        if is_empty(seen):
            return
        more: dict[str, object] = {"tagged": any(self.tagged), "clip": self.state.clip, **details}
        made = Mark(self.page, kind, seen, paint, size, **more)  # type: ignore[arg-type]
        self.painted.marks.append(made)
        self.painted.by_paint.setdefault(paint, []).append(made)

    def save(self, _operands: bytes) -> None:
        """q: keep the state."""
        if len(self.stack) < _DEEPEST_STACK:
            self.stack.append(self.state)
            self.state = self.state.copy()

    def restore(self, _operands: bytes) -> None:
        """Q: take up the state that was kept."""
        if self.stack:
            self.state = self.stack.pop()
        else:
            self.note("unbalanced", "Q without q")

    def concatenate(self, operands: bytes) -> None:
        """cm: change the matrix."""
        found = numbers(operands)
        if len(found) == 6:
            self.state.matrix = multiplied((*found,), self.state.matrix)  # type: ignore[arg-type]

    def set_line_width(self, operands: bytes) -> None:
        """w: set line width."""
        found = numbers(operands)
        self.state.line_width = abs(found[0]) if found else self.state.line_width

    def set_graphics_state(self, operands: bytes) -> None:
        """gs: set graphics state."""
        chosen = self.resources.state(name_in(operands))
        if chosen is None:
            self.note("missing", f"the graphics state {name_in(operands).decode('latin-1')}")
            return
        self._change_paints(chosen)
        state = self.state
        state.line_width = state.line_width if chosen.line_width is None else chosen.line_width
        if chosen.font is not None:
            state.font, state.font_size = chosen.font
        for entry in chosen.device:
            self.note("device-control", entry)

    def _change_paints(self, chosen: GraphicsState) -> None:
        shared: dict[str, object] = {}
        if chosen.blend is not None:
            shared["blend"] = "Normal" if chosen.blend == "Compatible" else chosen.blend
        if chosen.soft_mask is not None:
            shared["masked"] = chosen.soft_mask
        if chosen.overprint_mode is not None:
            shared["overprint_mode"] = chosen.overprint_mode
        fill = _changed(shared, chosen.fill_alpha, chosen.fill_overprint)
        stroke = _changed(shared, chosen.stroke_alpha, chosen.stroke_overprint)
        if fill:
            self.state.fill = self.state.fill._replace(**fill)  # type: ignore[arg-type]
        if stroke:
            self.state.stroke = self.state.stroke._replace(**stroke)  # type: ignore[arg-type]

    def choose_fill_space(self, operands: bytes) -> None:
        """cs: choose fill space."""
        self.state.fill = self.state.fill._replace(colour=self._initial(operands))

    def choose_stroke_space(self, operands: bytes) -> None:
        """CS: choose stroke space."""
        self.state.stroke = self.state.stroke._replace(colour=self._initial(operands))

    def _initial(self, operands: bytes) -> Colour:
        space = self.resources.space(name_in(operands))
        return Colour(space, space.initial)

    def set_fill(self, operands: bytes) -> None:
        """Sc and scn: set fill."""
        self.state.fill = self.state.fill._replace(colour=self._colour(operands, self.state.fill.colour))

    def set_stroke(self, operands: bytes) -> None:
        """SC and SCN: set stroke."""
        self.state.stroke = self.state.stroke._replace(colour=self._colour(operands, self.state.stroke.colour))

    def _colour(self, operands: bytes, before: Colour) -> Colour:
        if b"/" not in operands:
            return before._replace(values=tuple(numbers(operands)), pattern="")
        name = name_in(operands)
        return self.pattern_colour(name, tuple(numbers(operands[: operands.rfind(b"/")])), before)

    def pattern_colour(self, name: bytes, values: tuple[float, ...], before: Colour) -> Colour:
        """The colour that a named pattern gives; `walk` looks into the pattern."""
        return Colour(before.space if before.space.family == "Pattern" else PATTERN, values, name[1:].decode("latin-1"))

    def set_fill_gray(self, operands: bytes) -> None:
        """g: set fill gray."""
        self._set_device_fill(b"/DeviceGray", operands)

    def set_fill_rgb(self, operands: bytes) -> None:
        """rg: set fill rgb."""
        self._set_device_fill(b"/DeviceRGB", operands)

    def set_fill_cmyk(self, operands: bytes) -> None:
        """k: set fill cmyk."""
        self._set_device_fill(b"/DeviceCMYK", operands)

    def set_stroke_gray(self, operands: bytes) -> None:
        """G: set stroke gray."""
        self._set_device_stroke(b"/DeviceGray", operands)

    def set_stroke_rgb(self, operands: bytes) -> None:
        """RG: set stroke rgb."""
        self._set_device_stroke(b"/DeviceRGB", operands)

    def set_stroke_cmyk(self, operands: bytes) -> None:
        """K: set stroke cmyk."""
        self._set_device_stroke(b"/DeviceCMYK", operands)

    def _set_device_fill(self, name: bytes, operands: bytes) -> None:
        colour = Colour(self.resources.space(name), tuple(numbers(operands)))
        self.state.fill = self.state.fill._replace(colour=colour)

    def _set_device_stroke(self, name: bytes, operands: bytes) -> None:
        colour = Colour(self.resources.space(name), tuple(numbers(operands)))
        self.state.stroke = self.state.stroke._replace(colour=colour)


def _changed(shared: dict[str, object], alpha: float | None, overprint: bool | None) -> dict[str, object]:  # noqa: FBT001 - a value, no flag
    own = dict(shared)
    if alpha is not None:
        own["alpha"] = alpha
    if overprint is not None:
        own["overprint"] = overprint
    return own
