"""Finds what Python cannot install by itself; installs it where it may, and says the one command where it may not.

It runs before the virtual environment exists. So it uses the standard library alone, stays readable to an older Python
(which must get as far as being told that it is too old), and is, with ``cli``, the only module that prints and exits.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

OLDEST_PYTHON = (3, 11)
SOMETHING_TO_INSTALL = 4  # as problems.ExitCode has it, which an older Python could not import
FILE_REFUSED = 5

System = Literal["debian", "fedora", "arch", "suse", "alpine", "macos", "windows", "other"]

INSTALLERS: Mapping[str, str] = {
    "debian": "apt-get install -y --no-install-recommends",
    "fedora": "dnf install -y",
    "arch": "pacman -S --needed",
    "suse": "zypper install -y",
    "alpine": "apk add",
    "macos": "brew install",
}


@dataclass(frozen=True)
class Need:
    """Something from outside of Python: its name for people, the files that prove it, its package on each system.

    ``proofs`` must all be there: libraries by their Linux names, programs and modules by the names that call them.
    """

    name: str
    kind: Literal["library", "program", "module"]
    proofs: tuple[str, ...]
    packages: Mapping[str, str]

    def is_present(self) -> bool:
        """Whether every proof can be loaded, run or imported here."""
        return all(_PRESENT[self.kind](proof) for proof in self.proofs)


def _named(package: str, **exceptions: str) -> dict[str, str]:
    """One package name for every system, but for the exceptions."""
    return {**dict.fromkeys(INSTALLERS, package), **exceptions}


# What WeasyPrint loads, by the packages that its documentation names for each system.
LIBRARIES = (
    Need(
        "Pango",
        "library",
        ("libpango-1.0.so.0", "libgobject-2.0.so.0"),
        _named("pango", debian="libpango-1.0-0", suse="libpango-1_0-0"),
    ),
    Need(
        "Pango for FreeType",
        "library",
        ("libpangoft2-1.0.so.0", "libharfbuzz.so.0"),
        _named("pango", debian="libpangoft2-1.0-0", suse="libpango-1_0-0"),
    ),
    Need(
        "HarfBuzz-subset",
        "library",
        ("libharfbuzz-subset.so.0",),
        _named("harfbuzz", debian="libharfbuzz-subset0", suse="libharfbuzz-subset0", alpine="harfbuzz-subset"),
    ),
    Need("Fontconfig", "library", ("libfontconfig.so.1",), _named("fontconfig")),
)

# Debian and Ubuntu alone take pip's starter out of Python.
ENVIRONMENT_MAKER = Need(
    "Python's own venv", "module", ("ensurepip",), {"debian": f"python3.{sys.version_info[1]}-venv"}
)

TEST_TOOLS = (
    Need(
        "Poppler",
        "program",
        ("pdffonts", "pdfinfo", "pdftoppm", "pdftotext"),
        _named("poppler-utils", arch="poppler", suse="poppler-tools", macos="poppler"),
    ),
    Need("Ghostscript", "program", ("gs",), _named("ghostscript")),
    Need("qpdf", "program", ("qpdf",), _named("qpdf")),
    Need("Chromium", "program", ("chromium",), _named("chromium")),
    # The program that steers the browser is linked against it on Linux, and brings all else with it.
    Need(
        "libatomic",
        "library",
        () if sys.platform == "darwin" else ("libatomic.so.1",),
        _named("libatomic", debian="libatomic1", suse="libatomic1", arch="gcc-libs"),
    ),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of ``needs`` that this machine lacks."""
    return [need for need in needs if not need.is_present()]


def missing_libraries() -> list[Need]:
    """Libraries without which no page can be laid out; empty on a complete machine."""
    return missing(LIBRARIES)


def missing_test_tools() -> list[Need]:
    """Programs that only ``make test`` calls; empty on a complete machine."""
    return missing(TEST_TOOLS)


def current_system() -> System:
    """The family of this machine's system, by which packages are named (os-release(5): ID, then ID_LIKE)."""
    kernel = platform.system()
    if kernel == "Darwin":
        return "macos"
    if kernel.startswith(("Windows", "MSYS", "MINGW", "CYGWIN")):
        return "windows"
    return _linux_family()


def install_command(system: System, needs: Iterable[Need], *, as_root: bool = False) -> str:
    """The one command line that brings ``needs``; empty for a system whose packages we do not know."""
    if system == "windows":
        return "wsl --install -d Debian"  # make, these libraries and the pinned wheels meet nowhere else on Windows
    packages = _packages(system, needs)
    if not packages:
        return ""
    command = f"{INSTALLERS[system]} {' '.join(packages)}"
    return command if as_root or system == "macos" else f"sudo {command}"


def explanation(system: System, needs: Sequence[Need], *, verb: str = "make", as_root: bool = False) -> str:
    """What is missing, the one command, and what to do next, in words for somebody who only wants a booklet."""
    lines = [f"error: {need.name} is missing ({', '.join(need.proofs)})" for need in needs]
    names = ", ".join(need.name for need in needs)
    command = install_command(system, needs, as_root=as_root)
    if not command:
        lines.append(f"  hint: install {names} with your system's package manager, then run this again: {verb}")
    elif system == "windows":
        lines.append("  hint: this works in Debian for Windows; install that in PowerShell with this one command:")
        lines += [f"    {command}", f"  then open the Debian window, go to this folder in it, and run: {verb}"]
    else:
        homebrew = " (brew is Homebrew, from brew.sh)" if system == "macos" else ""
        lines += [
            f"  hint: install with this one command{homebrew}:",
            f"    {command}",
            f"  then run this again: {verb}",
        ]
    return "\n".join(lines)


