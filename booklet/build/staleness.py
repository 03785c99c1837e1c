"""Which editions must be made anew, and why."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from booklet.build.inputs import EVENT, PROGRAM, SECTION, values
from booklet.model import Edition
from booklet.project import Project
from booklet.receipts import FOLDER, Output, Receipt, read_receipt
from booklet.sealed import digest, opened, sealed
from booklet.standing import Look, look_of

LOOKS = f"{FOLDER}/looks.json"
SHOWN = 3


@dataclass(frozen=True)
class State:
    """Where an edition stands: its last receipt, and why it is not as new; no reason means that it is.

    ``still_holds`` tells that the receipt is true of the deliveries that it has.
    """

    edition: Edition
    receipt: Receipt | None
    reasons: tuple[str, ...]
    still_holds: bool = False


@dataclass
class Looks:
    """What the disk said of each finished file when its content was last known; a wrong entry is never trusted.

    A file whose size, times and number are as they were has its old content; any other is read.
    """

    root: Path
    known: dict[str, tuple[Look, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Path) -> "Looks":
        """Those of the last build; none where they are damaged."""
        try:
            found = json.loads(opened((root / LOOKS).read_bytes()))
            return cls(root, {path: (tuple(look), known) for path, (look, known) in found.items()})
        except (OSError, ValueError, TypeError):
            return cls(root)

    def is_whole(self, output: Output) -> bool:
        """Whether a finished file lies in its place with the content that its receipt tells."""
        place = self.root / output.path
        look = look_of(place)
        if look is None or place.is_symlink() or look[0] != output.bytes:
            return False
        if self.known.get(output.path) != (look, output.sha256):
            if digest(place.read_bytes()) != output.sha256:
                return False
            self.known[output.path] = look, output.sha256
        return True

    def learn(self, receipt: Receipt) -> None:
        """Remember the files of an edition that was brought onto the disk just now."""
        for output in receipt.outputs:
            look = look_of(self.root / output.path)
            if look is not None:
                self.known[output.path] = look, output.sha256

    def content(self) -> bytes:
        """All of it as the bytes of a file, without what is gone."""
        there = {path: entry for path, entry in sorted(self.known.items()) if (self.root / path).is_file()}
        return sealed(json.dumps(there, ensure_ascii=False).encode())


def state_of(
    project: Project, edition: Edition, deliveries: Iterable[str], recipe: Mapping[str, str], looks: Looks
) -> State:
    """Compare an edition's receipt with everything that it was made from."""
    receipt = read_receipt(project.sources.root, edition.name)
    if receipt is None:
        return State(edition, None, ("it has not been made yet",))
    now = values(project, edition, receipt.inputs, recipe)
    changed = [name for name, value in receipt.inputs.items() if now[name] != value]
    lost = [output.path for output in receipt.outputs if not looks.is_whole(output)]
    wanted = set(deliveries) - set(receipt.deliveries)
    if changed:
        return State(edition, receipt, tuple(_changes(receipt, now, changed)))
    reasons = [f"{path} is missing or was changed" for path in lost]
    reasons += [f"the delivery {name} has not been made yet" for name in sorted(wanted)]
    return State(edition, receipt, tuple(reasons), still_holds=not lost)


def _changes(receipt: Receipt, now: Mapping[str, str], changed: list[str]) -> list[str]:
    """What changed, in words; where many inputs did, the first of them and how many there are."""
    told = [_told(receipt, name, receipt.inputs[name], now[name]) for name in changed]
    more = len(told) - SHOWN
    return [*told[:SHOWN], f"and {more} more"] if more > 1 else told


def _told(receipt: Receipt, name: str, old: str, new: str) -> str:
    if name.startswith(PROGRAM):
        program = name.removeprefix(PROGRAM)
        return (
            "the program itself was changed" if program == "booklet" else f"{program} {old or '–'} is now {new or '–'}"
        )
    language, _, text = name.partition(" ")
    if text.startswith(("content/", "ui/")):
        return f"the {language} text {text.partition('/')[2]} was changed"
    if name == EVENT:
        return f"the event {receipt.event} was changed"
    if name.startswith(SECTION):
        return f"data/book/sections/{name.removeprefix(SECTION)}.yaml was changed"
    return f"{name} {'was changed' if new else 'is gone'}"
