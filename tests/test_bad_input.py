"""Bad input: one clear line with file and line number, exit 1, nothing written; and nothing is ever executed."""

import io
import socket
import struct
import zlib

import pypdfium2
import pytest
from PIL import Image

from booklet.problems import ContentError, ExitCode, FileRefusedError
from booklet.render import lay_out, write_pdf
from tests.faults import EVENT, FAULTS, LOGO, NIGHT, NOTES_HTML, READINGS, SOURCES, STYLE, catalog


def complaints(result) -> list[str]:
    """The lines that name a problem, without their hints."""
    return [line for line in result.stderr.splitlines() if not line.startswith("  ")]


def build(world, language: str = "en"):
    return world.run("build", "vigil", "--lang", language, "--jobs", "1")


def words_of(world, language: str = "en") -> str:
    """The words of the small booklet's screen file, without spaces and line ends."""
    pdf = pypdfium2.PdfDocument(world.root / f"out/vigil/{language}/booklet-small.screen.pdf")
    return "".join("".join(page.get_textpage().get_text_range() for page in pdf).split())


def assert_refused(world, result, path: str, line: int | None, message: str) -> None:
    place = path if line is None else f"{path}:{line}"
    found = complaints(result)

    assert len(found) == 1, found
    assert found[0].startswith(f"{place}: error: ")
    assert message in found[0]
    assert "Traceback" not in result.output
    assert result.exit_code == ExitCode.CONTENT
    assert not (world.root / "out").exists()


def test_the_small_world_is_right_in_every_language(world):
    result = world.run("build", "vigil", "--jobs", "1")

    assert (result.exit_code, len(world.printed())) == (ExitCode.DONE, 6), result.stderr


@pytest.mark.parametrize("name", FAULTS)
def test_one_clear_line_names_the_fault_and_its_place(world, name):
    fault = FAULTS[name]
    line = world.replace(fault.path, fault.old, fault.new, fault.marked or "")

    result = build(world, fault.language)

    assert_refused(world, result, fault.path, None if fault.marked is None else line, fault.message)


def test_noon_in_figures_is_a_time_and_never_a_number(world):
    world.replace(EVENT, 'start: "18:30"', "start: 12:00")
    project = world.project()

    assert project.events[0].start == "12:00"


# ── files that are no text ──────────────────────────────────────────────────────────────────────────────────────────

ANY_TEXT = [EVENT, NIGHT, catalog("az"), NOTES_HTML]


@pytest.mark.parametrize("path", ANY_TEXT)
@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_and_refused(world, path, charset):
    world.write(path, world.text(path).encode(charset))

    assert_refused(world, build(world, "az"), path, 1, "the file is in UTF-16")


@pytest.mark.parametrize("path", ANY_TEXT)
@pytest.mark.parametrize("word", ["mémoire".encode("latin-1"), "память".encode("cp1251"), "xatirə".encode()[:-1]])
def test_another_charset_is_refused_where_it_begins(world, path, word):
    lines = world.text(path).encode().split(b"\n")
    world.write(path, b"\n".join([*lines[:3], lines[3] + word, *lines[4:]]))

    assert_refused(world, build(world, "az"), path, 4, "is not UTF-8")


@pytest.mark.parametrize("path", ANY_TEXT)
@pytest.mark.parametrize(
    ("sign", "message"),
    [("\r", "a lone carriage return"), ("\0", "a NUL character"), ("\x07", "a control character (U+0007)")],
)
def test_a_control_character_is_refused_where_it_stands(world, path, sign, message):
    lines = world.text(path).split("\n")
    world.write(path, "\n".join([*lines[:3], lines[3] + sign + "x", *lines[4:]]))

    assert_refused(world, build(world, "az"), path, 4, message)


def test_a_byte_order_mark_and_crlf_change_nothing(world):
    before = world.project(("en", "az", "ru"))
    for path in (*ANY_TEXT, catalog("ru"), catalog("az", "ui"), READINGS):
        world.write(path, b"\xef\xbb\xbf" + world.text(path).replace("\n", "\r\n").encode())
    after = world.project(("en", "az", "ru"))

    assert (after.loaded.book, after.events, after.words) == (before.loaded.book, before.events, before.words)


def test_a_bomb_of_anchors_is_one_line_and_no_more(world):
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    world.write(EVENT, "date: 2027-01-20\n" + "\n".join(rows) + "\n")

    assert_refused(world, build(world), EVENT, 2, "anchors and aliases")


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 5_000, "- " * 50_000], ids=["lists", "keys", "rows"])
def test_nesting_without_end_is_refused(world, text):
    world.write(EVENT, f"date: 2027-01-20\nhost:\n  {text}\n")

    assert_refused(world, build(world), EVENT, 3, "the nesting is too deep")


