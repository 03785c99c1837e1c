"""Text (ISO 32000-1, 9.4): where each piece stands, how large it comes out, and which codes it shows."""

from math import hypot

from booklet.preflight.marks import Painted
from booklet.preflight.paths import PathCanvas
from booklet.preflight.resources import Resources
from booklet.preflight.scan import adjustments, name_in, numbers, text_codes
from booklet.preflight.state import ASCENT, DESCENT, IDENTITY, Box, Matrix, State, multiplied, scale_of, transformed

_INVISIBLE = 3


class TextCanvas(PathCanvas):
    """A canvas that text is painted on as well."""

    def __init__(self, painted: Painted, page: int, resources: Resources, state: State) -> None:
        super().__init__(painted, page, resources, state)
        self.text_matrix: Matrix = IDENTITY
        self.line_matrix: Matrix = IDENTITY

    def set_character_space(self, operands: bytes) -> None:
        """Tc: set character space."""
        self.state.character_space = _first(operands, self.state.character_space)

    def set_word_space(self, operands: bytes) -> None:
        """Tw: set word space."""
        self.state.word_space = _first(operands, self.state.word_space)

    def set_stretch(self, operands: bytes) -> None:
        """Tz: set stretch."""
        self.state.stretch = _first(operands, 100 * self.state.stretch) / 100

    def set_leading(self, operands: bytes) -> None:
        """TL: set leading."""
        self.state.leading = _first(operands, self.state.leading)

    def set_rise(self, operands: bytes) -> None:
        """Ts: set rise."""
        self.state.rise = _first(operands, self.state.rise)

    def set_text_mode(self, operands: bytes) -> None:
        """Tr: set text mode."""
        self.state.text_mode = int(_first(operands, self.state.text_mode)) & 7

    def begin_text(self, _operands: bytes) -> None:
        """BT: begin text."""
        self.text_matrix = self.line_matrix = IDENTITY

    def set_text_matrix(self, operands: bytes) -> None:
        """Tm: set text matrix."""
        found = numbers(operands)
        if len(found) == 6:
            self.text_matrix = self.line_matrix = (*found,)  # type: ignore[assignment]

    def move_line(self, operands: bytes) -> None:
        """Td: move line."""
        found = numbers(operands)
        if len(found) == 2:
            self.line_matrix = multiplied((1.0, 0.0, 0.0, 1.0, *found), self.line_matrix)  # type: ignore[arg-type]
            self.text_matrix = self.line_matrix

    def move_line_and_lead(self, operands: bytes) -> None:
        """TD: move line and lead."""
        found = numbers(operands)
        self.state.leading = -found[1] if len(found) == 2 else self.state.leading
        self.move_line(operands)

    def next_line(self, _operands: bytes) -> None:
        """T*: next line."""
        self.move_line(b"0 %f" % -self.state.leading)

    def set_font(self, operands: bytes) -> None:
        """Tf: set font."""
        words = operands.split()
        self.state.font = self.resources.font(name_in(words[0]) if words else b"")
        self.state.font_size = _first(words[-1], self.state.font_size) if len(words) > 1 else self.state.font_size

    def show(self, operands: bytes) -> None:
        """Tj: show."""
        self._show(operands, 0.0)

    def show_adjusted(self, operands: bytes) -> None:
        """TJ: show adjusted."""
        self._show(operands, adjustments(operands))

    def show_on_next_line(self, operands: bytes) -> None:
        """': show on the next line."""
        self.next_line(b"")
        self.show(operands)

    def show_with_spaces(self, operands: bytes) -> None:
        """The quotation mark: set both spaces, and show on the next line."""
        found = numbers(operands.partition(b"(")[0].partition(b"<")[0])
        if len(found) == 2:
            self.state.word_space, self.state.character_space = found
        self.show_on_next_line(operands)

    def _show(self, operands: bytes, adjustment: float) -> None:
        state, font = self.state, self.state.font
        codes = text_codes(operands)
        if font is None or not codes:
            return
        characters = font.characters(codes)
        size = state.font_size
        advance = (font.width(characters) - adjustment) / 1000 * size + state.character_space * len(characters)
        if state.word_space and not font.is_composite:
            advance += state.word_space * codes.count(b" ")
        advance *= state.stretch
        matrix = multiplied(self.text_matrix, state.matrix)
        if state.text_mode != _INVISIBLE:
            box = transformed((0.0, state.rise + DESCENT * size, advance, state.rise + ASCENT * size), matrix)
            self._mark_text(box, abs(size) * hypot(matrix[2], matrix[3]), codes, lacks=font.lacks_letter(characters))
        self.show_drawn(codes, matrix)
        self.text_matrix = multiplied((1.0, 0.0, 0.0, 1.0, advance, 0.0), self.text_matrix)

    def _mark_text(self, box: Box, size: float, codes: bytes, *, lacks: bool) -> None:
        state, mode = self.state, self.state.text_mode % 4
        details: dict[str, object] = {"font": state.font, "codes": codes, "lacks_letter": lacks}
        if mode in {0, 2}:
            self.mark("text", box, state.fill, size, **details)
        if mode == 1:
            self.mark("text", box, state.stroke, size, **details)
        if mode in {1, 2}:
            self.mark("stroke", box, state.stroke, state.line_width * scale_of(state.matrix))

    def show_drawn(self, codes: bytes, matrix: Matrix) -> None:
        """For letters that are content streams themselves; `walk` follows them."""


def _first(operands: bytes, otherwise: float) -> float:
    found = numbers(operands)
    return found[0] if found else otherwise
