"""Templates and style sheets that would reach outside the project or break the print."""

import re
from collections.abc import Iterator

from booklet.problems import Problem
from booklet.sources import Sources

FOLDER = "templates"

_OUTSIDE = (
    re.compile(r"""(?:https?:|file:|ftp:)?//[^\s"')>]+|(?:file|ftp|https?):[^\s"')>]+"""),
    re.compile(r"""\b(?:src|href|data|poster|srcset)\s*=\s*["']?((?:/|\.\.)[^\s"'>]*)"""),
    re.compile(r"""(?:url\(\s*|@import\s+)["']?(/[^\s"')]*)"""),
)
_UNSAFE = (
    (re.compile(r"\|\s*(safe|upper|lower|title|capitalize|sort)\b"), "the filter {0} is not allowed here",
     "capitals are made by the style sheet; order and safety by the program"),
    (re.compile(r"\b(linear|radial|conic)-gradient\b"), "{0}-gradient vanishes from press files", "use a flat colour"),
    (re.compile(r"(?<![\w-])(opacity|mix-blend-mode|marks)\s*:"), "{0} breaks press or screen files", "take it out"),
    (re.compile(r"@page\s[^{]*(:first)\b"), "@page {0} means the whole book, not a section", "name the section's page"),
    (re.compile(r"(?:color|fill|stroke|background|border[\w-]*)\s*[:=]\s*[\"']?(#[0-9a-fA-F]{3,8}|rgba?\(|black|white|red)\b"),
     "the colour {0} is no ink", "use device-cmyk() with a colour of data/formats.yaml"),
)  # fmt: skip


def template_problems(sources: Sources) -> Iterator[Problem]:
    """Every such place in ``templates/``, with its line."""
    for pattern in ("**/*.html", "**/*.css", "**/*.svg"):
        for path in sources.names(FOLDER, pattern):
            for number, line in enumerate(sources.text(path).split("\n"), start=1):
                yield from _line_problems(path, number, line)


def _line_problems(path: str, number: int, line: str) -> Iterator[Problem]:
    for address in dict.fromkeys(_addresses(line)):
        message = f"the address {address} leads out of the project"
        yield Problem(path, number, "error", message, "name a file in templates/")
    for pattern, message, hint in _UNSAFE:
        for match in pattern.finditer(line):
            yield Problem(path, number, "error", message.format(match[1]), hint)


def _addresses(line: str) -> Iterator[str]:
    """Addresses of this line that are no files of the project; the names of XML vocabularies are no addresses."""
    for pattern in _OUTSIDE:
        for match in pattern.finditer(line):
            address = match[match.lastindex or 0]
            if "www.w3.org" not in address:
                yield address