@pytest.mark.parametrize("path", [*ANY_TEXT, SOURCES, STYLE, catalog("az", "ui")])
def test_a_file_of_100_megabytes_is_refused_unread(world, path):
    with (world.root / path).open("wb") as file:
        file.truncate(100_000_000)

    assert_refused(world, build(world, "az"), path, None, "the file has 100 MB, and 5 MB is the limit")


def test_a_file_that_may_not_be_read_is_told_and_not_traced(world, monkeypatch):
    def refuse(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)

    with pytest.raises(FileRefusedError, match=r"vigil\.yaml: error: the file cannot be read: Permission denied"):
        world.sources.data(EVENT)


# ── names of events ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "slug", ["../vigil", "a/b", "..\\vigil", "/etc/passwd", ".vigil", "Vigil", "vigil.yaml", "ვ", "x" * 300, "a b"]
)
def test_a_name_that_could_lead_elsewhere_is_no_event(world, slug):
    result = world.run("build", slug)

    assert_refused(world, result, "data/events", None, "is no name of an event")


def test_a_name_without_a_file_is_no_event(world):
    assert_refused(
        world, world.run("build", "vigils"), "data/events/vigils.yaml", None, "there is no event named vigils"
    )


def test_an_event_named_twice_is_made_once(world):
    result = world.run("build", "vigil", "vigil", "--lang", "en", "--jobs", "1")

    assert len(result.stdout.splitlines()) == 2, result.stderr


# ── texts that look like programs ───────────────────────────────────────────────────────────────────────────────────

PROGRAM = "<b>bold</b> <script>alert()</script> {{ config }} {% include 'x' %} {# note #} &amp; <!-- --> %s %(x)s"


def assert_printed_as_text(world, language: str) -> None:
    result = build(world, language)

    assert result.exit_code == ExitCode.DONE, result.stderr
    assert "".join(PROGRAM.split()) in words_of(world, language)


@pytest.mark.parametrize(
    ("path", "old", "language"),
    [
        (EVENT, "1 Example Street", "en"),
        (NIGHT, "text: The day after", "en"),
        (catalog("az"), "Ertəsi gün", "az"),
        (catalog("ru"), "Следующий день", "ru"),
        (catalog("az", "ui"), 'msgstr "Yer"', "az"),
    ],
    ids=["event", "book", "az", "ru", "ui"],
)
def test_html_and_template_syntax_is_printed_and_never_run(world, path, old, language):
    new = {EVENT: f'"{PROGRAM}"', NIGHT: f'text: "{PROGRAM}"', catalog("az", "ui"): f'msgstr "{PROGRAM}"'}
    world.replace(path, old, new.get(path, PROGRAM))

    assert_printed_as_text(world, language)


def test_quotation_marks_do_not_leave_an_attribute(world):
    world.replace(EVENT, "host: Example", """host: 'Example" src="file:///etc/passwd" x="'""")
    result = build(world)

    assert result.exit_code == ExitCode.DONE, result.stderr


# ── pictures ────────────────────────────────────────────────────────────────────────────────────────────────────────


def picture(kind: str, size: tuple[int, int] = (300, 300)) -> bytes:
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).save(file, kind)
    return file.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header promises many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (picture("PNG")[:2000], "the picture data/art/logo.png is damaged"),
        (picture("PNG")[:30], "is no PNG or JPEG picture"),
        (picture("JPEG")[:2000], "the picture data/art/logo.png is damaged"),
        (picture("GIF"), "is no PNG or JPEG picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is no PNG or JPEG picture"),
        (b"", "is no PNG or JPEG picture"),
        (png_that_claims(8_000, 8_000), "has too many pixels"),
        (png_that_claims(60_000, 60_000), "has too many pixels"),
    ],
    ids=["short PNG", "PNG header", "short JPEG", "GIF", "SVG", "empty", "many pixels", "pixel bomb"],
)
def test_a_picture_that_is_not_whole_is_refused(world, content, message):
    world.write(LOGO, content)
    line = 1 + world.text(EVENT).count("\n", 0, world.text(EVENT).index("logo:"))

    assert_refused(world, build(world), EVENT, line, message)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_whole_picture_is_accepted(world, kind):
    world.write(LOGO, picture(kind))

    assert build(world).exit_code == ExitCode.DONE


# ── addresses that lead out of the project ──────────────────────────────────────────────────────────────────────────

