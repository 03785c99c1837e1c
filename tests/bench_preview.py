"""Measures the live preview: from the key that saves a text to its new page in the browser; for ``tests/bench.py``.

A copy of the project is served on this computer, and a real browser (Chromium without a window) edits one text of each
section of the booklet. Run alone: ``python tests/bench_preview.py``.
"""

import shutil
import statistics
import sys
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("data", "templates", "translations")
LANGUAGE = "az"
LIMIT = 0.4
ROUNDS = 2

# Remembers when the key was pressed and when a picture of a page took the place of an older one.
WATCH = """() => {
  window.times = {};
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter") window.times = { pressed: performance.now() };
  }, true);
  new MutationObserver(() => requestAnimationFrame(() => {
    window.times.shown ??= performance.now();
  })).observe(document.getElementById("sheets"), { subtree: true, attributeFilter: ["src"] });
}"""


def measured(rounds=ROUNDS):
    """The median and the slowest time in seconds, how many were taken, each with its text, and the limit."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        for part in PARTS:
            shutil.copytree(ROOT / part, root / part)
        with served(root) as (desk, address):
            times = _times(desk, address, rounds)
    seconds = [time for _, time in times]
    median, slowest = statistics.median(seconds), max(seconds)
    return {"median": median, "slowest": slowest, "count": len(seconds), "times": times, "limit": LIMIT}


@contextmanager
def served(root, language=LANGUAGE):
    """A preview of the project below ``root``: its desk, and the address to open."""
    from booklet.preview.binding import listen
    from booklet.preview.running import opened_desk, server_of
    from booklet.preview.security import Gate
    from booklet.preview.snapshot import Choice

    listener = listen("127.0.0.1", 0)
    gate = Gate("127.0.0.1", listener.getsockname()[1])
    with listener, opened_desk(root, Choice(language)) as desk:
        server = server_of(desk, gate)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield desk, gate.address
        finally:
            desk.feed.close()
            server.should_exit = True
            thread.join(timeout=10)


@contextmanager
def browser():
    """Chromium, as the system has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            yield opened
        finally:
            opened.close()


def _times(desk, address, rounds):
    with browser() as opened:
        page = opened.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        while not desk.is_idle() or page.locator("#sheets .paper.empty").count():
            page.wait_for_timeout(100)
        page.evaluate(WATCH)
        return [(name, _saved(page, name)) for _ in range(rounds) for name in _texts(desk)]


def _texts(desk):
    """A text of each section of the booklet: the longest that is printed as text."""
    booklet = [shown for shown in desk.shown.values() if shown.part.edition.product.id == "booklet"]
    for shown in booklet:
        keys = {box.key for box in shown.boxes if not box.key.endswith(".alternative")}
        printed = {key for key in keys if key.startswith("content/")}
        own = {name for name in printed if name.startswith(f"content/{shown.part.place.section}.")} or printed
        if own:
            yield max(sorted(own), key=lambda name: len(desk.messages[name]["translation"]))


def _saved(page, name):
    """Seconds from Ctrl+Enter to the new picture on the page."""
    page.evaluate("name => select(name)", name)
    field = page.locator("#translation")
    field.press("End")
    field.press("Backspace" if field.input_value().endswith("a") else "a")
    page.wait_for_timeout(600)  # a person types for a while, and the checks have their say
    field.press("Control+Enter")
    while page.evaluate("() => window.times.shown === undefined"):
        page.wait_for_timeout(20)
    page.locator("#drawing:empty").wait_for(state="attached")
    return page.evaluate("() => window.times.shown - window.times.pressed") / 1000


def main():
    """Tell each time and the median."""
    sys.path.insert(0, str(ROOT))
    found = measured()
    for name, seconds in found["times"]:
        print(f"{seconds:6.3f} s  {name}")
    print(
        f"saved and shown: median {found['median']:.3f} s of at most {LIMIT}, "
        f"slowest {found['slowest']:.3f} s of {found['count']}"
    )
    return 0 if found["median"] <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
