"""The one door to the disk: what it reads, what it refuses, what it remembers."""

import hashlib

import pytest

from booklet.problems import ContentError
from booklet.sources import Sources


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a.txt").write_bytes(b"first\nsecond\n")
    return tmp_path


def problem_of(folder, path="inside/a.txt"):
    with pytest.raises(ContentError) as caught:
        Sources(folder).text(path)
    return caught.value.problems[0]


def test_every_file_that_was_read_is_remembered_with_its_hash(folder):
    sources = Sources(folder)
    sources.text("inside/a.txt")
    sources.exists("inside/b.txt")
    sources.names("inside", "*")

    assert dict(sources.hashes) == {"inside/a.txt": hashlib.sha256(b"first\nsecond\n").hexdigest()}


def test_names_are_sorted_and_relative(folder):
    (folder / "inside" / "deep").mkdir()
    for name in ("b.txt", "deep/c.txt", "a.md"):
        (folder / "inside" / name).write_text("x")

    assert Sources(folder).names("inside", "**/*.txt") == ["inside/a.txt", "inside/b.txt", "inside/deep/c.txt"]
    assert Sources(folder).names("outside", "*") == []


@pytest.mark.parametrize("path", ["../secret", "inside/../../secret", "/etc/passwd", "inside/link"])
def test_no_path_leads_out_of_the_project(tmp_path, path):
    (tmp_path / "secret").write_text("x")
    folder = tmp_path / "project"
    (folder / "inside").mkdir(parents=True)
    (folder / "inside" / "link").symlink_to(tmp_path / "secret")

    assert problem_of(folder, path).message == "this path leads out of the project"


def test_a_missing_file_and_a_folder_are_missing_files(folder):
    assert problem_of(folder, "inside/none.txt").message == "this file is missing"
    assert problem_of(folder, "inside").message == "this file is missing"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"one\r\ntwo\xff\n", 2, "byte 0xFF is not UTF-8"),
        ("one\ntwo\n".encode("utf-16"), 1, "the file is in UTF-16"),
        (b"o\0n\0e\0", 1, "the file is in UTF-16"),
        (b"one\ntwo\rthree\n", 2, "a lone carriage return (old Macintosh line end) stands in the text"),
        (b"one\ntwo\0\n", 2, "a NUL character stands in the text"),
        (b"one\n\ntwo\x1b[0m\n", 3, "a control character (U+001B) stands in the text"),
        ("one\ntwo\u0085\n".encode(), 2, "a control character (U+0085) stands in the text"),
    ],
)
def test_what_is_no_plain_text_is_refused_with_its_line(folder, content, line, message):
    (folder / "inside" / "a.txt").write_bytes(content)
    problem = problem_of(folder)

    assert (problem.path, problem.line, problem.message) == ("inside/a.txt", line, message)


def test_a_byte_order_mark_and_crlf_are_accepted(folder):
    (folder / "inside" / "a.txt").write_bytes(b"\xef\xbb\xbffirst\r\n\tsecond\r\n")

    assert Sources(folder).text("inside/a.txt") == "first\n\tsecond\n"


def test_a_file_above_its_limit_is_refused(folder):
    with pytest.raises(ContentError, match="the file has 0 MB"):
        Sources(folder).data("inside/a.txt", limit=12)

    assert Sources(folder).data("inside/a.txt", limit=13) == b"first\nsecond\n"


def test_what_is_made_once_notes_each_time_what_it_was_made_of(folder):
    sources, made, one, two = Sources(folder), [], object(), object()

    def make():
        made.append(sources.data("inside/a.txt"))
        return sources.once("inner", lambda: sources.names("inside", "*"))

    def notes(of):
        with sources.noted() as seen:
            sources.once("outer", make, of=(of,))
        return seen

    assert [notes(one), notes(one), notes(two)] == [{"inside/a.txt", "names in inside *"}] * 3
    assert len(made) == 2  # once for each of the objects


def test_what_could_not_be_made_is_not_remembered(folder):
    sources = Sources(folder)

    def fail():
        raise ContentError

    with pytest.raises(ContentError):
        sources.once("thing", fail)

    assert sources.once("thing", lambda: "made") == "made"