SECRET = "file:///etc/passwd"
OUTSIDE = [SECRET, "file:///templates/../../etc/passwd", "file:///data/events/vigil.yaml", "http://127.0.0.1:9/x.png"]
WAYS = {
    "picture": '<img src="{}" alt="x">',
    "picture set": '<picture><source srcset="{0}"><img src="{0}" alt="x"></picture>',
    "object": '<object data="{}">x</object>',
    "embedded": '<embed src="{}">',
    "style sheet": '<link rel="stylesheet" href="{}">',
    "import": '<style>@import "{}";</style>',
    "font": '<style>@font-face {{ font-family: X; src: url("{}") }} p {{ font-family: X }}</style>',
    "background": "<p style=\"background-image: url('{}')\">x</p>",
    "content": "<style>p::before {{ content: url('{}') }}</style>",
    "list": "<ul style=\"list-style-image: url('{}')\"><li>x</li></ul>",
    "drawing": '<svg width="9" height="9"><image href="{}" width="9" height="9"/></svg>',
    "attachment": '<link rel="attachment" href="{}">',
    "attached link": '<a rel="attachment" href="{}">x</a>',
}


@pytest.fixture
def no_network(monkeypatch):
    """Fails where anything tries to reach another computer."""

    def refuse(*_arguments):
        pytest.fail("the renderer went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("address", OUTSIDE)
@pytest.mark.parametrize("way", WAYS)
def test_the_renderer_reads_nothing_outside_the_templates(world, no_network, way, address):
    page = f'<html lang="en"><head><title>x</title></head><body><p>x</p>{WAYS[way].format(address)}</body></html>'

    with pytest.raises(ContentError, match=r"outside the project|renderer says"):
        write_pdf(lay_out("vigil/en/booklet-small", page, world.sources))


def test_a_drawing_cannot_reuse_one_from_elsewhere(world, no_network):
    page = f'<html lang="en"><title>x</title><body><p>x</p><svg><use href="{SECRET}#x"/></svg></body></html>'
    sources = world.sources
    write_pdf(lay_out("vigil/en/booklet-small", page, sources))

    assert set(sources.hashes) == {"templates/shared/fonts/fonts.conf"}


@pytest.mark.parametrize("way", ["picture", "style sheet", "attachment"])
def test_an_address_in_disguise_stops_the_edition(world, no_network, way):
    disguised = "&#102;ile&#58;&#47;&#47;&#47;etc&#47;passwd"
    world.replace(NOTES_HTML, "{{ note.title }}", WAYS[way].format(disguised))
    result = build(world)

    assert result.exit_code == ExitCode.CONTENT
    assert f"{SECRET} lies outside the project's templates" in result.stderr
    assert world.printed() == []


# ── several at once ─────────────────────────────────────────────────────────────────────────────────────────────────


def places(result) -> list[str]:
    """File and line of every problem."""
    return [line.partition(": error: ")[0] for line in complaints(result)]


def planted(world, *changes: tuple[str, str, str]) -> list[str]:
    """File and line of each change."""
    return [f"{path}:{world.replace(path, old, new)}" for path, old, new in changes]


def test_mistakes_in_several_files_are_told_together_in_order(world):
    wanted = planted(
        world,
        (EVENT, "city: {en: London", "city: {en: Lоndon"),
        (EVENT, "products: [booklet]", "products: [leaflet]"),
        (NIGHT, "The day after", "The day {after}"),
        (READINGS, "sources: [A02]", "sources: [A77]"),
        (catalog("az"), "Şəhər arxivi", "Şəhər аrxivi"),
        (catalog("ru", "ui"), "{age} лет", "{age} лeт"),
        (NOTES_HTML, "{{ note.address }}", "{{ note.address|safe }}"),
    )
    found = places(world.run("build", "vigil"))

    assert set(wanted) <= set(found)
    assert found == sorted(found, key=lambda place: (place.partition(":")[0], int(place.partition(":")[2] or 0)))


def test_mistakes_of_shape_do_not_hide_those_of_other_files(world):
    wanted = planted(
        world,
        (EVENT, "venue:", "vneue:"),
        (NIGHT, "kind: heading", "kind: heding"),
        (READINGS, "value: 49", "value: many"),
        ("data/book/products.yaml", "width_mm: 100\n", "width_mm: wide\n"),
        (catalog("az"), "charset=UTF-8", "charset=KOI8-R"),
        (NOTES_HTML, "{{ note.title }}", "{{ note.title"),
        (STYLE, ".logo {", ".logo { color: red;"),
    )

    assert set(places(world.run("build", "vigil"))) == set(wanted)


def test_check_tells_the_same_as_build(world):
    world.replace(EVENT, "Europe/London", "Europe/Lundon")
    world.replace(NIGHT, "[@A04]", "[@A99]")

    assert complaints(world.run("check", "vigil")) == complaints(world.run("build", "vigil"))