def python_problem(version: tuple[int, int] = (sys.version_info[0], sys.version_info[1])) -> str:
    """Why a Python of ``version`` cannot be used, with a newer one on this machine if there is any; else empty."""
    if version >= OLDEST_PYTHON:
        return ""
    newer = next((name for name in _newer_names() if shutil.which(name)), "")
    hint = f"run: make PYTHON={newer}" if newer else "install Python 3.11 or newer from python.org, then run make again"
    return f"error: this is Python {version[0]}.{version[1]}, and 3.11 or newer is needed\n  hint: {hint}"


def install(needs: Iterable[Need]) -> None:
    """Run apt-get for ``needs`` (Debian and Ubuntu), by sudo where we are not root; look again afterwards."""
    packages = _packages("debian", needs)
    print(f"Installing from your system's packages: {' '.join(packages)}", flush=True)
    start = [] if _is_root() else ["sudo"]
    start += ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    # A list that cannot be fetched (somebody's dead repository) need not stop the packages that can.
    subprocess.run([*start, "update"], check=False)
    subprocess.run([*start, "install", "-y", "--no-install-recommends", *packages], check=False)


def may_install(system: System) -> bool:
    """Whether apt-get can be run from here: as root, or by a sudo that asks nothing or can ask at a terminal."""
    if system != "debian" or not shutil.which("apt-get"):
        return False
    if _is_root():
        return True
    if not shutil.which("sudo"):
        return False
    silent = subprocess.run(["sudo", "-n", "true"], check=False, stderr=subprocess.DEVNULL).returncode == 0
    return silent or sys.stdin.isatty()


def make_environment(folder: Path) -> bool:
    """Make the virtual environment in ``folder``, or keep one that stands on this very Python; False if that fails.

    It is tied to the exact version (``python3.11``, not ``python3``): after an upgrade of the system its Python is then
    gone rather than silently another one, and the Makefile makes it anew.
    """
    python = os.path.realpath(sys.executable)
    if os.path.realpath(folder / "bin" / "python") == python and (folder / "bin" / "pip").exists():
        return True
    print(f"Making the virtual environment in {folder}", flush=True)
    return subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=False).returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Check this machine, mend it where that is allowed, and return the exit code: 0, 4 (install) or 5 (disk)."""
    options = _parser().parse_args(arguments)
    too_old = python_problem()
    if too_old:
        return _stop(too_old, SOMETHING_TO_INSTALL)
    needs = (ENVIRONMENT_MAKER, *LIBRARIES, *(TEST_TOOLS if options.test else ()))
    lacking = _mend(needs)
    if lacking:
        verb = "make test" if options.test else "make"
        return _stop(explanation(current_system(), lacking, verb=verb, as_root=_is_root()), SOMETHING_TO_INSTALL)
    if options.environment and not make_environment(options.environment):
        hint = (
            f"look for room on the disk and for the right to write here, delete {options.environment}, run make again"
        )
        return _stop(f"error: no virtual environment could be made\n  hint: {hint}", FILE_REFUSED)
    return 0


def _mend(needs: Sequence[Need]) -> list[Need]:
    """Install what is missing if that is allowed; what is missing even then."""
    lacking = missing(needs)
    if lacking and may_install(current_system()):
        install(lacking)
        lacking = missing(needs)
    return lacking


def _packages(system: System, needs: Iterable[Need]) -> list[str]:
    """Package names, each once, in the order of the needs."""
    names = [need.packages[system] for need in needs if system in need.packages]
    return list(dict.fromkeys(shlex.quote(name) for name in names))


def _linux_family() -> System:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return "other"
    families: dict[str, System] = {
        "debian": "debian",
        "ubuntu": "debian",
        "fedora": "fedora",
        "rhel": "fedora",
        "arch": "arch",
        "suse": "suse",
        "alpine": "alpine",
    }
    names = [release.get("ID", ""), *release.get("ID_LIKE", "").split()]
    return next((families[name] for name in names if name in families), "other")


def _loads(library: str) -> bool:
    """Whether the dynamic linker finds ``library``, given as ``libname.so.N`` (on macOS ``libname.N.dylib``)."""
    stem, _, number = library.partition(".so.")
    try:
        ctypes.CDLL(f"{stem}.{number}.dylib" if sys.platform == "darwin" else library)
    except OSError:
        return False
    return True


def _is_command(program: str) -> bool:
    return shutil.which(program) is not None


def _is_module(module: str) -> bool:
    importlib.invalidate_caches()  # it may have been installed a moment ago
    return importlib.util.find_spec(module) is not None


_PRESENT = {"library": _loads, "program": _is_command, "module": _is_module}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _newer_names() -> list[str]:
    return [f"python3.{minor}" for minor in range(20, OLDEST_PYTHON[1] - 1, -1)]


def _stop(message: str, exit_code: int) -> int:
    print(message, file=sys.stderr)
    return exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Check that this machine has what the booklets need.")
    parser.add_argument("--test", action="store_true", help="check the programs that the tests call, too")
    parser.add_argument("--environment", type=Path, metavar="FOLDER", help="make the virtual environment there")
    return parser


if __name__ == "__main__":
    sys.exit(main())
