"""Walks the laid-out boxes: whether sections keep their pages, everything fits, and the lines are well set."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from booklet.compose import SectionPlace
from booklet.problems import ContentError, Problem
from booklet.render.renderer import Laid

PX_PER_MM = 96 / 25.4
PX_PER_PT = 96 / 72
TOLERANCE_PX = 0.6
BOTTOM_TOLERANCE_PX = 3.0
WORD_GAP_LIMIT_PT = 8.0
LAST_LINE_LETTERS = 5
HYPHEN_LIMIT = 2
UNPRINTED = frozenset({"svg", "style", "script", "title"})
PICTURES = frozenset({"svg", "img"})
PICTURE_WEIGHT = 1000  # a picture counts like so many letters, so that a lost one is noticed
HYPHENS = ("‐", "-", "\u00ad")

Budget = Sequence[SectionPlace]


@dataclass(frozen=True)
class LineFault:
    """A line that a typographer would mend: what is wrong, in which block, on which page (from 1)."""

    page: int
    section: str
    block: str
    message: str
    text: str

    def as_problem(self, name: str) -> Problem:
        """A warning about this line of the edition ``name``."""
        message = f"page {self.page}, section {self.section}, block {self.block}: {self.message}: “{self.text.strip()}”"
        return Problem(name, None, "warning", message, "change the wording a little, or set a no-break space")


@dataclass(frozen=True)
class _Context:
    """What surrounds a box on the way down the tree."""

    section: str = ""
    block: str = ""
    in_flow: bool = True
    frames: tuple[tuple[float, float, float, float], ...] = ()
    justified: bool = False


@dataclass
class _Findings:
    pages: dict[str, set[int]] = field(default_factory=dict)
    spilled: dict[tuple[str, int], tuple[str, float]] = field(default_factory=dict)
    overflows: dict[tuple[str, str, int, str], float] = field(default_factory=dict)
    lines: list[LineFault] = field(default_factory=list)
    letters: Counter[tuple[str, str]] = field(default_factory=Counter)


def inspect_pages(
    laid: Laid, budget: Budget, *, language: str, flows: bool = False
) -> tuple[list[Problem], list[LineFault]]:
    """Problems that stop an edition and faulty lines.

    An edition stops when a section is not on its pages, a text leaves its frame, or a text of the HTML is not on any
    page (the renderer drops without a word what does not fit an absolute box or a table). Pages of no section are
    another reason, unless the edition ``flows``: then two sections may share a page, or leave one blank between them.
    """
    findings = _walked(laid)
    total = sum(place.pages for place in budget) if flows else len(laid.document.pages)
    problems = [
        *_page_problems(findings, budget, laid.name, language, total),
        *_overflow_problems(findings, laid.name),
        *_lost_problems(findings, laid),
    ]
    return problems, findings.lines


def found_places(laid: Laid, budget: Budget) -> tuple[SectionPlace, ...]:
    """The sections on the pages on which they came to stand; ContentError names one that is on none."""
    pages = {section: sorted(numbers) for section, numbers in _walked(laid).pages.items()}
    if lost := [place.section for place in budget if place.section not in pages]:
        hint = "its template prints nothing of it"
        raise ContentError(Problem(laid.name, None, "error", f"section {lost[0]} stands on no page", hint))
    return tuple(
        replace(place, first_page=pages[place.section][0], pages=len(pages[place.section])) for place in budget
    )


def _walked(laid: Laid) -> _Findings:
    findings = _Findings()
    for number, page in enumerate(laid.document.pages, start=laid.first_page):
        _walk_page(findings, number, page)
    return findings


def _lost_problems(findings: _Findings, laid: Laid) -> Iterator[Problem]:
    """One problem a section: which blocks have letters or pictures that are on no page."""
    lost: dict[str, list[str]] = {}
    for (section, block), count in sorted(_letters_of(laid.body).items()):
        missing = count - findings.letters[(section, block)]
        if missing > 0:
            what = "a picture" if missing >= PICTURE_WEIGHT else f"{missing} letters"
            lost.setdefault(section, []).append(f"{what} of {block}")
    for section, parts in lost.items():
        message = f"section {section} does not fit its page: {', '.join(parts)} would be lost"
        hint = "shorten the text; on a poster the event's title, venue, address, host or contact"
        yield Problem(laid.name, None, "error", message, hint)


def _letters_of(root: Any) -> Counter[tuple[str, str]]:
    """How many letters and figures each block of the HTML has, by section and block."""
    counts: Counter[tuple[str, str]] = Counter()
    pending: list[tuple[Any, str, str]] = [(root, "", "")]
    while pending:
        element, section, block = pending.pop()
        tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "svg"
        section, block = element.get("data-section") or section, element.get("data-block") or block
        if tag in PICTURES:
            counts[(section, block)] += PICTURE_WEIGHT
        if tag in UNPRINTED:
            continue
        counts[(section, block)] += _letter_count(element.text or "")
        for child in element:
            counts[(section, block)] += _letter_count(child.tail or "")
            pending.append((child, section, block))
    return counts


def _letter_count(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _page_problems(findings: _Findings, budget: Budget, name: str, language: str, total: int) -> Iterator[Problem]:
    budget = [place if place.pages else _as_long_as_it_is(findings, place) for place in budget]
    for place in budget:
        pages = sorted(findings.pages.get(place.section, ()))
        if len(pages) > place.pages:
            yield _too_long(findings, place, pages, name, language)
        elif len(pages) < place.pages:
            message = f"section {place.section} fills {len(pages)} of its {place.pages} pages in {language}"
            yield Problem(name, None, "error", message, "give it more text, or fewer pages in data/book/products.yaml")
    wanted = sum(place.pages for place in budget)
    if total != wanted and not any(len(findings.pages.get(p.section, ())) != p.pages for p in budget):
        yield Problem(name, None, "error", f"the edition has {total} pages instead of {wanted}")


def _as_long_as_it_is(findings: _Findings, place: SectionPlace) -> SectionPlace:
    """The place of a section that may fill as many pages as it needs, but at least one."""
    return replace(place, pages=max(len(findings.pages.get(place.section, ())), 1))


def _too_long(findings: _Findings, place: SectionPlace, pages: list[int], name: str, language: str) -> Problem:
    extra = pages[place.pages :]
    block, _ = findings.spilled[(place.section, extra[0])]
    height = sum(findings.spilled[(place.section, page)][1] for page in extra)
    message = (
        f"section {place.section} does not fit its {place.pages} page{'s' if place.pages > 1 else ''} in {language}: "
        f"from the block {block} on, {height / PX_PER_MM:.0f} mm are too much"
    )
    return Problem(name, None, "error", message, "shorten the text of this section")


def _overflow_problems(findings: _Findings, name: str) -> Iterator[Problem]:
    for (section, block, page, side), amount in sorted(findings.overflows.items()):
        place = f"page {page}, section {section}, block {block}"
        message = f"{place}: the text leaves its frame at the {side} by {amount / PX_PER_MM:.1f} mm"
        yield Problem(name, None, "error", message, "shorten the text")


def _walk_page(findings: _Findings, number: int, page: Any) -> None:
    page_box = page._page_box  # noqa: SLF001 - WeasyPrint offers no other way to the boxes
    content = (
        page_box.content_box_x(),
        page_box.content_box_y(),
        page_box.content_box_x() + page_box.width,
        page_box.content_box_y() + page_box.height,
    )
    for child in page_box.children:
        is_margin_box = type(child).__name__ == "MarginBox"
        context = _Context(in_flow=not is_margin_box, frames=() if is_margin_box else (content,))
        _walk(findings, number, child, context)


def _walk(findings: _Findings, page: int, box: Any, context: _Context) -> None:
    box = getattr(box, "_box", box)
    context = _entered(findings, page, box, context)
    if type(box).__name__ == "LineBox":
        _walk_line(findings, page, box, context)
        return
    if type(box).__name__.endswith("ReplacedBox"):
        _fits(findings, page, box, context)
        findings.letters[(context.section, context.block)] += PICTURE_WEIGHT
    children = getattr(box, "children", ())
    for child in children:
        _walk(findings, page, child, context)
    lines = [child for child in children if type(child).__name__ == "LineBox"]
    if lines and context.justified:
        _judge_paragraph(findings, page, lines, context, ends=_ends_here(box))


def _entered(findings: _Findings, page: int, box: Any, context: _Context) -> _Context:
    element = box.element
    section, block = context.section, context.block
    if element is not None and hasattr(element, "get"):
        section = element.get("data-section") or section
        block = element.get("data-block") or block
    if section and box.is_in_normal_flow() and context.in_flow and block:
        _remember(findings, page, section, block, box)
    elif section:
        findings.pages.setdefault(section, set()).add(page)
    frames = context.frames
    in_flow = context.in_flow
    if box.style["position"] in ("absolute", "fixed"):
        frames, in_flow = (), False
    if _is_frame(box):
        left, top = box.padding_box_x(), box.padding_box_y()
        frames = (*frames, (left, top, left + box.padding_width(), top + box.padding_height()))
    justified = box.style["text_align_all"] == "justify"
    return _Context(section, block, in_flow, frames, justified)


def _is_frame(box: Any) -> bool:
    """Whether a box has a height of its own that its text must keep; a box of no height is but an anchor."""
    if type(box).__name__ not in {"BlockBox", "TableCellBox", "InlineBlockBox"} or box.height < 1:
        return False
    style = box.style
    return (
        style["height"] != "auto"
        or style["overflow"] != "visible"
        or getattr(style["max_height"], "value", 0) != float("inf")
    )


def _remember(findings: _Findings, page: int, section: str, block: str, box: Any) -> None:
    findings.pages.setdefault(section, set()).add(page)
    first, height = findings.spilled.get((section, page), (block, 0.0))
    element = box.element
    if (
        element is not None
        and hasattr(element, "get")
        and element.get("data-block")
        and type(box).__name__ != "LineBox"
    ):
        height += box.margin_height()
    findings.spilled[(section, page)] = (first, height)


def _fits(findings: _Findings, page: int, box: Any, context: _Context) -> None:
    left, top = box.position_x, box.position_y
    right, bottom = left + box.margin_width(), top + box.margin_height()
    for frame in context.frames:
        sides = {
            "left": frame[0] - left - TOLERANCE_PX,
            "right": right - frame[2] - TOLERANCE_PX,
            "bottom": bottom - frame[3] - BOTTOM_TOLERANCE_PX,
        }
        for side, amount in sides.items():
            if amount > 0:
                key = (context.section, context.block, page, side)
                findings.overflows[key] = max(findings.overflows.get(key, 0.0), amount)


def _walk_line(findings: _Findings, page: int, line: Any, context: _Context) -> None:
    for leaf, block in _leaves_with_block(line, context.block):
        if type(leaf).__name__.endswith("ReplacedBox"):
            _fits(findings, page, leaf, context)
            findings.letters[(context.section, block)] += PICTURE_WEIGHT
        if type(leaf).__name__ == "TextBox":
            _fits(findings, page, leaf, context)
            if "::" not in (leaf.element_tag or ""):
                findings.letters[(context.section, block)] += _letter_count(leaf.text)


def _leaves(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    children = getattr(box, "children", None)
    if not children:
        yield box
        return
    for child in children:
        yield from _leaves(child)


def _leaves_with_block(box: Any, block: str) -> Iterator[tuple[Any, str]]:
    box = getattr(box, "_box", box)
    if box.element is not None and hasattr(box.element, "get"):
        block = box.element.get("data-block") or block
    children = getattr(box, "children", None)
    if not children:
        yield box, block
        return
    for child in children:
        yield from _leaves_with_block(child, block)


def _ends_here(box: Any) -> bool:
    return not getattr(box, "remove_decoration_sides", None) or "bottom" not in box.remove_decoration_sides


def _line_text(line: Any) -> str:
    return "".join(leaf.text for leaf in _leaves(line) if type(leaf).__name__ == "TextBox")


def _judge_paragraph(findings: _Findings, page: int, lines: list[Any], context: _Context, *, ends: bool) -> None:
    texts = [_line_text(line) for line in lines]
    for line, text in zip(lines, texts, strict=True):
        gap = _word_gap_pt(line)
        if gap > WORD_GAP_LIMIT_PT:
            _fault(findings, page, context, f"the gaps between words are {gap:.1f} pt wide", text)
    for first in range(len(texts) - HYPHEN_LIMIT):
        if all(text.rstrip().endswith(HYPHENS) for text in texts[first : first + HYPHEN_LIMIT + 1]):
            _fault(findings, page, context, f"more than {HYPHEN_LIMIT} hyphens stand in a row", texts[first])
    if ends and len(texts) > 1 and sum(letter.isalnum() for letter in texts[-1]) < LAST_LINE_LETTERS:
        _fault(findings, page, context, "the last line of the paragraph is too short", texts[-1])


def _word_gap_pt(line: Any) -> float:
    """The widest gap between words of a justified line, in points: the font's space and what justification added."""
    spaced = (leaf for leaf in _leaves(line) if type(leaf).__name__ == "TextBox" and " " in leaf.text.strip())
    gaps = [(leaf.justification_spacing + _space_width(leaf)) / PX_PER_PT for leaf in spaced]
    return max(gaps, default=0.0)


def _space_width(leaf: Any) -> float:
    """The width of a space in px: a quarter of the type size, as in our text face."""
    return float(leaf.style["font_size"]) * 0.25


def _fault(findings: _Findings, page: int, context: _Context, message: str, text: str) -> None:
    findings.lines.append(LineFault(page, context.section, context.block, message, text))
