"""What tests of the live preview share: a desk without a renderer, and a web application in front of it."""

import asyncio
import shutil
from hashlib import sha256
from pathlib import Path

import httpx

from booklet.preview.desk import Desk
from booklet.preview.drawing import Drawn, Picture
from booklet.preview.saving import Change
from booklet.preview.security import Gate
from booklet.preview.server import application
from booklet.preview.snapshot import Choice
from booklet.problems import Problem
from booklet.render import KeyedBox

CHECKOUT = Path(__file__).parents[1]
CONTENT = "translations/az/LC_MESSAGES/content.po"
TROOPS = "content/night.troops"
TEXT = "Qoşunlar gecəyarısı girdi.[@A03] Bax: {page:notes}, [bütöv hesabat](https://www.example.org/report)."
PORT = 8765


class Pencil:
    """Draws nothing: its picture of a part is the hash of its HTML. It can be told to fail."""

    def __init__(self):
        self.drawn = []
        self.fails = False

    def draw(self, task):
        self.drawn.append(task.place.section)
        if self.fails:
            return Drawn(problems=(Problem(task.name, None, "error", "the renderer cannot draw this page"),))
        png = sha256(task.html.encode()).digest()
        return Drawn((Picture(png, 100, 140),), (KeyedBox(1, f"content/{task.place.section}.title", 1, 2, 3, 4),))

    def close(self):
        pass


def desk_of(world, language="az", event="vigil"):
    """A desk of the small world with a pencil, refreshed once; the page's own templates lie beside the others."""
    if not (world.root / "templates/preview").exists():
        shutil.copytree(CHECKOUT / "templates/preview", world.root / "templates/preview")
    desk = Desk(world.root, Choice(language, event), Pencil())
    desk.refresh()
    return desk


def change(desk, name=TROOPS, translation=TEXT, **others):
    """A change of a message as the browser would send it."""
    domain, _, key = name.partition("/")
    values = {"version": desk.messages[name]["version"], "reviewed": False, **others}
    return Change(domain, key, translation, **values)


class Client:
    """A browser's side of the web application: each request is answered at once."""

    def __init__(self, desk):
        self.gate = Gate("127.0.0.1", PORT)
        self.own = f"http://127.0.0.1:{PORT}"
        self.app = application(desk, self.gate)
        self.headers = {
            "cookie": f"{self.gate.cookie}={self.gate.token}",
            "x-preview-token": self.gate.token,
            "origin": self.own,
        }

    def get(self, address, headers=None, method="GET"):
        return self.ask(method, address, headers)

    def post(self, address, value, headers=None):
        return self.ask("POST", address, headers, json=value)

    def ask(self, method, address, headers=None, **content):
        """An answer; a header of None is left out."""
        wanted = {**self.headers, **(headers or {})}
        return asyncio.run(self._ask(method, address, {k: v for k, v in wanted.items() if v is not None}, content))

    async def _ask(self, method, address, headers, content):
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url=self.own) as client:
            return await client.request(method, address, headers=headers, **content)
