"""The commands: parse, call, print, exit. The one place that prints and exits."""

from booklet.cli import letters, making, paper, previewing, publishing, translating
from booklet.cli.shared import main

__all__ = ["letters", "main", "making", "paper", "previewing", "publishing", "translating"]
