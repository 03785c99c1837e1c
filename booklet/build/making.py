"""One edition as a value: its files, its receipt, or the problems that stopped it; and how that comes onto the disk."""

import errno
import gc
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from booklet.build.files import path_of, possible_files, remove, write_whole
from booklet.build.inputs import PROGRAM, given, values
from booklet.model import SOURCE_LANGUAGE, Edition
from booklet.parts import PART, Store
from booklet.pipeline import Delivered, make_edition
from booklet.problems import BookletError, ExitCode, FileRefusedError, Problem
from booklet.project import Project
from booklet.receipts import Output, Receipt, read_receipt, receipt_bytes, receipt_path
from booklet.recipe import recipe_hash
from booklet.sealed import digest

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE}


@dataclass(frozen=True)
class Job:
    """An edition to make; ``known`` is the receipt of other deliveries of it that are still true."""

    edition: Edition
    deliveries: tuple[str, ...]
    known: Receipt | None = None


@dataclass(frozen=True)
class Made:
    """What became of a job: files by their path below the project, with their receipt; or why there are none."""

    job: Job
    files: Mapping[str, bytes] = field(default_factory=dict)
    receipt: Receipt | None = None
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0
    exit_code: int = 0


@dataclass(frozen=True)
class Outcome:
    """How one edition ended: its files, by path below the project, or the problems that stopped it.

    ``fresh`` tells that nothing had to be done.
    """

    edition: str
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    seconds: float
    exit_code: int = 0
    fresh: bool = False


def make(project: Project, job: Job, recipe: Mapping[str, str], store: Store) -> Made:
    """Make an edition; whatever goes wrong becomes a problem of it alone."""
    start = time.monotonic()
    try:
        with _collector_asleep(), project.sources.noted() as names:
            delivered = make_edition(project, job.edition, job.deliveries, store=store)
        receipt = _receipt(project, job, delivered, recipe, names)
    except BookletError as error:
        return Made(job, problems=error.problems, seconds=time.monotonic() - start, exit_code=error.exit_code)
    except Exception as error:  # noqa: BLE001 - whatever stops one edition must not stop the others; it is told in full
        problem, code = _trouble(job.edition.name, error)
        return Made(job, problems=(problem,), seconds=time.monotonic() - start, exit_code=code)
    files = {path_of(job.edition, name): content for name, content in delivered.files.items()}
    return Made(job, files, receipt, _told(job.edition, delivered), time.monotonic() - start)


def _trouble(edition: str, error: Exception) -> tuple[Problem, ExitCode]:
    """What stopped an edition that nobody has written a message for: the computer's limits, or our own bug."""
    if isinstance(error, MemoryError):
        lack = Problem(edition, None, "error", "there is not enough memory to make it", "try jobs=1")
        return lack, ExitCode.FILE_REFUSED
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        hint = "look whether the disk for temporary files is full"
        refused = Problem(edition, None, "error", f"a temporary file cannot be written: {error.strerror}", hint)
        return refused, ExitCode.FILE_REFUSED
    return Problem(edition, None, "error", f"a bug of ours: {error!r}", traceback.format_exc()), ExitCode.OUR_BUG


