"""Follows every page of a PDF through its streams, forms, patterns and drawn letters, and tells what is painted.

WeasyPrint, and others, give all pages one shared table of resources: only the walk tells which page uses what.
"""

from collections.abc import Callable
from math import hypot

import pikepdf

from booklet.preflight.colours import UNKNOWN, Colour
from booklet.preflight.marks import Note, Painted
from booklet.preflight.objects import content_of, entry, identity, number, parts, text
from booklet.preflight.resources import Cache, Picture, Resources
from booklet.preflight.scan import PATH, name_in, operations
from booklet.preflight.state import Box, Matrix, Paint, State, intersection, multiplied, transformed
from booklet.preflight.texts import TextCanvas

OPERATION_LIMIT = 3_000_000
_DEEPEST_NESTING = 24
_UNIT_SQUARE: Box = (0.0, 0.0, 1.0, 1.0)


class TooMuchError(ValueError):
    """The streams hold more operations than anyone would print."""


class Walk(TextCanvas):
    """One page; ``done`` counts the operations of the whole file."""

    def __init__(self, painted: Painted, page: int, resources: Resources, state: State) -> None:
        super().__init__(painted, page, resources, state)
        self.done = 0
        self._origin: Matrix = state.matrix
        self._depth = 0
        self._has_own_tags = True
        self._cells: set[tuple[int, int]] = set()

    def run(self, content: bytes) -> None:
        """Do every operation of a stream; what it pushed without popping is popped at its end."""
        depth, marked, handlers = len(self.stack), len(self.tagged), HANDLERS
        for operator, operands in operations(content):
            handler = handlers.get(operator)
            if handler is not None:
                handler(self, operands)
            self.done += 1
            if self.done > OPERATION_LIMIT:
                raise TooMuchError(f"the pages hold more than {OPERATION_LIMIT} operations")
        if len(self.stack) > depth:
            self.note("unbalanced", f"{len(self.stack) - depth} × q without Q")
            self.state = self.stack[depth]
            del self.stack[depth:]
        del self.tagged[marked:]

    # ── pictures and forms ───────────────────────────────────────────────────────────────────────────────────────────

    def external(self, operands: bytes) -> None:
        """Do: external."""
        name = name_in(operands)
        item = self.resources.item("/XObject", name)
        shown = name[1:].decode("latin-1")
        match text(entry(item, "/Subtype")):
            case "Image" if item is not None:
                self._picture(self.resources.cache.made("picture", item, lambda: self.resources.picture(item, shown)))
            case "Form" if item is not None:
                self._form(item)
            case None:
                self.note("missing", f"the object {shown}")
            case kind:
                self.note("postscript", f"{shown}, of the kind {kind}")
        if entry(item, "/OPI") is not None:
            self.note("opi", shown)

    def inline_image(self, operands: bytes) -> None:
        """BI: inline image."""
        try:
            item = pikepdf.Object.parse(b"<<" + operands + b">>")
        except (pikepdf.PdfError, ValueError):
            self.note("missing", "the dictionary of an inline picture")
            return
        self._picture(self.resources.picture(item, "in the text of the page"))

    def _picture(self, picture: Picture) -> None:
        a, b, c, d, _, _ = self.state.matrix
        across, up = hypot(a, b) / 72, hypot(c, d) / 72
        resolution = min(picture.width / across if across else 0.0, picture.height / up if up else 0.0)
        paint = self.state.fill
        if not picture.is_stencil:
            paint = paint._replace(colour=Colour(picture.space, ()), masked=paint.masked or picture.soft)
        self.mark("picture", transformed(_UNIT_SQUARE, self.state.matrix), paint, resolution, picture=picture)

    def _form(self, form: pikepdf.Object) -> None:
        group = entry(form, "/Group")
        if text(entry(group, "/S")) == "Transparency":
            self.painted.notes.append(Note(self.page, "group", "", None, group))
        box = [number(part) for part in parts(entry(form, "/BBox"))]
        state = self.state.copy()
        state.matrix = multiplied(_matrix(form), state.matrix)
        if len(box) == 4:
            corners = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
            state.clip = intersection(state.clip, transformed(corners, state.matrix))
        self._enter(form, state, own_tags="/StructParents" in form)

    def _enter(self, stream: pikepdf.Object, state: State, *, own_tags: bool = False) -> None:
        """Run another stream in a state of its own, and come back to where it was called."""
        if self._depth >= _DEEPEST_NESTING:
            self.note("nesting", f"more than {_DEEPEST_NESTING} forms within one another")
            return
        kept = self.resources, self.state, self.stack, self._has_own_tags, self.text_matrix, self.line_matrix
        own = entry(stream, "/Resources")
        self.resources = self.resources.cache.resources(own) if own is not None else self.resources
        self.state, self.stack, self._has_own_tags = state, [], own_tags
        self._depth += 1
        try:
            self.run(content_of(stream))
        finally:
            self._depth -= 1
            self.resources, self.state, self.stack, self._has_own_tags, self.text_matrix, self.line_matrix = kept

    # ── gradients and patterns ───────────────────────────────────────────────────────────────────────────────────────

    def shading(self, operands: bytes) -> None:
        """sh: shading."""
        name = name_in(operands)
        item = self.resources.item("/Shading", name)
        if item is None:
            self.note("missing", f"the gradient {name.decode('latin-1')}")
            return
        self._gradient(item, self.state.fill, self.state.clip)

    def _gradient(self, item: pikepdf.Object, paint: Paint, box: Box) -> None:
        self.painted.notes.append(Note(self.page, "shading", "", box, item))
        space = self.resources.space_of(entry(item, "/ColorSpace"))
        self.mark("shading", box, paint._replace(colour=Colour(space, ())))

    def pattern_colour(self, name: bytes, values: tuple[float, ...], before: Colour) -> Colour:
        """The colour of a pattern; a tiled one is looked into once on each page."""
        colour = super().pattern_colour(name, values, before)
        item = self.resources.item("/Pattern", name)
        if item is None:
            self.note("missing", f"the pattern {name.decode('latin-1')}")
        elif int(number(entry(item, "/PatternType"))) == 2:
            shading = entry(item, "/Shading")
            self._look_into(item, lambda: self._gradient(shading, self.state.fill, self.state.clip))  # type: ignore[arg-type]
        else:
            self._look_into(item, lambda: self._tiles(item, values, colour))
        return colour

    def _look_into(self, item: pikepdf.Object, look: Callable[[], None]) -> None:
        if identity(item) not in self._cells:
            self._cells.add(identity(item))
            look()

    def _tiles(self, pattern: pikepdf.Object, values: tuple[float, ...], colour: Colour) -> None:
        # Where each tile falls is left open: its marks stand for the whole area that the clip leaves.
        state = State(matrix=multiplied(_matrix(pattern), self._origin), clip=self.state.clip)
        if int(number(entry(pattern, "/PaintType"))) == 2:
            state.fill = state.stroke = Paint(Colour(colour.space.base or UNKNOWN, values))
        before, self.cell = self.cell, self.cell or self.state.clip
        self._enter(pattern, state)
        self.cell = before

    # ── letters that are drawings ────────────────────────────────────────────────────────────────────────────────────

    def show_drawn(self, codes: bytes, matrix: Matrix) -> None:
        """Follow the drawing of each letter of a Type 3 font, once on each page."""
        font = self.state.font
        if font is None or font.kind != "Type3" or font.dictionary is None:
            return
        values = [number(part) for part in parts(entry(font.dictionary, "/FontMatrix"))]
        if len(values) != 6:
            return
        size = self.state.font_size
        placed = multiplied((*values,), multiplied((size, 0.0, 0.0, size, 0.0, 0.0), matrix))  # type: ignore[arg-type]
        for code in sorted(set(codes)):
            drawing = entry(entry(font.dictionary, "/CharProcs"), font.glyph_name(code))
            if isinstance(drawing, pikepdf.Stream):
                self._look_into(drawing, lambda drawing=drawing: self._letter(drawing, placed))  # type: ignore[misc]

    def _letter(self, drawing: pikepdf.Object, matrix: Matrix) -> None:
        state = self.state.copy()
        state.matrix, state.font = matrix, None
        before, self.resources = self.resources, self._letter_resources()
        self._enter(drawing, state)
        self.resources = before

    def _letter_resources(self) -> Resources:
        font = self.state.font
        own = None if font is None else entry(font.dictionary, "/Resources")
        return self.resources if own is None else self.resources.cache.resources(own)

    # ── tags ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def begin_marked(self, operands: bytes) -> None:
        """Whether what follows is an artifact or hangs on the tags (ISO 32000-1, 14.7.4 and 14.8.2.2)."""
        is_counted = b"/MCID" in operands or self._named_properties(operands)
        self.tagged.append(b"/Artifact" in operands or (self._has_own_tags and is_counted))

    def end_marked(self, _operands: bytes) -> None:
        """EMC: end marked."""
        if self.tagged:
            self.tagged.pop()

    def _named_properties(self, operands: bytes) -> bool:
        if b"<<" in operands:
            return False
        return entry(self.resources.item("/Properties", name_in(operands)), "/MCID") is not None


