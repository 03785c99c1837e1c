"""Paths (ISO 32000-1, 8.5): the box of each, how narrow it is, and the clip that it leaves."""

from math import inf

from booklet.preflight.canvas import Canvas
from booklet.preflight.marks import Painted
from booklet.preflight.resources import Resources
from booklet.preflight.scan import numbers, path_points
from booklet.preflight.state import Box, State, intersection, scale_of, transformed


class PathCanvas(Canvas):
    """A canvas that areas and lines are painted on."""

    def __init__(self, painted: Painted, page: int, resources: Resources, state: State) -> None:
        super().__init__(painted, page, resources, state)
        self._points: list[float] = []
        self._rectangles: list[float] = []
        self._is_plain = True
        self._clips = False

    def add_path(self, run: bytes) -> None:
        """m, l, c, v, y and h: the points of a run of path construction."""
        self._points += path_points(run)
        if self._is_plain and (b"c" in run or b"v" in run or b"y" in run or run.count(b"m") > 1):
            self._is_plain = False

    def add_rectangle(self, operands: bytes) -> None:
        """re: a rectangle."""
        found = numbers(operands)
        if len(found) == 4:
            left, bottom, width, height = found
            self._rectangles += (left, bottom, left + width, bottom + height)

    def set_clip(self, _operands: bytes) -> None:
        """W and W*: set clip."""
        self._clips = True

    def end_path(self, _operands: bytes) -> None:
        """n: end path."""
        self._end()

    def fill_path(self, _operands: bytes) -> None:
        """f, F and f*: fill path."""
        self._end(fill=True)

    def stroke_path(self, _operands: bytes) -> None:
        """S and s: stroke path."""
        self._end(stroke=True)

    def fill_and_stroke_path(self, _operands: bytes) -> None:
        """B, B*, b and b*: fill and stroke path."""
        self._end(fill=True, stroke=True)

    def _end(self, *, fill: bool = False, stroke: bool = False) -> None:
        """Paint the path that was built, and clip with it where W came before."""
        points = self._points + self._rectangles
        if points:
            box = transformed(
                (min(points[::2]), min(points[1::2]), max(points[::2]), max(points[1::2])), self.state.matrix
            )
            if fill:
                self._fill(box)
            if stroke:
                self._stroke(box)
            if self._clips:
                self.state.clip = intersection(self.state.clip, box)
        elif self._clips:
            self.state.clip = (0.0, 0.0, -1.0, -1.0)
        self._clips = False
        self._points, self._rectangles, self._is_plain = [], [], True

    def _fill(self, box: Box) -> None:
        width = inf
        if self._is_plain and (not self._points or not self._rectangles):
            left, bottom, right, top = intersection(box, self.state.clip)
            width = min(right - left, top - bottom)
        self.mark("fill", box, self.state.fill, width)

    def _stroke(self, box: Box) -> None:
        width = self.state.line_width * scale_of(self.state.matrix)
        half = width / 2
        wider = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
        self.mark("stroke", wider, self.state.stroke, width)
