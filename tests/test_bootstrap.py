"""What a bare computer is told, and what is done to it."""

import ast
import importlib.util
import io
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from booklet import bootstrap
from booklet.bootstrap import LIBRARIES, TEST_TOOLS, Need
from booklet.problems import ExitCode

APT = "apt-get install -y --no-install-recommends"
ABSENT_LIBRARY = Need("Planted", "library", ("libplanted-fault.so.7",), {"debian": "libplanted7", "macos": "planted"})
ABSENT_PROGRAM = Need("Planter", "program", ("planted-fault",), {"debian": "planter"})
ABSENT_MODULE = Need("Plants", "module", ("planted_fault",), {"debian": "python3-plants"})


@pytest.fixture
def commands(monkeypatch):
    """Every command that would have been run; each ends well."""
    seen: list[list[str]] = []

    def record(command, **_options):
        seen.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(bootstrap.subprocess, "run", record)
    return seen


@pytest.fixture
def debian(monkeypatch):
    """A Debian with apt-get and nothing else, for an ordinary user at no terminal."""
    programs = {"apt-get"}
    monkeypatch.setattr(bootstrap, "current_system", lambda: "debian")
    monkeypatch.setattr(bootstrap, "_is_root", lambda: False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)
    monkeypatch.setattr(bootstrap.sys, "stdin", io.StringIO())
    return programs


@pytest.fixture
def bare(monkeypatch):
    """A machine that lacks one library and nothing else."""
    monkeypatch.setattr(bootstrap, "LIBRARIES", (ABSENT_LIBRARY,))
    monkeypatch.setattr(bootstrap, "ENVIRONMENT_MAKER", Need("The standard library", "module", ("json",), {}))


def release(monkeypatch, **fields):
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "freedesktop_os_release", lambda: fields)


@pytest.mark.parametrize("need", [ABSENT_LIBRARY, ABSENT_PROGRAM, ABSENT_MODULE], ids=lambda need: need.kind)
def test_an_absent_thing_of_every_kind_is_missing(need):
    present = Need("Python", "program", (sys.executable,), {})

    assert bootstrap.missing([present, need]) == [need]


def test_one_absent_proof_is_enough_to_be_missing():
    need = Need("Half", "module", ("json", "planted_fault"), {})

    assert not need.is_present()


def test_every_library_that_the_renderer_loads_is_looked_for():
    spec = importlib.util.find_spec("weasyprint")
    tree = ast.parse((Path(spec.origin).parent / "text" / "ffi.py").read_text(encoding="utf-8"))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    loaded = {string for string in strings if string.startswith("lib") and ".so." in string}
    optional = {"libharfbuzz-vector.so.0"}

    assert loaded - optional == {proof for need in LIBRARIES for proof in need.proofs}


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("debian", f"sudo {APT} libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig"),
        ("fedora", "sudo dnf install -y pango harfbuzz fontconfig"),
        ("arch", "sudo pacman -S --needed pango harfbuzz fontconfig"),
        ("suse", "sudo zypper install -y libpango-1_0-0 libharfbuzz-subset0 fontconfig"),
        ("alpine", "sudo apk add pango harfbuzz-subset fontconfig"),
        ("macos", "brew install pango harfbuzz fontconfig"),
        ("windows", "wsl --install -d Debian"),
        ("other", ""),
    ],
)
def test_each_system_has_its_one_command(system, command):
    assert bootstrap.install_command(system, LIBRARIES) == command


def test_root_is_not_told_to_use_sudo():
    command = bootstrap.install_command("debian", TEST_TOOLS, as_root=True)

    assert command == f"{APT} poppler-utils ghostscript qpdf chromium libatomic1"


@pytest.mark.parametrize(
    ("fields", "system"),
    [
        ({"ID": "debian"}, "debian"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "debian"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "suse"),
        ({"ID": "nixos"}, "other"),
    ],
    ids=lambda value: value["ID"] if isinstance(value, dict) else value,
)
def test_a_distribution_is_known_by_its_family(monkeypatch, fields, system):
    release(monkeypatch, **fields)

    assert bootstrap.current_system() == system


@pytest.mark.parametrize(("kernel", "system"), [("Darwin", "macos"), ("Windows", "windows"), ("MSYS_NT-10", "windows")])
def test_other_kernels_are_known_by_name(monkeypatch, kernel, system):
    monkeypatch.setattr(platform, "system", lambda: kernel)

    assert bootstrap.current_system() == system


