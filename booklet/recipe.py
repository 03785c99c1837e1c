"""All that makes editions, beside what they are made of: our code, the libraries, the programs that lay out lines.

It imports nothing that is slow, and no library that it names: a build with nothing to do asks for it, too.
"""

import ctypes
import hashlib
import json
import platform
import re
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
# They show and give away what others have made.
BESIDE = frozenset({"cli", "preview", "publish"})
# Every library that a build uses, and what these use themselves; a test holds it against the lock.
LIBRARIES = frozenset({
    "annotated-types", "babel", "brotli", "brotlicffi", "cffi", "cssselect2", "et-xmlfile", "fonttools", "jinja2",
    "lxml", "markdown-it-py", "markupsafe", "mdurl", "openpyxl", "packaging", "pikepdf", "pillow", "polib", "pydantic",
    "pydantic-core", "pydyf", "pypdfium2", "pyphen", "ruamel-yaml", "ruamel-yaml-clib", "segno", "tinycss2",
    "tinyhtml5", "typing-extensions", "typing-inspection", "tzdata", "weasyprint", "webencodings", "zopfli",
})  # fmt: skip

# Libraries of the system: file names as the renderer looks for them, and the function that tells the version.
_SYSTEM = {
    "Pango": (("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"), "pango_version_string"),
    "HarfBuzz": (("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"), "hb_version_string"),
    "fontconfig": (("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"), "FcGetVersion"),
}


def recipe() -> dict[str, str]:
    """What editions are made with, by name: versions, and the hash of our own code."""
    return {
        "booklet": code_hash(PACKAGE),
        "Python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: _system_version(*how) for name, how in _SYSTEM.items()},
        **_packages(),
    }


def recipe_hash(parts: Mapping[str, str]) -> str:
    """One SHA-256 (hexadecimal) of a whole recipe."""
    return hashlib.sha256(json.dumps(dict(parts), sort_keys=True).encode()).hexdigest()


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> list[str]:
    """Where another recipe is not as the one here, in words; two that are equal have none."""
    names = [name for name in sorted({*there, *here}) if there.get(name) != here.get(name)]
    return [_difference(name, there.get(name), here.get(name)) for name in names]


def _difference(name: str, there: str | None, here: str | None) -> str:
    if name == "booklet":
        return "the program itself is another one than here"
    return f"{name} is {there or 'missing'}, here {here or 'missing'}"


def code_hash(package: Path) -> str:
    """SHA-256 (hexadecimal) of all Python files and tables that make editions below a folder, with their names."""
    found = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".dic"} and path.relative_to(package).parts[0] not in BESIDE:
            content = path.read_bytes()
            found.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()


def _system_version(names: tuple[str, ...], function: str) -> str:
    """The version of a library of the system; empty where it is missing, which the renderer then tells."""
    for name in names:
        try:
            tell = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        tell.restype = ctypes.c_int if function == "FcGetVersion" else ctypes.c_char_p
        version = tell()
        return version.decode() if isinstance(version, bytes) else str(version)
    return ""


def _packages() -> dict[str, str]:
    """The installed version of each library, by the names of the folders that pip writes."""
    found: dict[str, str] = {}
    for folder in map(Path, sys.path):
        for entry in folder.glob("*.dist-info") if folder.is_dir() else ():
            name, _, version = entry.name.removesuffix(".dist-info").rpartition("-")
            if plain_name(name) in LIBRARIES:
                found.setdefault(plain_name(name), version)
    return dict(sorted(found.items()))


def plain_name(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
