"""Attacks on the preview: from another page in the same browser, from another computer's name, by address and body."""

import http.client
import json
import socket
import threading

import pytest

from booklet.preview.binding import listen, who_has
from booklet.preview.running import server_of
from booklet.preview.security import BODY_LIMIT_BYTES, Gate
from booklet.problems import BusyError, CommandLineError
from tests.previews import CONTENT, PORT, TEXT, TROOPS, Client, change, desk_of

READS = ["/", "/state", "/preview.js", "/preview.css", "/fonts/SourceSans3-Regular.otf"]
EVIL_PATHS = [
    "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/fonts/../../data/formats.yaml",
    "/fonts/..%2f..%2f..%2fpyproject.toml", "/pictures/..%2f..%2fdata.png", "/pictures/%2e%2e.png", "//etc/passwd",
    "/templates/preview/preview.html", "/.git/config", "/fonts/SourceSans3-Regular.otf%00.png", "/..\\..\\etc",
    "/pictures/.png", "/pictures/aaaa.png", "/data/book/sources.yaml", "/fonts/",
]  # fmt: skip


@pytest.fixture
def desk(world):
    return desk_of(world)


@pytest.fixture
def client(desk):
    return Client(desk)


def saving(desk, **others):
    version = desk.messages[TROOPS]["version"]
    return {"name": TROOPS, "translation": TEXT, "version": version, "reviewed": False, **others}


def files(world):
    return {path: path.read_bytes() for path in world.root.rglob("*") if path.is_file()}


def test_our_own_page_may_read_and_write(desk, client, world):
    answers = [client.get(address).status_code for address in READS]
    saved = client.post("/save", saving(desk))

    assert answers == [200] * len(READS)
    assert saved.status_code == 200
    assert "Qoşunlar gecəyarısı girdi" in world.text(CONTENT)


def test_a_foreign_host_is_refused(client):
    hosts = (
        "evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.evil.example:{PORT}",
        f"localhost.:{PORT}", f"0.0.0.0:{PORT}", f"[::1]:{PORT}", f"127.0.0.1:{PORT}@evil.example", "",
    )  # fmt: skip
    answers = {host: {client.get(address, {"host": host}).status_code for address in READS} for host in hosts}

    assert answers == {host: {421} for host in hosts}


def test_both_names_of_this_computer_are_ours(client):
    hosts = (f"localhost:{PORT}", f"127.0.0.1:{PORT}")
    answers = [client.get("/state", {"host": host, "origin": f"http://{host}"}).status_code for host in hosts]

    assert answers == [200, 200]


def test_a_foreign_origin_is_refused(desk, client, world):
    before = files(world)
    origins = (
        "http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1", "http://127.0.0.1:9999",
        f"http://localhost:{PORT}", "",
    )  # fmt: skip
    answers = {
        origin: {
            client.get("/state", {"origin": origin}).status_code,
            client.post("/save", saving(desk), {"origin": origin}).status_code,
        }
        for origin in origins
    }

    assert answers == {origin: {403} for origin in origins}
    assert files(world) == before


def test_what_another_site_embeds_is_refused(client):
    answers = [client.get("/preview.js", {"sec-fetch-site": site}).status_code for site in ("cross-site", "same-site")]

    assert answers == [403, 403]


def test_a_write_without_the_secret_in_its_header_is_refused(desk, client, world):
    before = files(world)
    tokens = (None, b"", b"wrong", "ə".encode(), client.gate.token[:-1].encode())
    answers = [client.post("/save", saving(desk), {"x-preview-token": token}).status_code for token in tokens]

    assert answers == [403] * len(tokens)
    assert files(world) == before


def test_without_the_cookie_nothing_is_read(client):
    cookies = (None, "", f"{client.gate.cookie}=wrong", f"preview-1={client.gate.token}", "\x7f=;;=")
    answers = {client.get(address, {"cookie": cookie}).status_code for address in READS for cookie in cookies}

    assert answers == {403}


def test_the_address_of_the_terminal_brings_the_cookie_and_any_other_does_not(client):
    right = client.get(f"/?token={client.gate.token}", {"cookie": None})
    wrong = client.get("/?token=guess", {"cookie": None})
    elsewhere = client.get(f"/state?token={client.gate.token}", {"cookie": None})

    assert right.status_code == 200
    assert "HttpOnly" in right.headers["set-cookie"]
    assert "SameSite=strict" in right.headers["set-cookie"]
    assert (wrong.status_code, elsewhere.status_code) == (403, 403)


