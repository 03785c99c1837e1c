"""The web page of the preview: a table of all that can be asked for, and the answers."""

import json
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from booklet import templating
from booklet.catalogs.files import catalog_path, read_catalog
from booklet.model import LANGUAGES, SOURCE_LANGUAGE
from booklet.preview.binding import OWN_NAME
from booklet.preview.desk import Desk
from booklet.preview.saving import Change, ConflictError
from booklet.preview.security import Gate, Guard
from booklet.preview.shown import problem_json
from booklet.problems import BookletError, ExitCode
from booklet.sources import Sources

FOLDER = "templates/preview"
FONTS = "templates/shared/fonts"
FACES = ("SourceSans3-Regular.otf", "SourceSans3-It.otf", "SourceSans3-Semibold.otf", "SourceSerif4-Regular.otf")

# Every file that the browser may have, by its address.
FILES: dict[str, tuple[str, str]] = {
    "/preview.css": (f"{FOLDER}/preview.css", "text/css"),
    "/preview.js": (f"{FOLDER}/preview.js", "text/javascript"),
    **{f"/fonts/{face}": (f"{FONTS}/{face}", "font/otf") for face in FACES},
}

Answer = Callable[[Request], Awaitable[Response]]


def application(desk: Desk, gate: Gate) -> ASGIApp:
    """The whole of the web application, guarded."""
    answers = _Answers(desk, gate)
    routes = [
        Route("/", answers.page, methods=["GET"]),
        Route("/who", answers.who, methods=["GET"]),
        Route("/favicon.ico", answers.nothing, methods=["GET"]),
        Route("/state", answers.state, methods=["GET"]),
        Route("/events", answers.events, methods=["GET"]),
        Route("/pictures/{name}.png", answers.picture, methods=["GET"]),
        Route("/check", answers.check, methods=["POST"]),
        Route("/save", answers.save, methods=["POST"]),
        *(Route(address, answers.file, methods=["GET"]) for address in FILES),
    ]
    return Guard(Starlette(routes=routes), gate)


class _Answers:
    """What is answered to each address."""

    def __init__(self, desk: Desk, gate: Gate) -> None:
        self.desk = desk
        self.gate = gate
        self.start = gate.token[:8]

    async def page(self, request: Request) -> Response:
        """The page itself, in the interface language that was asked for; it brings the cookie."""
        chosen = request.query_params.get("ui", self.desk.snapshot.choice.language)
        language = chosen if chosen in LANGUAGES else SOURCE_LANGUAGE
        response = HTMLResponse(await run_in_threadpool(self._html, language))
        response.set_cookie(self.gate.cookie, self.gate.token, httponly=True, samesite="strict", path="/")
        return response

    def _html(self, language: str) -> str:
        sources = Sources(self.desk.root)
        values = {
            "interface": language,
            "language": self.desk.snapshot.choice.language,
            "languages": LANGUAGES,
            "event": self.desk.snapshot.choice.event,
            "token": self.gate.token,
            "start": self.start,
        }
        words = templating.translator(_interface_words(sources, language))
        return templating.render(templating.environment(sources), "preview/preview.html", values, words)

    async def who(self, _request: Request) -> Response:
        """Who listens here, for a second preview that finds its port taken."""
        return JSONResponse(
            {"program": OWN_NAME, "language": self.desk.snapshot.choice.language, "process": os.getpid()}
        )

    async def nothing(self, _request: Request) -> Response:
        """The icon that browsers ask for and that there is none of."""
        return Response(status_code=204)

    async def file(self, request: Request) -> Response:
        """A style sheet, a script or a font of the table above."""
        path, kind = FILES[request.url.path]
        content = await run_in_threadpool(Sources(self.desk.root).data, path)
        cache = {"cache-control": "max-age=86400"} if kind == "font/otf" else {}
        return Response(content, media_type=kind, headers=cache)

    async def state(self, _request: Request) -> Response:
        """Everything: messages, pages, problems."""
        return JSONResponse({"start": self.start, **await run_in_threadpool(self.desk.state)})

    async def picture(self, request: Request) -> Response:
        """A page as PNG, by the hash of its content."""
        png = self.desk.pictures.get(request.path_params["name"])
        if png is None:
            return PlainTextResponse("this picture has been drawn anew\n", 404)
        return Response(png, media_type="image/png", headers={"cache-control": "private, max-age=86400, immutable"})

    async def events(self, _request: Request) -> Response:
        """What changes, as it changes."""
        if not self.desk.feed.has_room():
            return PlainTextResponse("too many pages of the preview are open; close some\n", 503)
        stream: AsyncIterator[str] = self.desk.feed.listen("hello", {"start": self.start})
        return StreamingResponse(stream, media_type="text/event-stream")

    async def check(self, request: Request) -> Response:
        """What the checks say about a text while it is typed; 422 where no catalog can hold it."""
        asked = await _asked(request, name=str, translation=str)
        if asked is None:
            return _not_understood()
        try:
            judgement = await run_in_threadpool(self.desk.judge, asked["name"], _translation(asked))
        except KeyError:
            return _unknown()
        except BookletError as error:
            return _refused(error)
        return JSONResponse(judgement.as_json())

    async def save(self, request: Request) -> Response:
        """Write a translation: 409 where it was changed meanwhile, 422 or 507 where it cannot be written."""
        asked = await _asked(request, name=str, translation=str, version=str, reviewed=bool)
        if asked is None:
            return _not_understood()
        return await run_in_threadpool(self._saved, asked)

    def _saved(self, asked: dict[str, Any]) -> Response:
        name = asked["name"]
        domain, _, key = name.partition("/")
        change = Change(domain, key, _translation(asked), asked["version"], asked["reviewed"])
        try:
            return JSONResponse({"message": self.desk.save(name, change)})
        except KeyError:
            return _unknown()
        except ConflictError:
            return JSONResponse({"message": self.desk.message_now(name)}, 409)
        except BookletError as error:
            return _refused(error)


async def _asked(request: Request, **kinds: type) -> dict[str, Any] | None:
    """The values of a JSON body, each of its kind and no others; None where it is anything else."""
    try:
        values = json.loads(await request.body())
    except (ValueError, RecursionError, ClientDisconnect):
        return None
    if not isinstance(values, dict) or values.keys() != kinds.keys():
        return None
    return values if all(isinstance(values[name], kind) for name, kind in kinds.items()) else None


def _translation(asked: dict[str, Any]) -> str:
    """The text as it would stand in the catalog, with plain line feeds."""
    return str(asked["translation"]).replace("\r\n", "\n")


def _not_understood() -> Response:
    return PlainTextResponse("this was not understood\n", 400)


def _refused(error: BookletError) -> Response:
    status = 507 if error.exit_code is ExitCode.FILE_REFUSED else 422
    return JSONResponse({"problems": [problem_json(problem) for problem in error.problems]}, status)


def _unknown() -> Response:
    return PlainTextResponse("there is no such message\n", 404)


def _interface_words(sources: Sources, language: str) -> dict[str, str]:
    """The words of the page in its own language; English where they are not there, or cannot be read."""
    if language == SOURCE_LANGUAGE:
        return {}
    try:
        entries = read_catalog(sources, catalog_path(language, "ui"))
    except BookletError:
        return {}
    return {key: entry.translation for key, entry in entries.items() if entry.translation and not entry.fuzzy}
