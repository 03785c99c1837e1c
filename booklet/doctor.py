"""What is installed here, in which version, and what is missing."""

import hashlib
import importlib.metadata
import platform

from booklet import __version__, bootstrap
from booklet.checks.letters import FOLDER as FONTS
from booklet.problems import BookletError
from booklet.render import pango_version
from booklet.sources import Sources

PACKAGES = ("weasyprint", "pydyf", "jinja2", "babel", "polib", "pikepdf", "pydantic", "ruamel.yaml", "tzdata", "pyphen")


def examination(sources: Sources) -> tuple[list[str], bool]:
    """Lines for people, and whether something must be installed or restored."""
    lines = [f"booklet {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}"]
    lines += [f"  ok       {name} {importlib.metadata.version(name)}" for name in PACKAGES]
    missing = bootstrap.missing_libraries()
    lines += [f"  missing  {need.name}" for need in missing]
    if missing:
        command = bootstrap.install_command(bootstrap.current_system(), missing)
        lines.append(f"install with: {command}")
    else:
        lines.append(f"  ok       Pango {pango_version()}, HarfBuzz, fontconfig")
    faults = font_faults(sources)
    lines += [f"  broken   {fault}" for fault in faults] or ["  ok       fonts: every face is whole"]
    return lines, bool(missing or faults)


def font_faults(sources: Sources) -> list[str]:
    """Font files that are missing or differ from what was committed."""
    faults = []
    for line in sources.text(f"{FONTS}/SHA256SUMS").splitlines():
        wanted, name = line.split(maxsplit=1)
        try:
            found = hashlib.sha256(sources.data(f"{FONTS}/{name.lstrip('*')}")).hexdigest()
        except BookletError:
            found = ""
        if found != wanted:
            faults.append(f"{FONTS}/{name}: restore this file from the project")
    return faults