def _matrix(item: pikepdf.Object) -> Matrix:
    values = [number(part) for part in parts(entry(item, "/Matrix"))]
    return (*values,) if len(values) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # type: ignore[return-value]


def walk_page(painted: Painted, number_of_page: int, page: pikepdf.Object, cache: Cache, done: int) -> int:
    """Add what one page paints; returns the number of operations of the file so far."""
    resources = cache.resources(inherited(page, "/Resources"))
    state = State()
    walk = Walk(painted, number_of_page, resources, state)
    walk.done = done
    walk.run(content_of(entry(page, "/Contents")))
    return walk.done


def inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """An entry of a page, or of the nodes above it (ISO 32000-1, 7.7.3.4)."""
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST_NESTING):
        found = entry(node, key)
        if found is not None or node is None:
            return found
        node = entry(node, "/Parent")
    return None


HANDLERS: dict[bytes, Callable[[Walk, bytes], None]] = {
    PATH: Walk.add_path, b"re": Walk.add_rectangle,
    b"q": Walk.save, b"Q": Walk.restore, b"cm": Walk.concatenate, b"w": Walk.set_line_width,
    b"gs": Walk.set_graphics_state,
    b"cs": Walk.choose_fill_space, b"CS": Walk.choose_stroke_space,
    b"sc": Walk.set_fill, b"scn": Walk.set_fill, b"SC": Walk.set_stroke, b"SCN": Walk.set_stroke,
    b"g": Walk.set_fill_gray, b"rg": Walk.set_fill_rgb, b"k": Walk.set_fill_cmyk,
    b"G": Walk.set_stroke_gray, b"RG": Walk.set_stroke_rgb, b"K": Walk.set_stroke_cmyk,
    b"W": Walk.set_clip, b"W*": Walk.set_clip, b"n": Walk.end_path,
    b"f": Walk.fill_path, b"F": Walk.fill_path, b"f*": Walk.fill_path,
    b"S": Walk.stroke_path, b"s": Walk.stroke_path,
    b"B": Walk.fill_and_stroke_path, b"B*": Walk.fill_and_stroke_path,
    b"b": Walk.fill_and_stroke_path, b"b*": Walk.fill_and_stroke_path,
    b"BT": Walk.begin_text, b"Tm": Walk.set_text_matrix, b"Td": Walk.move_line, b"TD": Walk.move_line_and_lead,
    b"T*": Walk.next_line, b"Tf": Walk.set_font,
    b"Tj": Walk.show, b"TJ": Walk.show_adjusted, b"'": Walk.show_on_next_line, b'"': Walk.show_with_spaces,
    b"Tc": Walk.set_character_space, b"Tw": Walk.set_word_space, b"Tz": Walk.set_stretch, b"TL": Walk.set_leading,
    b"Ts": Walk.set_rise, b"Tr": Walk.set_text_mode,
    b"Do": Walk.external, b"sh": Walk.shading, b"BI": Walk.inline_image,
    b"BMC": Walk.begin_marked, b"BDC": Walk.begin_marked, b"EMC": Walk.end_marked,
}  # fmt: skip
