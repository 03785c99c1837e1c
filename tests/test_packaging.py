"""The lock files hold what pyproject.toml asks for, pinned by hash, and name no index."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BUILD = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
EXTRAS = PROJECT["project"]["optional-dependencies"]
PREVIEW = [*BUILD, *EXTRAS["preview"]]
# The test extra takes the preview in by its own name, which no lock pins.
TEST = [*PREVIEW, *(need for need in EXTRAS["test"] if not need.startswith(PROJECT["project"]["name"]))]
LOCKS = {"requirements.lock": BUILD, "requirements-preview.lock": PREVIEW, "requirements-test.lock": TEST}
PINS = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)((?: ;.*)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.MULTILINE)


def pins(text):
    """Version by package; only what has at least one hash counts."""
    return {canonicalize_name(name): version for name, version, _hashes in PINS.findall(text)}


def unmet(requirements, text):
    """Those of ``requirements`` that the lock does not hold in a fitting version."""
    locked = pins(text)
    wanted = {Requirement(text): canonicalize_name(Requirement(text).name) for text in requirements}
    return [str(need) for need, name in wanted.items() if name not in locked or locked[name] not in need.specifier]


def lock(name):
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "requirements"), LOCKS.items(), ids=LOCKS)
def test_the_lock_holds_everything_that_the_project_asks_for(name, requirements):
    assert unmet(requirements, lock(name)) == []


def test_a_requirement_without_a_hash_or_a_fitting_version_is_found():
    text = f"one==1.0 \\\n    --hash=sha256:{'0' * 64}\ntwo==2.0\n"

    assert unmet(["one>=1", "one>=2", "two>=1", "three"], text) == ["one>=2", "two>=1", "three"]


def test_each_lock_holds_the_one_before_it():
    build, preview, test = (pins(lock(name)) for name in LOCKS)

    assert build.items() <= preview.items() <= test.items()


@pytest.mark.parametrize("name", LOCKS)
def test_no_lock_names_an_index(name):
    assert not re.search(r"https?:|index|find-links", lock(name))


def test_the_build_backend_is_the_one_that_is_locked():
    assert PROJECT["build-system"]["requires"] == PROJECT["dependency-groups"]["build"]


def make(*words):
    """What ``make`` prints for these words, whatever this test run itself was given."""
    clean = {"PATH": os.environ["PATH"]}
    return subprocess.run(["make", *words], cwd=ROOT, env=clean, capture_output=True, text=True, check=True).stdout


def options_of(*words):
    """The command that ``make`` would give to the program for these words."""
    plan = make("--dry-run", *words).splitlines()
    return next(line.split("-m booklet ")[1].split() for line in plan if "-m booklet " in line)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], ["build"]),
        (["event=all"], ["build", "--all"]),
        (["event=london", "lang=az,ru"], ["build", "'london'", "--lang", "'az,ru'"]),
        (["product=booklet,poster", "paper=us"], ["build", "--product", "'booklet,poster'", "--paper", "'us'"]),
        (["jobs=2"], ["build", "--jobs", "'2'"]),
        (["check", "event=london"], ["check", "'london'"]),
        (["check", "event=all"], ["check"]),
    ],
    ids=" ".join,
)
def test_the_words_after_make_become_options(words, options):
    assert options_of(*words) == options


def test_help_names_every_verb_that_people_may_use():
    text = make("help")
    verbs = ["list", "new", "check", "doctor", "clean", "help", "test", "lint", "bench", "setup", "lock", "distclean"]

    assert [verb for verb in verbs if f"make {verb} " not in text] == []
