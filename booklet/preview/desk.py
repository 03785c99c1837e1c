"""The running preview: what was read, what is shown, and the thread that brings one after the other."""

import threading
import traceback
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from booklet.catalogs import Words
from booklet.catalogs.files import catalog_path
from booklet.model import Edition
from booklet.preview.drawing import Task
from booklet.preview.feed import Feed
from booklet.preview.messages import Judgement, described, entry_of, judge, source_text, source_texts, words_of
from booklet.preview.parts import Part, parts_of
from booklet.preview.saving import Change, refuse_unwritable, save
from booklet.preview.shown import Shown, problem_json
from booklet.preview.snapshot import Choice, read_snapshot
from booklet.preview.worker import Drawer
from booklet.problems import BookletError, Problem


class Desk:
    """Holds the last good state; `refresh` reads, composes and draws what has changed on the disk since."""

    def __init__(self, root: Path, choice: Choice, drawer: Drawer) -> None:
        self.root = root
        self.drawer = drawer
        self.feed = Feed()
        self.snapshot = read_snapshot(root, choice)
        self.messages: dict[str, dict[str, Any]] = {}
        self.shown: dict[str, Shown] = {}
        self.pictures: dict[str, bytes] = {}
        self.focus = ""
        self._seen: dict[str, Any] = {}
        self._earlier: dict[str, str] = {}
        self._order: dict[str, tuple[str, ...]] = {}
        self._edition_problems: dict[str, tuple[Problem, ...]] = {}
        self._bugs: tuple[Problem, ...] = ()
        self._composed: tuple[str, ...] = ()
        self._has_saved = False
        self._lock = threading.RLock()
        self._refreshing = threading.Lock()
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._describe()

    def run(self) -> None:
        """Refresh whenever something has changed, until `end`; for a thread of its own."""
        while not self._ended.is_set():
            self._wake.wait()
            self._wake.clear()
            if not self._ended.is_set():
                self._refresh_or_tell()

    def _refresh_or_tell(self) -> None:
        try:
            self._bugs = ()
            self.refresh()
        except Exception as error:  # noqa: BLE001 - our own bug must not end the preview; it is told in full
            self._bugs = (Problem("booklet", None, "error", f"a bug of ours: {error!r}", traceback.format_exc()),)
            self.feed.publish("ready", {"problems": self._problems()})

    def changed(self) -> None:
        """Say that something may have changed on the disk."""
        self._wake.set()

    def is_idle(self) -> bool:
        """Whether there is nothing to do: all parts are drawn as they were last read."""
        with self._lock:
            is_drawn = all(shown.version == self._version(shown.part) for shown in self.shown.values())
            return is_drawn and bool(self.shown) and not self._wake.is_set() and not self._refreshing.locked()

    def end(self) -> None:
        """Stop `run`, the streams of events and the renderer."""
        self._ended.set()
        self._wake.set()
        self.feed.close()
        self.drawer.close()

    def state(self) -> dict[str, Any]:
        """Everything that the browser shows."""
        with self._lock:
            return {
                "language": self.snapshot.choice.language,
                "messages": list(self.messages.values()),
                "parts": [self.shown[name].as_json() for name in self._names()],
                "problems": self._problems(),
            }

    def judge(self, name: str, translation: str) -> Judgement:
        """What the checks say about a text that is not yet saved; KeyError where there is no such message.

        ContentError where no catalog can hold the text.
        """
        if source_text(self.snapshot, name) is None:
            raise KeyError(name)
        domain, _, key = name.partition("/")
        refuse_unwritable(catalog_path(self.snapshot.choice.language, domain), key, translation)
        self.focus = name
        return judge(self.snapshot, name, translation)

    def save(self, name: str, change: Change) -> dict[str, Any]:
        """Write a translation; the message as it then is. KeyError, or what `booklet.preview.saving.save` raises."""
        if source_text(self.snapshot, name) is None:
            raise KeyError(name)
        self.focus = name
        language = self.snapshot.choice.language
        with self._lock:
            catalog = save(self.root, language, change, self.snapshot.catalogs[change.domain])
            self.snapshot = replace(self.snapshot, catalogs={**self.snapshot.catalogs, change.domain: catalog})
            self._describe()
            self._has_saved = True
        self.changed()
        return self.messages[name]

    def message_now(self, name: str) -> dict[str, Any]:
        """The message as it lies on the disk at this moment."""
        self._read()
        return self.messages[name]

    def refresh(self) -> None:
        """Read, compose and draw all that has changed; what fails keeps its last good state, and says why."""
        with self._refreshing:
            if self._has_saved:  # what was saved is known; everything else is read once its page is drawn
                self._has_saved = False
                self.changed()
            else:
                self._read()
            if self.snapshot.key != self._composed:
                self._compose_all()
            self.feed.publish("ready", {"problems": self._problems()})

    def _compose_all(self) -> None:
        """Compose every edition, and draw what has changed in it: first what somebody is at work on."""
        snapshot = self.snapshot
        words = words_of(snapshot, self._earlier)
        for edition in self._in_order(snapshot.editions()):
            self._compose(edition, words)
            self._draw_stale(self.focus)
        self._forget_others()
        self._draw_stale("")
        self._composed = snapshot.key

    def _read(self) -> None:
        with self._lock:
            self.snapshot = read_snapshot(self.root, self.snapshot.choice, self.snapshot)
            self._describe()
        self.feed.publish("problems", self._problems())

    def _describe(self) -> None:
        """Describe the messages that are not as they were, and tell of them."""
        snapshot, changed = self.snapshot, []
        shared = (snapshot.facts.key, snapshot.context.with_yo)
        names = [name for name, _ in source_texts(snapshot)]
        for name in names:
            entry = entry_of(snapshot, name)
            seen = (shared, entry and replace(entry, line=0, translation_line=0))
            if self._seen.get(name) != seen:
                self._seen[name] = seen
                self.messages[name] = described(snapshot, name)
                changed.append(name)
        gone = self.messages.keys() - set(names)
        for name in gone:
            del self.messages[name], self._seen[name]
        if changed or gone:
            self.feed.publish("messages", {"messages": [self.messages[n] for n in changed], "gone": sorted(gone)})

    def _in_order(self, editions: list[Edition]) -> list[Edition]:
        """First the edition on whose pages somebody is at work."""
        focused = {shown.part.edition.name for shown in self.shown.values() if self.focus in shown.part.messages}
        return sorted(editions, key=lambda edition: edition.name not in focused)

    def _compose(self, edition: Edition, words: Words) -> None:
        facts = self.snapshot.facts
        try:
            parts = parts_of(facts.loaded.book, words, edition, facts.sources, facts.templates)
        except BookletError as error:
            self._edition_problems[edition.name] = error.problems
            return
        self._edition_problems.pop(edition.name, None)
        self._remember(edition, parts, words)

    def _remember(self, edition: Edition, parts: list[Part], words: Words) -> None:
        names = tuple(part.name for part in parts)
        is_new = self._order.get(edition.name) != names
        with self._lock:
            self._order[edition.name] = names
            self.shown |= {part.name: replace(self.shown.get(part.name, Shown(part)), part=part) for part in parts}
        if is_new:
            self.feed.publish("structure", {})
        for name, _ in source_texts(self.snapshot):
            domain, _, key = name.partition("/")
            texts, english = (words.ui, words.english_ui) if domain == "ui" else (words.content, words.english)
            if key not in english:
                self._earlier[name] = texts[key]

    def _forget_others(self) -> None:
        """Take out parts of editions and sections that are no more."""
        with self._lock:
            wanted = self._names()
            gone = self.shown.keys() - set(wanted)
            self.shown = {name: self.shown[name] for name in wanted}
        if gone:
            self.feed.publish("structure", {})

    def _names(self) -> list[str]:
        """The parts in the order of the pages."""
        return [name for edition in self.snapshot.editions() for name in self._order.get(edition.name, ())]

    def _draw_stale(self, focus: str) -> None:
        """Draw the parts that are not as they are shown; with a ``focus`` only those that print this message."""
        for name in list(self.shown):
            shown = self.shown[name]
            version = self._version(shown.part)
            is_wanted = not focus or focus in shown.part.messages
            if is_wanted and shown.version != version and not self._ended.is_set():
                self._show(name, shown.with_drawn(shown.part, version, self.drawer.draw(self._task(shown.part))))

    def _show(self, name: str, shown: Shown) -> None:
        with self._lock:
            before = self.shown[name]
            self.shown[name] = shown
            kept = {page.name for one in (*self.shown.values(), before) for page in one.pages}
            self.pictures |= {page.name: page.picture.png for page in shown.pages}
            self.pictures = {name: png for name, png in self.pictures.items() if name in kept}
        self.feed.publish("part", shown.as_json())

    def _version(self, part: Part) -> str:
        return sha256(f"{part.hash}{self.snapshot.looks}".encode()).hexdigest()

    def _task(self, part: Part) -> Task:
        size = part.edition.format
        return Task(
            name=f"{part.edition.name}, {part.place.section}",
            html=part.html,
            head=part.head,
            place=part.place,
            language=part.edition.language,
            width_mm=size.width_mm,
            height_mm=size.height_mm,
            bleed_mm=size.bleed_mm,
            palette={ink.cmyk: ink.screen for ink in self.snapshot.facts.formats.palette},
        )

    def _problems(self) -> list[dict[str, Any]]:
        of_editions = (problem for problems in self._edition_problems.values() for problem in problems)
        return [problem_json(p) for p in dict.fromkeys((*self.snapshot.problems, *of_editions, *self._bugs))]
