"""What the browser may ask: everything is refused that this page itself would not ask for.

Rules, and where they come from: the Host of each request is ours (against DNS rebinding), Origin and Sec-Fetch-Site are
ours (against other pages in the same browser), a secret of this start comes with everything as a cookie and with each
write as a header too, a body has a limit and is refused before it is read. No address stands for a file: `server` has
a table of all that there is.
"""

import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT_BYTES = 256 * 1024
TOKEN_HEADER = "x-preview-token"  # noqa: S105 - the name of a header, no secret

POLICY = "; ".join(
    (
        "default-src 'none'", "img-src 'self'", "style-src 'self'", "script-src 'self'", "font-src 'self'",
        "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
        "require-trusted-types-for 'script'", "trusted-types 'none'",
    )
)  # fmt: skip

HEADERS = (
    ("content-security-policy", POLICY),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
)


@dataclass(frozen=True)
class Gate:
    """Where this preview is reached, and the secret that was made at its start."""

    host: str
    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    @property
    def hosts(self) -> frozenset[str]:
        """The names by which the browser may call us."""
        names = {self.host, "127.0.0.1", "localhost"} if self.is_local else {self.host}
        return frozenset(f"{name}:{self.port}" for name in names)

    @property
    def is_local(self) -> bool:
        """Whether nobody else's computer can reach us."""
        return self.host in {"127.0.0.1", "localhost"}

    @property
    def cookie(self) -> str:
        """The name of our cookie; ports share their cookies, so it has the port in it."""
        return f"preview-{self.port}"

    @property
    def address(self) -> str:
        """What the browser is given to open."""
        return f"http://{self.host}:{self.port}/?token={self.token}"

    def knows(self, secret: str) -> bool:
        """Whether this is our secret; takes as long for a wrong one."""
        return secrets.compare_digest(secret.encode(), self.token.encode())


class Guard:
    """Refuses a request before anything of ours sees it, and puts the protecting headers on every answer."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request of the web server."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # a web socket: there is none here
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = refused(scope, self.gate)
        app = self.app if refusal is None else PlainTextResponse(f"{refusal[1]}\n", refusal[0])
        await app(scope, _limited(receive), _protected(send))


def refused(scope: Scope, gate: Gate) -> tuple[int, str] | None:
    """The status and the reason to refuse a request with; None lets it in."""
    headers: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return (
        _refused_place(headers, gate)
        or _refused_method(scope["method"], headers)
        or _refused_secret(scope, headers, gate)
    )


def _refused_place(headers: dict[str, list[str]], gate: Gate) -> tuple[int, str] | None:
    hosts = headers.get("host", [])
    if len(hosts) != 1 or hosts[0] not in gate.hosts:
        return 421, "this address is not that of the preview"
    if any(origin != f"http://{hosts[0]}" for origin in headers.get("origin", [])):
        return 403, "another page asks for this"
    if any(site not in {"same-origin", "none"} for site in headers.get("sec-fetch-site", [])):
        return 403, "another page asks for this; type the address by hand"
    return None


def _refused_method(method: str, headers: dict[str, list[str]]) -> tuple[int, str] | None:
    if method in {"GET", "HEAD"}:
        return None
    if method != "POST":
        return 405, "the preview is read and written to, and nothing else"
    lengths = headers.get("content-length", ["0"])
    if not all(length.isdecimal() for length in lengths):
        return 400, "the length of the text is no number"
    if any(int(length) > BODY_LIMIT_BYTES for length in lengths):
        return 413, "the text is too long"
    if [kind.partition(";")[0].strip() for kind in headers.get("content-type", [])] != ["application/json"]:
        return 415, "the text must come as JSON"
    return None


def _refused_secret(scope: Scope, headers: dict[str, list[str]], gate: Gate) -> tuple[int, str] | None:
    if scope["method"] == "POST":
        given = headers.get(TOKEN_HEADER, [])
        if len(given) != 1 or not gate.knows(given[0]):
            return 403, "the secret of this start of the preview is missing"
    has_cookie = any(gate.knows(secret) for secret in _cookies(headers.get("cookie", []), gate.cookie))
    if has_cookie or scope["path"] == "/who" or (scope["path"] == "/" and gate.knows(token_in(scope))):
        return None
    return 403, "open the address that the terminal shows: it has the secret of this start of the preview in it"


def token_in(scope: Scope) -> str:
    """The secret in the address of a request; empty where it has none."""
    query: bytes = scope["query_string"]
    return parse_qs(query.decode("latin-1")).get("token", [""])[0]


def _cookies(lines: list[str], name: str) -> list[str]:
    try:
        jars = [SimpleCookie(line) for line in lines]
    except CookieError:
        return []
    return [jar[name].value for jar in jars if name in jar]


def _limited(receive: Receive) -> Receive:
    """Gives the body piece by piece, and ends it where it grows longer than its limit."""
    total = 0

    async def limited() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        return message if total <= BODY_LIMIT_BYTES else {"type": "http.disconnect"}

    return limited


def _protected(send: Send) -> Send:
    async def protected(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            extra = [*HEADERS, *([] if b"cache-control" in given else [("cache-control", "no-store")])]
            headers = [*message["headers"], *((name.encode(), value.encode()) for name, value in extra)]
            message = {**message, "headers": headers}
        await send(message)

    return protected
