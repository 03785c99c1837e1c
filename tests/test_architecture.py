"""The shape of the program: imports point one way, a library stays in its room, no module outgrows its readers."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "booklet"
LINE_LIMIT = 400

# From the top down. A part may import parts of lower rows, and none of its own row.
ROWS = (
    {"__main__"},
    {"cli"},
    {"preview"},
    {"judging", "letters", "planning", "doctor", "events_import", "events_new", "fitting", "publish"},
    {"build"},
    {"pipeline"},
    {"parts"},
    {"home_files"},
    {"home_sheets", "tiles", "pictures", "webpage", "setting", "project"},
    {"preflight"},
    {"render", "press", "sheets", "print_run"},
    {"compose"},
    {"catalogs"},
    {"checks"},
    {"content"},
    {"images", "templating", "schema"},
    {"sources", "language", "tokens", "imposition", "tiling", "spreadsheets"},
    {"paper", "receipts", "standing"},
    {"model", "problems", "recipe", "saving", "sealed", "zones"},
)

# Who may import a library that could one day be another.
ROOMS = {
    "jinja2": {"templating"},
    "weasyprint": {"render"},
    "pydyf": {"render"},
    "polib": {"catalogs"},
    "babel": {"catalogs", "language"},
    "ruamel": {"content"},
    "markdown_it": {"compose"},
    "segno": {"compose"},
    "PIL": {"images"},
    "pikepdf": {"saving", "press", "sheets", "tiles", "preflight"},
    "openpyxl": {"spreadsheets"},
    "starlette": {"preview"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview"},
    "distributed": {"build"},
    "click": {"cli"},
    "rich": {"cli"},
}

# They run by themselves, before anything is installed, and import nothing of ours at the top.
APART = {"bootstrap", "__init__"}

MODULES = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imports(source: str) -> Iterator[str]:
    """The full name of everything that a module imports, at its top or inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(module: str) -> str:
    """The part of the program that a file or a dotted name below ``booklet`` belongs to."""
    return re.split(r"[./]", module.removeprefix("booklet."))[0]


def wrong_imports(part: str, source: str) -> list[str]:
    """The parts that this part may not import but does."""
    row = next(index for index, parts in enumerate(ROWS) if part in parts)
    own = {part_of(name) for name in imports(source) if name.startswith("booklet.")}
    below = set().union(*ROWS[row + 1 :]) | APART | {part, "__version__"}
    return sorted(own - below)


def wrong_libraries(part: str, source: str) -> list[str]:
    """The libraries that this part may not import but does."""
    used = {name.partition(".")[0] for name in imports(source)}
    return sorted(name for name in used & ROOMS.keys() if part not in ROOMS[name])


def read(module: str) -> str:
    return (PACKAGE / module).read_text(encoding="utf-8")


@pytest.mark.parametrize("module", [module for module in MODULES if part_of(module) not in APART])
def test_imports_point_one_way(module):
    assert wrong_imports(part_of(module), read(module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_library_stays_in_its_room(module):
    assert wrong_libraries(part_of(module), read(module)) == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_is_too_long(module):
    assert len(read(module).splitlines()) <= LINE_LIMIT


@pytest.mark.parametrize("module", MODULES)
def test_no_module_names_a_folder_of_one_computer(module):
    texts = [node.value for node in ast.walk(ast.parse(read(module))) if isinstance(node, ast.Constant)]
    paths = [
        text for text in texts if isinstance(text, str) and re.match(r"/(home|root|usr|tmp|work|Users|etc)/", text)
    ]

    assert paths == []


@pytest.mark.parametrize("module", [module for module in MODULES if part_of(module) not in {"cli", "bootstrap"}])
def test_only_the_commands_print_and_exit(module):
    calls = [node.func for node in ast.walk(ast.parse(read(module))) if isinstance(node, ast.Call)]
    names = {ast.unparse(call) for call in calls}

    assert names & {"print", "sys.exit", "exit", "quit", "input", "click.echo"} == set()


def test_planted_imports_are_found():
    upward = "from booklet.project import read_project\n"
    hidden = "def late():\n    import booklet.render\n"

    assert wrong_imports("content", upward) == ["project"]
    assert wrong_imports("compose", hidden) == ["render"]
    assert wrong_imports("press", "from booklet.render import Laid\n") == ["render"]
    assert wrong_imports("pipeline", hidden) == []
    assert wrong_libraries("compose", "from jinja2.sandbox import X\nimport weasyprint.text\n") == [
        "jinja2",
        "weasyprint",
    ]


def test_every_part_of_the_program_has_its_row():
    parts = {part_of(module) for module in MODULES} - APART

    assert parts <= set().union(*ROWS)