@contextmanager
def _collector_asleep() -> Iterator[None]:
    """Keep the cyclic garbage collector from walking through a hundred thousand live boxes again and again.

    Measured: a quarter of a booklet's layout. What an edition leaves is collected when the collector wakes up.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _told(edition: Edition, delivered: Delivered) -> tuple[Problem, ...]:
    return (*(line.as_problem(edition.name) for line in delivered.lines), *delivered.notes)


def _receipt(project: Project, job: Job, delivered: Delivered, recipe: Mapping[str, str], names: set[str]) -> Receipt:
    edition = job.edition
    known = given(project, edition)
    parts = {name for name in names if name.startswith(PART)}
    programs = {f"{PROGRAM}{name}" for name in recipe}
    inputs = {**known, **values(project, edition, (names - parts) | programs, recipe)}
    outputs = tuple(
        Output(path_of(edition, name), len(content), digest(content), _pages(name, delivered))
        for name, content in delivered.files.items()
    )
    made = Receipt(
        edition=edition.name,
        event=edition.event.slug,
        language=edition.folder,
        product=edition.product.id,
        format=edition.format.id,
        recipe=recipe_hash(recipe),
        inputs=dict(sorted(inputs.items())),
        deliveries=tuple(sorted(job.deliveries)),
        outputs=tuple(sorted(outputs, key=lambda output: output.path)),
        parts=tuple(sorted(name.removeprefix(PART) for name in parts)),
        warnings=tuple(asdict(problem) for problem in _told(edition, delivered)),
        judged=bool({"press", "home"} & set(job.deliveries) & set(edition.product.deliveries)),
    )
    whole = made if job.known is None else _with_known(made, job.known)
    texts, reviewed = review_of(project, edition, whole.inputs)
    return replace(whole, texts=texts, reviewed=reviewed)


def _pages(delivery: str, delivered: Delivered) -> int:
    return delivered.pages if delivery in {"press", "screen"} else 0


def review_of(project: Project, edition: Edition, inputs: Mapping[str, str]) -> tuple[int, int]:
    """How many texts of the book an edition prints, and how many of these a native speaker has read.

    English texts are the source and count as read.
    """
    texts = reviewed = 0
    for language in edition.languages:
        prefix = f"{language} content/"
        keys = {name.removeprefix(prefix) for name in inputs if name.startswith(prefix)}
        texts += len(keys)
        reviewed += len(keys if language == SOURCE_LANGUAGE else keys & project.words[language].reviewed_content)
    return texts, reviewed


def _with_known(made: Receipt, known: Receipt) -> Receipt:
    """One receipt of what was made now and of other deliveries that are still true."""
    paths = {output.path for output in made.outputs}
    outputs = [*made.outputs, *(output for output in known.outputs if output.path not in paths)]
    warnings = [*made.warnings, *(warning for warning in known.warnings if warning not in made.warnings)]
    return replace(
        made,
        inputs=dict(sorted({**known.inputs, **made.inputs}.items())),
        deliveries=tuple(sorted({*made.deliveries, *known.deliveries})),
        outputs=tuple(sorted(outputs, key=lambda output: output.path)),
        parts=tuple(sorted({*made.parts, *known.parts})),
        warnings=tuple(warnings),
        judged=made.judged or known.judged,
    )


def save(root: Path, made: Made) -> Outcome:
    """Bring an edition onto the disk, its receipt last; an older file that could be taken for one of it goes.

    Where the disk refuses, that is a problem of the edition alone: it has no receipt and no files then.
    """
    try:
        return _saved(root, made)
    except FileRefusedError as error:
        name = made.job.edition.name
        told = tuple(replace(told, path=name, message=f"{told.path}: {told.message}") for told in error.problems)
        return _unsaved(root, replace(made, files={}, receipt=None, problems=told, exit_code=error.exit_code))


def _saved(root: Path, made: Made) -> Outcome:
    edition, former = made.job.edition, read_receipt(root, made.job.edition.name)
    remove(root, [receipt_path(edition.name)])
    for path, content in made.files.items():
        write_whole(root / path, content)
    outdated = possible_files(root, edition, made.job.deliveries)
    outdated |= {output.path for output in former.outputs} if former else set()
    kept = {output.path for output in made.receipt.outputs} if made.receipt else set()
    remove(root, sorted(outdated - kept))
    if made.receipt is not None:
        write_whole(root / receipt_path(edition.name), receipt_bytes(made.receipt))
    return Outcome(edition.name, tuple(made.files), made.problems, made.seconds, made.exit_code)


def _unsaved(root: Path, failed: Made) -> Outcome:
    """Take away what was written before the disk refused, and what is older; a disk may refuse even that."""
    try:
        return _saved(root, failed)
    except FileRefusedError:  # told already
        return Outcome(failed.job.edition.name, (), failed.problems, failed.seconds, failed.exit_code)
