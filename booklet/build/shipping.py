"""A job on another machine: the project's files come there by their hash, and what was made goes back as bytes.

`work` runs in a worker process of the cluster. Nothing is shared but what is sent: the worker keeps files by the hash
of their content in a folder of its own, asks for those that it lacks, and lays out a project of them.
"""

import json
import os
import shutil
import threading
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from booklet.build.making import Job, Made, make
from booklet.build.selection import Selection, read_selection
from booklet.build.store import PartsOnDisk
from booklet.project import Project
from booklet.recipe import differences, recipe, recipe_hash
from booklet.render import load_renderer
from booklet.sealed import digest
from booklet.sources import Sources

FOLDER = "booklet"

# Of the code that runs here, and not of what may have been written over it since this process began.
_RECIPE = recipe()


@dataclass(frozen=True)
class Order:
    """What the jobs of a build have in common.

    ``files`` are the SHA-256 (hexadecimal) of every file of the project, by path; ``recipe`` is the client's own.
    """

    files: Mapping[str, str]
    selection: Selection
    recipe: Mapping[str, str]

    @property
    def name(self) -> str:
        """A hash of the files and of what is read of them."""
        return digest(json.dumps([sorted(self.files.items()), asdict(self.selection)]).encode())


@dataclass(frozen=True)
class Wanting:
    """The worker lacks files of these hashes; the job is to be sent again with them."""

    hashes: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """Why this worker is not fit for the work."""

    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Desk:
    """What a worker has ready for the jobs of one order."""

    order: str
    project: Project
    store: PartsOnDisk


class Depot:
    """A worker's files by the hash of their content, and projects that are laid out of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs = folder / "blobs"
        self.blobs.mkdir(parents=True, exist_ok=True)

    def keep(self, blobs: Mapping[str, bytes]) -> tuple[str, ...]:
        """Keep contents by their hashes; those hashes whose content is another one, which is not kept."""
        wrong = [name for name, content in blobs.items() if digest(content) != name]
        for name, content in blobs.items():
            if name not in wrong:
                (self.blobs / name).write_bytes(content)
        return tuple(wrong)

    def lacks(self, hashes: Iterable[str]) -> tuple[str, ...]:
        """Those of the hashes for which there is no file, or one with another content, which is taken away."""
        return tuple(name for name in sorted(set(hashes)) if not self._has(name))

    def _has(self, name: str) -> bool:
        place = self.blobs / name
        if not place.is_file():
            return False
        if digest(place.read_bytes()) == name:
            return True
        place.unlink()
        return False

    def laid_out(self, name: str, files: Mapping[str, str]) -> Path:
        """The folder of a project of these files, laid out anew."""
        root = self.folder / "projects" / name[:16]
        shutil.rmtree(root, ignore_errors=True)
        for path, known in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            _link_or_copy(self.blobs / known, place)
        return root


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without links
        shutil.copyfile(source, target)


_one_at_a_time = threading.Lock()
_desks: list[_Desk] = []


def work(order: Order, job: Job, blobs: Mapping[str, bytes]) -> Made | Wanting | Refused:
    """Make an edition in this worker of the cluster; ``blobs`` are the files that it asked for, by hash.

    Raises what the worker's own disk or the project's texts raise; the client has read the same texts before.
    """
    from distributed import get_worker

    with _one_at_a_time:  # a worker may have several threads; the renderer has one
        return worked(Path(get_worker().local_directory) / FOLDER, order, job, blobs)


def worked(folder: Path, order: Order, job: Job, blobs: Mapping[str, bytes]) -> Made | Wanting | Refused:
    """The same in a folder."""
    if other := differences(_RECIPE, order.recipe):
        return Refused(tuple(other))
    depot = Depot(folder)
    if spoilt := set(depot.keep(blobs)):
        paths = [path for path, known in order.files.items() if known in spoilt]
        return Refused(tuple(f"{path} has not arrived as it was sent" for path in paths))
    if not _desks or _desks[0].order != order.name:
        if lacking := depot.lacks(order.files.values()):
            return Wanting(lacking)
        _desks[:] = [_desk(depot, order)]
    return make(_desks[0].project, job, order.recipe, _desks[0].store)


def _desk(depot: Depot, order: Order) -> _Desk:
    """Read the project and load the renderer, once for all jobs of an order."""
    sources = Sources(depot.laid_out(order.name, order.files))
    project, _ = read_selection(sources, order.selection)
    load_renderer(sources)
    return _Desk(order.name, project, PartsOnDisk(depot.folder, recipe_hash(order.recipe)))


def packed_project(root: Path, paths: Iterable[str]) -> tuple[dict[str, str], dict[str, bytes]]:
    """The hash of each file by its path, and the contents by their hashes, as they are read now."""
    contents = {path: (root / path).read_bytes() for path in paths}
    files = {path: digest(content) for path, content in contents.items()}
    return files, {files[path]: content for path, content in contents.items()}
