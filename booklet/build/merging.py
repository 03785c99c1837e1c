"""The finished files of shards that were built elsewhere, brought into this project as if they had been built here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from booklet.build.files import OUT, only_build, remove, sweep, write_whole
from booklet.build.inputs import PROGRAM
from booklet.problems import BookletError, ContentError, ExitCode, Problem
from booklet.receipts import FOLDER, SUFFIX, Receipt, digest, read_receipt, receipt_at, receipt_bytes, receipt_path
from booklet.recipe import differences

_AGAIN = "build this shard again, or copy its out/ once more"
# Notes of builds lie directly below it, and looks beside it; receipts lie deeper: event, language, edition.
_DEPTH = 3


class MergeError(BookletError):
    """Something of a shard is not as its receipt tells."""

    exit_code = ExitCode.FILE_REFUSED


@dataclass(frozen=True)
class Found:
    """An edition in a shard: the folder that was named, its receipt, its files by path below the project."""

    folder: Path
    receipt: Receipt
    files: Mapping[str, bytes]


@dataclass(frozen=True)
class Merged:
    """What was taken: editions by name, with their files; and what was not, and why."""

    editions: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def merge(root: Path, folders: Sequence[Path], recipe: Mapping[str, str]) -> Merged:
    """Take every whole edition of the ``out/`` folders of shards into the project's own, its receipt last.

    An edition with a damaged file, or with different contents in two folders, is a problem of it alone. ``recipe`` is
    the one of this computer; where the shards' is another, a warning says so.

    Raises ContentError where a folder has no receipts or the shards were not all made with the same programs: nothing
    is taken then. BusyError while a build works here, FileRefusedError where ``out/`` cannot be written.
    """
    places = {folder: sorted(_receipt_places(folder)) for folder in folders}
    _refuse_empty(places)
    found, problems = _whole(places)
    problems.extend(_one_recipe(found, recipe))
    chosen: dict[str, Found] = {}
    for one in found:
        first = chosen.setdefault(one.receipt.edition, one)
        if first.receipt != one.receipt:
            problems.append(_contradiction(first, one))
    torn = {problem.path for problem in problems if problem.severity == "error"}
    taken = {name: one for name, one in sorted(chosen.items()) if name not in torn}
    with only_build(root):
        sweep(root)
        for one in taken.values():
            _take(root, one)
    return Merged({name: tuple(one.files) for name, one in taken.items()}, tuple(problems))


def _receipt_places(folder: Path) -> Iterator[Path]:
    receipts = folder / FOLDER.removeprefix(f"{OUT}/")
    for path in receipts.rglob(f"*{SUFFIX}"):
        if len(path.relative_to(receipts).parts) >= _DEPTH:
            yield path


def _refuse_empty(places: Mapping[Path, Sequence[Path]]) -> None:
    hint = "name the out/ folder of a shard, with its hidden folder .receipts"
    empty = [
        Problem(str(folder), None, "error", "there are no receipts of editions here", hint)
        for folder, receipts in places.items()
        if not receipts
    ]
    if empty:
        raise ContentError(*empty)


def _whole(places: Mapping[Path, Sequence[Path]]) -> tuple[list[Found], list[Problem]]:
    """Every edition whose receipt and files are whole, and a problem for each other one."""
    found, problems = [], []
    for folder, receipts in places.items():
        for place in receipts:
            try:
                found.append(_read(folder, place))
            except MergeError as error:
                problems.extend(error.problems)
    return found, problems


def _read(folder: Path, place: Path) -> Found:
    name = place.relative_to(folder / FOLDER.removeprefix(f"{OUT}/")).as_posix().removesuffix(SUFFIX)
    receipt = receipt_at(place)
    if receipt is None or receipt.edition != name:
        raise MergeError(Problem(name, None, "error", f"its receipt {place} is damaged", _AGAIN))
    return Found(folder, receipt, {output.path: _content(folder, receipt, output.path) for output in receipt.outputs})


def _content(folder: Path, receipt: Receipt, path: str) -> bytes:
    """A file of an edition, which is what the receipt tells of it; MergeError otherwise."""
    known = next(output.sha256 for output in receipt.outputs if output.path == path)
    parts = PurePosixPath(path).parts
    if parts[0] != OUT or ".." in parts:
        raise MergeError(Problem(receipt.edition, None, "error", f"its receipt names {path}, which is not in out/"))
    place = folder.joinpath(*parts[1:])
    try:
        content = place.read_bytes()
    except OSError as error:
        message = f"its file {place} cannot be read: {error.strerror}"
        raise MergeError(Problem(receipt.edition, None, "error", message, _AGAIN)) from error
    if digest(content) != known:
        raise MergeError(Problem(receipt.edition, None, "error", f"its file {place} is not the one made", _AGAIN))
    return content


def _one_recipe(found: Sequence[Found], here: Mapping[str, str]) -> list[Problem]:
    """ContentError where shards were made with different programs; a warning where all were with others than here."""
    if not found:
        return []
    first = found[0]
    other = {one.folder: one for one in found if one.receipt.recipe != first.receipt.recipe}
    if other:
        hint = f"build all shards with the same programs; these were compared with {first.folder}"
        raise ContentError(
            *(
                Problem(str(folder), None, "error", f"made with other programs: {_unlike(one, _programs(first))}", hint)
                for folder, one in other.items()
            )
        )
    unlike = _unlike(first, here)
    hint = "the files are good; but a build on this computer would make them again"
    return [Problem(OUT, None, "warning", f"made with other programs than here: {unlike}", hint)] if unlike else []


def _unlike(one: Found, recipe: Mapping[str, str]) -> str:
    return "; ".join(differences(_programs(one), recipe))


def _programs(one: Found) -> dict[str, str]:
    """The recipe that a receipt tells of."""
    inputs = one.receipt.inputs.items()
    return {name.removeprefix(PROGRAM): value for name, value in inputs if name.startswith(PROGRAM)}


def _contradiction(first: Found, second: Found) -> Problem:
    inputs = [dict(one.receipt.inputs) for one in (first, second)]
    names = sorted(name for name in {*inputs[0], *inputs[1]} if inputs[0].get(name) != inputs[1].get(name))
    message = f"{first.folder} and {second.folder} have different files of it"
    hint = f"made from a different state of {', '.join(names[:3])}" if names else "keep the newer one"
    return Problem(first.receipt.edition, None, "error", message, hint)


def _take(root: Path, one: Found) -> None:
    """Bring an edition into the project: no receipt while its files change, the new one last."""
    name, former = one.receipt.edition, read_receipt(root, one.receipt.edition)
    remove(root, [receipt_path(name)])
    for path, content in one.files.items():
        write_whole(root / path, content)
    remove(root, sorted({output.path for output in former.outputs} - one.files.keys()) if former else ())
    write_whole(root / receipt_path(name), receipt_bytes(one.receipt))
