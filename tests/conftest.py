"""A project of a few lines for tests that plant faults: a copy of ``tests/world`` with our fonts and profiles."""

import os
import shutil
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from booklet import cli
from booklet.project import Project, read_project
from booklet.sources import Sources

CHECKOUT = Path(__file__).parents[1]
SMALL_WORLD = Path(__file__).parent / "world"
SHARED = ("templates/shared/fonts", "data/profiles", "data/schema")
EVENT = "vigil"


@dataclass(frozen=True)
class World:
    """A project below ``root``, free to be spoilt."""

    root: Path

    @property
    def sources(self) -> Sources:
        """A new door to its files, which has read nothing yet."""
        return Sources(self.root)

    def text(self, path: str) -> str:
        """A file as it stands now."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        """Put a file in place of whatever is there; a linked file of the checkout stays as it is."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def replace(self, path: str, old: str, new: str, marked: str = "") -> int:
        """Put ``new`` for the only ``old``; the line on which ``new`` begins, or on which ``marked`` in it stands."""
        text = self.text(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))
        place = text.index(old) + (new.index(marked) if marked else 0)
        return text.replace(old, new).count("\n", 0, place) + 1

    def project(self, languages: Iterable[str] = ("en",), slugs: Iterable[str] = (EVENT,)) -> Project:
        """Everything that is read for the small event."""
        return read_project(self.sources, slugs, languages)

    def run(self, *arguments: str, answers: str | None = None) -> Result:
        """What a command prints and how it exits; a traceback of ours fails the test at once."""
        return CliRunner().invoke(cli.main, arguments, input=answers, catch_exceptions=False)

    def printed(self) -> list[str]:
        """Every finished file in ``out/``."""
        return sorted(path.relative_to(self.root).as_posix() for path in (self.root / "out").glob("**/*.pdf"))


@pytest.fixture(scope="session")
def command_modules() -> list[ModuleType]:
    """Every module of the commands; one that a command imported later would keep the root of that test for ever."""
    return [import_module(f"{cli.__name__}.{module.name}") for module in iter_modules(cli.__path__)]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command_modules: list[ModuleType]) -> Iterable[World]:
    """The small project in a folder of its own; the commands work there and nowhere else."""
    made = new_world(tmp_path / "world")
    work_in(made.root, monkeypatch, command_modules)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield made
    for number, handler in before.items():
        signal.signal(number, handler)


def new_world(root: Path) -> World:
    """The small project in a new folder."""
    shutil.copytree(SMALL_WORLD, root)
    for folder in SHARED:
        shutil.copytree(CHECKOUT / folder, root / folder, copy_function=_link_or_copy)
    shutil.copy2(CHECKOUT / "data/printers.yaml", root / "data")
    return World(root)


def work_in(root: Path, monkeypatch: pytest.MonkeyPatch, command_modules: list[ModuleType]) -> None:
    """Let the commands work in a folder and nowhere else."""
    for module in command_modules:
        if hasattr(module, "ROOT"):
            monkeypatch.setattr(module, "ROOT", root)


def _link_or_copy(source: str, target: str) -> None:
    """A hard link where the file system allows it: fonts are large and many tests copy them."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
