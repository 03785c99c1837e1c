"""A content stream's bytes → its operations (ISO 32000-1, 7.8.2), in one pass and without ever failing.

Regular expressions do the common forms in one match each: a whole run of path construction, or an operator with all
its operands. What is nested (strings, arrays and dictionaries within one another) is read by hand.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SPACE = rb"[\x00\t\n\f\r ]"
_NUMBER = rb"[+\-.\d]++"
_STEP = rb"(?:(?:" + _NUMBER + _SPACE + rb"++)++[mlcvy]|h)(?=" + _SPACE + rb"|\Z)" + _SPACE + rb"*+"
_OPERAND = (
    rb"(?:" + _NUMBER + rb"|/[^\x00\t\n\f\r ()<>\[\]{}/%]*+|\[[^\[\]()%]*+\]|<[\da-fA-F\x00\t\n\f\r ]*+>"
    rb"|\((?:[^()\\]|\\.)*+\)|<<[^<>()%]*+>>)" + _SPACE + rb"*+"
)
_PATH = rb"(?P<path>(?:" + _STEP + rb")++)"
_OPERATION = rb"(?P<operands>(?:" + _OPERAND + rb")*+)(?P<operator>[A-Za-z'\"][A-Za-z0-9*'\"]*+)"
_NEXT = re.compile(_SPACE + rb"*+(?:" + _PATH + rb"|" + _OPERATION + rb")", re.DOTALL)

_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]*+")
_BLANK = re.compile(_SPACE + rb"*+")
_ATOM = re.compile(_OPERAND, re.DOTALL)
_BRACKET = re.compile(rb"[()\[\]<>%]|\\.", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*+")
_END_OF_IMAGE = re.compile(_SPACE + rb"EI(?=" + _SPACE + rb"|\Z)")
_IMAGE_DATA = re.compile(rb"(?:^|(?<=[\s\])>]))ID(?=\s)")
_LITERALS = {b"true", b"false", b"null"}

PATH = b"path"
"""The operator under which a run of m, l, c, v, y and h is told, with its text as operands."""

_MAXIMUM_DEPTH = 64


class Operation(NamedTuple):
    """An operator and the bytes of its operands; an inline image is ``BI`` with its dictionary's bytes."""

    operator: bytes
    operands: bytes


def operations(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Operator and operands of each operation; what is no PDF is passed over a byte at a time."""
    position, end = 0, len(content)
    pending: list[bytes] = []
    match_next = _NEXT.match
    while position < end:
        match = match_next(content, position)
        if match is None:
            start = _BLANK.match(content, position).end()  # type: ignore[union-attr]
            position = _after_object(content, start)
            pending.append(content[start:position])
            continue
        position = match.end()
        if match.lastgroup == "path":
            yield PATH, match[1]
            continue
        operator = match[3]
        if operator in _LITERALS:
            pending += (match[2], operator)
        elif operator == b"BI":
            dictionary, position = _inline_image(content, position)
            yield operator, dictionary
        else:
            yield operator, (b" ".join((*pending, match[2])) if pending else match[2])
            pending.clear()


def _inline_image(content: bytes, start: int) -> tuple[bytes, int]:
    """The dictionary of an inline image and the place after its EI."""
    data = _IMAGE_DATA.search(content, start)
    if data is None:
        return content[start:], len(content)
    close = _END_OF_IMAGE.search(content, data.end())
    return content[start : data.start()], len(content) if close is None else close.end()


def _after_object(content: bytes, start: int) -> int:
    """The place after the string, array, dictionary, comment or stray byte that begins at ``start``."""
    comment = _COMMENT.match(content, start)
    if comment is not None:
        return comment.end()
    if content[start : start + 1] not in {b"(", b"[", b"<"}:
        atom = _ATOM.match(content, start)
        return atom.end() if atom is not None else start + 1
    return _after_brackets(content, start)


def _after_brackets(content: bytes, start: int) -> int:
    """The place where every bracket that opens from ``start`` on is closed; round ones hide all others."""
    depth, strings, position = 0, 0, start
    while match := _BRACKET.search(content, position):
        position = match.end()
        mark = match[0]
        if mark == b"(":
            strings += 1
        elif mark == b")":
            strings -= strings > 0
        elif strings == 0 and mark == b"%":
            position = _COMMENT.match(content, match.start()).end()  # type: ignore[union-attr]
        elif strings == 0 and mark in {b"[", b"<"}:
            depth += 1
        elif strings == 0 and mark in {b"]", b">"}:
            depth -= 1
        if (depth <= 0 and strings == 0) or depth > _MAXIMUM_DEPTH:
            return position
    return len(content)


def numbers(operands: bytes) -> list[float]:
    """The operands as numbers; empty where one of them is none."""
    try:
        return list(map(float, operands.split()))
    except ValueError:
        return _lenient(operands)


def _lenient(operands: bytes) -> list[float]:
    """Numbers that other programs write and readers accept: ``--5``, ``4.-3`` and words between them are 0."""
    found = []
    for word in operands.split():
        match = re.match(rb"[+-]*(\d*\.?\d*)", word)
        digits = match[1] if match else b""
        value = float(digits) if digits.strip(b".") else 0.0
        found.append(-value if word.startswith(b"-") else value)
    return found


def path_points(run: bytes) -> list[float]:
    """The coordinates of a run of path construction, x and y by turns."""
    points = numbers(run.translate(None, b"mlcvyh"))
    return points[: len(points) // 2 * 2]


def name_in(operands: bytes) -> bytes:
    """The last name among the operands with its slash, or nothing; ``#20`` stands for a space."""
    match = _NAME.search(operands, max(operands.rfind(b"/"), 0))
    word = match[0] if match else b""
    return re.sub(rb"#([\da-fA-F]{2})", lambda match: bytes([int(match[1], 16)]), word) if b"#" in word else word


_STRING = re.compile(rb"<([\da-fA-F\s]*)>|\(((?:[^()\\]|\\.|\([^()]*\))*)\)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\r\n": b"", b"\n": b"", b"\r": b""}


def text_codes(operands: bytes) -> bytes:
    """The bytes of every string among the operands of a text operator, joined."""
    if b"(" not in operands:
        joined = b"".join(_HEXADECIMAL.findall(operands))
        try:
            return bytes.fromhex(joined.decode("ascii"))
        except ValueError:
            return _odd_hexadecimal(joined)
    return b"".join(
        _odd_hexadecimal(match[1]) if match[2] is None else _unescaped(match[2]) for match in _STRING.finditer(operands)
    )


_HEXADECIMAL = re.compile(rb"<([^>]*)>")
_ADJUSTMENT = re.compile(rb"[>)]\s*([+\-.\d]+)")


def adjustments(operands: bytes) -> float:
    """The sum of the numbers between the strings of a TJ, in thousandths of the text size."""
    found = _ADJUSTMENT.findall(operands)
    try:
        return sum(map(float, found))
    except ValueError:
        return sum(_lenient(b" ".join(found)))


def _odd_hexadecimal(digits: bytes) -> bytes:
    clean = bytes(digit for digit in digits if digit in b"0123456789abcdefABCDEF").decode("ascii")
    return bytes.fromhex(clean + "0" * (len(clean) % 2))


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text:
        return text
    return _ESCAPE.sub(_escaped, text)


def _escaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[:1] < b"8" else _ESCAPED.get(sign, sign)