def test_no_path_leads_to_the_disk(client):
    answers = {path: client.get(path).status_code for path in EVIL_PATHS}

    assert answers == dict.fromkeys(EVIL_PATHS, 404)


def test_a_message_that_does_not_exist_is_not_found_and_nothing_is_written(desk, client, world):
    before = files(world)
    names = (
        "../../etc/passwd", "content/../../x", "..", "content/", "/", "ui/../content/night.title", "x" * 9999,
        "content/night.troops/..", "../content/night.troops", "content\\night.troops", "content/night.troops\0",
    )  # fmt: skip
    answers = {
        name: {
            client.post("/check", {"name": name, "translation": "x"}).status_code,
            client.post("/save", saving(desk, name=name)).status_code,
        }
        for name in names
    }

    assert answers == {name: {404} for name in names}
    assert files(world) == before


def test_dots_in_every_other_parameter_are_only_text(desk, client, world):
    dots = "../../../etc/passwd"
    checked = client.post("/check", {"name": TROOPS, "translation": dots})
    version = client.post("/save", saving(desk, version=dots))
    saved = client.post("/save", saving(desk, translation=dots))

    assert (checked.status_code, version.status_code, saved.status_code) == (200, 409, 200)
    assert [path for path in files(world) if path.name == "passwd"] == []
    assert dots in world.text(CONTENT)


def test_an_unknown_interface_language_is_english(client):
    for language in ("../../etc/passwd", "az%00", "<script>", "xx", "AZ"):
        answer = client.get(f"/?ui={language}")

        assert answer.status_code == 200
        assert '<html lang="en">' in answer.text
        assert "<script>" not in answer.text


def test_other_methods_are_refused(client):
    methods = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND")

    assert {client.get("/state", method=method).status_code for method in methods} == {405}


def test_reading_addresses_take_no_writes_and_the_other_way_round(client):
    assert client.post("/state", {}).status_code == 405
    assert client.get("/save").status_code == 405


def test_what_a_plain_form_can_send_is_refused(desk, client):
    content = json.dumps(saving(desk)).encode()
    kinds = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None)
    answers = [client.ask("POST", "/save", {"content-type": kind}, content=content).status_code for kind in kinds]

    assert answers == [415] * len(kinds)


def test_a_body_of_another_shape_is_not_understood(desk, client):
    whole = saving(desk)
    values = [[], "x", 1, {}, {"name": TROOPS}, {**whole, "name": 1}, {**whole, "reviewed": 1}, {**whole, "path": "/x"}]

    assert [client.post("/save", value).status_code for value in values] == [400] * len(values)


def test_a_body_that_is_no_json_is_not_understood(client):
    bodies = (b"", b"{", b"\xff\xfe", b"[" * 100_000, b"NaN")
    kind = {"content-type": "application/json"}

    assert [client.ask("POST", "/check", kind, content=body).status_code for body in bodies] == [400] * len(bodies)


def test_a_script_in_a_translation_is_text_on_the_page_and_the_checks_see_it(desk, client):
    evil = '<script>alert(1)</script><img src="file:///etc/passwd" onerror="x">'
    saved = client.post("/save", saving(desk, translation=evil))
    desk.refresh()
    html = desk.shown["booklet-small-night"].part.html

    assert saved.json()["message"]["findings"]
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert 'src="file:' not in html
    assert "<script>alert" not in client.get("/").text


def test_every_answer_has_the_protecting_headers(client):
    foreign = client.get("/state", {"host": "evil.example"})

    for answer in (foreign, *map(client.get, ("/", "/nowhere", "/preview.js"))):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script-src 'self';" in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in answer.headers


def test_the_page_has_no_script_or_style_of_its_own_and_asks_nobody_else(client):
    page = client.get("/").text

    assert "http://" not in page
    assert "https://" not in page
    assert "style=" not in page
    assert " onclick" not in page
    assert page.count("<script") == 2, "the file, and the words as data"


# ── over the wire ──


@pytest.fixture
def served(desk):
    """The preview on a port of its own; its gate."""
    listener = listen("127.0.0.1", 0)
    gate = Gate("127.0.0.1", listener.getsockname()[1])
    server = server_of(desk, gate)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield gate
    desk.feed.close()
    server.should_exit = True
    thread.join()
    listener.close()


def said(gate, request):
    """The first line that is answered to raw bytes."""
    with socket.create_connection(("127.0.0.1", gate.port), timeout=10) as wire:
        wire.sendall(request.replace(b"PORT", str(gate.port).encode()))
        return wire.recv(200).split(b"\r\n")[0].decode()


