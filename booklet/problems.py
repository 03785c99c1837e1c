"""What can be wrong, how it is told to people, and how the program exits."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

Severity = Literal["error", "warning"]


class ExitCode(IntEnum):
    """One number for each way to end; scripts may rely on them."""

    DONE = 0
    CONTENT = 1
    COMMAND_LINE = 2
    PREFLIGHT = 3
    SOMETHING_TO_INSTALL = 4
    FILE_REFUSED = 5
    BUSY = 6
    CLUSTER = 7
    OUR_BUG = 70
    INTERRUPTED = 130
    TERMINATED = 143


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what it is, what to do about it.

    ``path`` is relative to the project and uses ``/``; ``line`` counts from 1, ``None`` where a file has no lines.
    """

    path: str
    line: int | None
    severity: Severity
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        first = f"{place}: {self.severity}: {self.message}"
        return f"{first}\n  hint: {self.hint}" if self.hint else first


class BookletError(Exception):
    """The work cannot go on; carries every problem that was found before it stopped."""

    exit_code = ExitCode.CONTENT

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["BookletError"], tuple[Problem, ...]]:
        return type(self), self.problems


class ContentError(BookletError):
    """Something in data, translations or templates must be mended first."""


class PressError(BookletError):
    """A finished page would not print as it was meant."""

    exit_code = ExitCode.PREFLIGHT


class CommandLineError(BookletError):
    """What was asked for on the command line is not there."""

    exit_code = ExitCode.COMMAND_LINE


class FileRefusedError(BookletError):
    """A file or disk refuses to be read or written."""

    exit_code = ExitCode.FILE_REFUSED


class BusyError(BookletError):
    """Another build works in the same tree."""

    exit_code = ExitCode.BUSY


def in_reading_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, warnings first and errors last, by file and line."""
    return sorted(set(problems), key=lambda p: (p.severity == "error", p.path, p.line or 0, p.message, p.hint))


def errors_among(problems: Iterable[Problem]) -> list[Problem]:
    """Those problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]
