"""What makes editions: every library that a build uses is named, and our own code counts."""

import re
from pathlib import Path

from booklet.recipe import LIBRARIES, code_hash, plain_name, recipe, recipe_hash

ROOT = Path(__file__).resolve().parents[1]
# They make no page: the command line, its colours, worker processes, the package's own builder.
OTHERS = {"click", "colorama", "rich", "pygments", "pebble", "flit-core", "pycparser", "defusedxml"}


def test_every_library_of_the_lock_is_part_of_the_recipe_or_makes_no_page():
    pinned = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    assert {plain_name(name) for name in pinned} - OTHERS == LIBRARIES


def test_the_recipe_names_versions_of_this_machine():
    parts = recipe()

    assert parts["weasyprint"] == "70.0"
    assert re.fullmatch(r"1\.\d+\.\d+", parts["Pango"])
    assert parts["HarfBuzz"]
    assert parts["fontconfig"]


def test_another_pango_is_another_recipe():
    assert recipe_hash({"Pango": "1.50.12"}) != recipe_hash({"Pango": "1.52.0"})


def test_a_changed_or_renamed_module_changes_the_code(tmp_path):
    (tmp_path / "one.py").write_text("x = 1\n")
    before = code_hash(tmp_path)
    (tmp_path / "one.py").write_text("x = 2\n")
    changed = code_hash(tmp_path)
    (tmp_path / "one.py").rename(tmp_path / "two.py")

    assert len({before, changed, code_hash(tmp_path)}) == 3


def test_files_that_are_no_code_do_not_count(tmp_path):
    (tmp_path / "one.py").write_text("x = 1\n")
    before = code_hash(tmp_path)
    (tmp_path / "one.pyc").write_bytes(b"cached")

    assert code_hash(tmp_path) == before