def test_a_body_of_ten_megabytes_is_refused_before_it_is_sent(served):
    head = (
        "POST /save HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nContent-Type: application/json\r\n"
        f"X-Preview-Token: {served.token}\r\nCookie: {served.cookie}={served.token}\r\nContent-Length: 10000000\r\n\r\n"
    )

    assert said(served, head.encode()).startswith("HTTP/1.1 413 ")


def test_a_body_without_a_length_is_not_read_to_its_end(served, world):
    before = world.text(CONTENT)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    headers = {
        "Content-Type": "application/json",
        "X-Preview-Token": served.token,
        "Cookie": f"{served.cookie}={served.token}",
    }
    pieces = (b'{"translation": "' if number == 0 else b"x" * 65536 for number in range(BODY_LIMIT_BYTES // 65536 + 40))
    try:
        connection.request("POST", "/save", pieces, headers, encode_chunked=True)
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 400
    finally:
        connection.close()

    assert status == 400
    assert world.text(CONTENT) == before


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /state HTTP/1.0\r\n\r\n", "421"),
        (b"GET /state HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nHost: evil.example\r\n\r\n", "4"),
        (b"GET http://evil.example/state HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "40"),
        (b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "403"),
        (b"GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", "403"),
        (b"GET /events HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "403"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", "400"),
        (b"GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "4"),
    ],
)
def test_raw_requests_of_a_foreign_kind_are_refused(served, request_, status):
    assert said(served, request_).startswith(f"HTTP/1.1 {status}")


def test_the_server_does_not_say_what_it_is_made_of(served):
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/state")
    answer = connection.getresponse()
    connection.close()

    assert answer.status == 403
    assert answer.getheader("server") is None


def test_a_second_preview_at_the_same_port_is_told_who_is_there(served):
    with pytest.raises(BusyError) as told:
        listen("127.0.0.1", served.port)

    assert f"port {served.port} is in use by another preview (az, process " in str(told.value)
    assert told.value.exit_code == 6


def _hang_up(listener):
    listener.accept()[0].close()


def test_a_port_that_another_program_has_is_told():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        threading.Thread(target=_hang_up, args=(other,), daemon=True).start()
        with pytest.raises(BusyError, match="in use by another program"):
            listen("127.0.0.1", other.getsockname()[1])


def test_an_address_that_is_not_of_this_computer_is_told():
    with pytest.raises(CommandLineError, match="cannot listen"):
        listen("192.0.2.1", 0)


def test_a_free_port_is_nobodys():
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    listener.close()

    assert who_has("127.0.0.1", port) == ""


def test_too_many_open_pages_are_refused(desk, client):
    desk.feed._listeners = dict.fromkeys(range(16))

    assert client.get("/events").status_code == 503


def test_a_conflict_brings_what_lies_on_the_disk(desk, client, world):
    value = saving(desk)
    desk.save(TROOPS, change(desk, translation="Başqasının mətni"))
    answer = client.post("/save", value)

    assert answer.status_code == 409
    assert answer.json()["message"]["translation"] == "Başqasının mətni"
    assert "Başqasının mətni" in world.text(CONTENT)


@pytest.mark.parametrize(
    ("text", "message"),
    [("a\ud800b", "U+D800 cannot stand"), ("\ufdd5", "U+FDD5 cannot stand"), ("ə" * 10_001, "20 KB is the limit")],
)
def test_a_text_that_no_catalog_can_hold_is_refused_while_it_is_typed_and_when_it_is_saved(desk, client, text, message):
    body = {"content": json.dumps({"name": TROOPS, "translation": text}).encode()}
    kind = {"content-type": "application/json"}
    checked = client.ask("POST", "/check", kind, **body)
    values = json.dumps(saving(desk, translation=text)).encode()
    saved = client.ask("POST", "/save", kind, content=values)

    assert [checked.status_code, saved.status_code] == [422, 422]
    assert message in checked.json()["problems"][0]["message"]
    assert checked.json() == saved.json()


def test_a_message_with_plural_forms_is_told_and_not_saved(world):
    old, new = 'msgid "The night"\nmsgstr "Gecə"', 'msgid "The night"\nmsgid_plural "x"\nmsgstr[0] "Gecə"'
    world.replace(CONTENT, old, new)
    desk = desk_of(world)
    title = "content/night.title"
    answer = Client(desk).post("/save", saving(desk, name=title, version=desk.messages[title]["version"]))

    assert answer.status_code == 422
    assert "plural forms" in answer.json()["problems"][0]["message"]
