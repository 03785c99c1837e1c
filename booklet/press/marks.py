"""Marked content in the renderer's content streams: what tags hang on, and a press file has no tags."""

import re

# Each operand stands on a line of its own, unlike those of all other operators.
_MARK = re.compile(rb"^(?:/\w+\n<<[^\n]*>>\nBDC|/\w+\nBMC|EMC)(?:\n|\Z)", re.MULTILINE)


def without_marks(content: bytes) -> bytes:
    """The content stream without its marked-content operators (ISO 32000-1, 14.6); it paints the same."""
    return _MARK.sub(b"", content)