def test_the_explanation_gives_name_command_and_next_step():
    text = bootstrap.explanation("macos", [ABSENT_LIBRARY], verb="make test")

    assert text == (
        "error: Planted is missing (libplanted-fault.so.7)\n"
        "  hint: install with this one command (brew is Homebrew, from brew.sh):\n"
        "    brew install planted\n"
        "  then run this again: make test"
    )


def test_an_unknown_system_is_told_what_to_look_for():
    text = bootstrap.explanation("other", [ABSENT_LIBRARY])

    assert "install Planted with your system's package manager" in text


def test_without_sudo_nothing_is_run_and_the_exit_code_is_4(bare, debian, commands, capsys):
    code = bootstrap.main([])

    assert (code, commands) == (ExitCode.SOMETHING_TO_INSTALL, [])
    assert f"sudo {APT} libplanted7" in capsys.readouterr().err


def test_a_sudo_that_would_ask_where_nobody_can_answer_installs_nothing(bare, debian, monkeypatch):
    debian.add("sudo")
    refusal = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_arguments, **_options: refusal)

    assert not bootstrap.may_install("debian")


def test_a_sudo_that_asks_nothing_installs_the_packages(bare, debian, commands):
    debian.add("sudo")
    code = bootstrap.main([])

    assert [command[-1] for command in commands] == ["true", "update", "libplanted7"]
    assert all(command[0] == "sudo" for command in commands)
    assert code == ExitCode.SOMETHING_TO_INSTALL, "it is looked at again: this planted library never comes"


def test_root_installs_without_sudo(bare, debian, commands, monkeypatch):
    monkeypatch.setattr(bootstrap, "_is_root", lambda: True)
    bootstrap.main([])

    assert [command[-1] for command in commands] == ["update", "libplanted7"]
    assert not any("sudo" in command for command in commands)


def test_nothing_is_installed_by_itself_elsewhere(debian):
    debian.update({"sudo", "dnf"})

    assert not bootstrap.may_install("fedora")


def test_the_test_tools_are_asked_for_only_on_request(monkeypatch, debian, capsys):
    monkeypatch.setattr(bootstrap, "LIBRARIES", ())
    monkeypatch.setattr(bootstrap, "TEST_TOOLS", (ABSENT_PROGRAM,))
    monkeypatch.setattr(bootstrap, "ENVIRONMENT_MAKER", Need("The standard library", "module", ("json",), {}))

    assert bootstrap.main([]) == ExitCode.DONE
    assert bootstrap.main(["--test"]) == ExitCode.SOMETHING_TO_INSTALL
    assert "then run this again: make test" in capsys.readouterr().err


def test_an_old_python_is_refused_and_a_newer_one_is_named(monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: name if name == "python3.12" else None)

    assert "make PYTHON=python3.12" in bootstrap.python_problem((3, 9))
    assert bootstrap.python_problem((3, 11)) == ""


def test_an_older_python_can_read_the_file():
    text = Path(bootstrap.__file__).read_text(encoding="utf-8")

    ast.parse(text, feature_version=(3, 8))


def test_the_file_needs_the_standard_library_alone():
    tree = ast.parse(Path(bootstrap.__file__).read_text(encoding="utf-8"))
    plain = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    origins = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]

    assert {name.split(".")[0] for name in plain + origins} <= sys.stdlib_module_names | {"__future__"}


def test_its_exit_codes_are_those_of_the_whole_program():
    codes = (bootstrap.SOMETHING_TO_INSTALL, bootstrap.FILE_REFUSED)

    assert codes == (ExitCode.SOMETHING_TO_INSTALL, ExitCode.FILE_REFUSED)


def test_an_environment_on_this_python_is_kept_and_another_is_made_anew(tmp_path, commands):
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "pip").touch()
    (programs / "python").symlink_to(Path(sys.executable).resolve())
    bootstrap.make_environment(tmp_path)
    kept = list(commands)
    (programs / "python").unlink()
    (programs / "python").symlink_to(tmp_path / "python-of-last-year")
    bootstrap.make_environment(tmp_path)

    assert kept == []
    assert [command[1:] for command in commands] == [["-m", "venv", "--clear", str(tmp_path)]]


def test_an_environment_that_cannot_be_made_ends_with_5(tmp_path, monkeypatch, capsys):
    failure = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_arguments, **_options: failure)
    monkeypatch.setattr(bootstrap, "missing", lambda _needs: [])

    assert bootstrap.main(["--environment", str(tmp_path / "new")]) == ExitCode.FILE_REFUSED
    assert "look for room on the disk" in capsys.readouterr().err
