"""The finished files of shards that were built elsewhere, brought into this project as if they had been built here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from booklet.build.files import OUT, only_build, remove, sweep, write_whole
from booklet.build.inputs import PROGRAM
from booklet.problems import BookletError, ContentError, ExitCode, Problem
from booklet.receipts import (
    FOLDER,
    SUFFIX,
    Output,
    Receipt,
    read_receipt,
    receipt_at,
    receipt_bytes,
    receipt_path,
)
from booklet.recipe import differences
from booklet.sealed import digest

_AGAIN = "build this shard again, or copy its out/ once more"
# Notes of builds lie directly below it, and looks beside it; receipts lie deeper: event, language, edition.
_DEPTH = 3


class MergeError(BookletError):
    """Something of a shard is not as its receipt tells."""

    exit_code = ExitCode.FILE_REFUSED


@dataclass(frozen=True)
class Found:
    """An edition in a shard: the folder that was named, and the edition's receipt."""

    folder: Path
    receipt: Receipt


@dataclass(frozen=True)
class Merged:
    """What was taken: editions by name, with their files; and what was not, and why."""

    editions: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


def merge(root: Path, folders: Sequence[Path], recipe: Mapping[str, str]) -> Merged:
    """Take every whole edition of the ``out/`` folders of shards into the project's own, its receipt last.

    An edition with a damaged file, or with different contents in two folders, is a problem of it alone. ``recipe`` is
    the one of this computer; where the shards' is another, a warning says so.

    Raises ContentError where a folder is none of a build or not all shards were made with the same programs: nothing is
    taken then. BusyError while a build works here, FileRefusedError where ``out/`` cannot be written.
    """
    _refuse_strange(folders)
    places = {folder: sorted(_receipt_places(folder)) for folder in dict.fromkeys(folders)}
    editions, problems = _editions(places)
    problems.extend(_one_recipe([one for copies in editions.values() for one in copies], recipe))
    taken = {}
    with only_build(root):
        sweep(root)
        for name, copies in sorted(editions.items()):
            try:
                taken[name] = _taken(root, copies)
            except MergeError as error:
                problems.extend(error.problems)
    return Merged(taken, tuple(problems))


def _receipts(folder: Path) -> Path:
    return folder / FOLDER.removeprefix(f"{OUT}/")


def _receipt_places(folder: Path) -> Iterator[Path]:
    receipts = _receipts(folder)
    for path in receipts.rglob(f"*{SUFFIX}"):
        if len(path.relative_to(receipts).parts) >= _DEPTH:
            yield path


def _refuse_strange(folders: Sequence[Path]) -> None:
    """ContentError for a folder that no build has written; a shard without editions has the place of receipts."""
    hint = "name the out/ folder of a shard, with its hidden folder .receipts"
    strange = [
        Problem(str(folder), None, "error", "this is no out/ folder of a build", hint)
        for folder in folders
        if not _receipts(folder).is_dir()
    ]
    if strange:
        raise ContentError(*strange)


def _editions(places: Mapping[Path, Sequence[Path]]) -> tuple[dict[str, list[Found]], list[Problem]]:
    """The copies of each edition by its name, and a problem for each receipt that is damaged."""
    editions: dict[str, list[Found]] = {}
    problems = []
    for folder, receipts in places.items():
        for place in receipts:
            name = place.relative_to(_receipts(folder)).as_posix().removesuffix(SUFFIX)
            receipt = receipt_at(place)
            if receipt is None or receipt.edition != name:
                problems.append(Problem(name, None, "error", f"its receipt {place} is damaged", _AGAIN))
            else:
                editions.setdefault(name, []).append(Found(folder, receipt))
    return {name: copies for name, copies in editions.items() if name not in {one.path for one in problems}}, problems


def _content(one: Found, output: Output) -> bytes:
    """A file of an edition, which is what the receipt tells of it; MergeError otherwise."""
    name, place = one.receipt.edition, one.folder / output.path.removeprefix(f"{OUT}/")
    try:
        content = place.read_bytes()
    except OSError as error:
        message = f"its file {place} cannot be read: {error.strerror}"
        raise MergeError(Problem(name, None, "error", message, _AGAIN)) from error
    if digest(content) != output.sha256:
        raise MergeError(Problem(name, None, "error", f"its file {place} is not the one that was made", _AGAIN))
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
                Problem(str(folder), None, "error", f"{one.receipt.edition}: {_unlike(one, _programs(first))}", hint)
                for folder, one in other.items()
            )
        )
    unlike = _unlike(first, here)
    hint = "the files are good, but a build on this computer would make them again"
    return [Problem(str(first.folder), None, "warning", unlike, hint)] if unlike else []


def _unlike(one: Found, recipe: Mapping[str, str]) -> str:
    return "; ".join(differences(_programs(one), recipe))


def _programs(one: Found) -> dict[str, str]:
    """The recipe that a receipt tells of."""
    inputs = one.receipt.inputs.items()
    return {name.removeprefix(PROGRAM): value for name, value in inputs if name.startswith(PROGRAM)}


def _taken(root: Path, copies: Sequence[Found]) -> tuple[str, ...]:
    """Bring an edition into the project, and tell its files; MergeError where a copy of it is damaged or another."""
    files = [{output.path: _content(one, output) for output in one.receipt.outputs} for one in copies]
    first = copies[0]
    for one in copies[1:]:
        if one.receipt != first.receipt:
            raise MergeError(_contradiction(first, one))
    _write(root, first.receipt, files[0])
    return tuple(files[0])


def _contradiction(first: Found, second: Found) -> Problem:
    inputs = [dict(one.receipt.inputs) for one in (first, second)]
    names = sorted(name for name in {*inputs[0], *inputs[1]} if inputs[0].get(name) != inputs[1].get(name))
    message = f"{first.folder} and {second.folder} have different files of it"
    hint = f"not made from the same state of: {', '.join(names[:3])}" if names else "leave out one of the folders"
    return Problem(first.receipt.edition, None, "error", message, hint)


def _write(root: Path, receipt: Receipt, files: Mapping[str, bytes]) -> None:
    """No receipt while files change, the new one last; what the former had and this has not goes."""
    former = read_receipt(root, receipt.edition)
    remove(root, [receipt_path(receipt.edition)])
    for path, content in files.items():
        write_whole(root / path, content)
    remove(root, sorted({output.path for output in former.outputs} - files.keys()) if former else ())
    write_whole(root / receipt_path(receipt.edition), receipt_bytes(receipt))
