"""Catalogs that are broken: one clear line, nothing written, every translation still there."""

import pytest

AZ = "translations/az/LC_MESSAGES/content.po"
NIGHT = "data/book/sections/night.yaml"


def cut(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


FAULTS = {
    "a quotation mark too few": (lambda t: cut(t, 'msgstr "Qeydlər"', 'msgstr "Qeydlər').encode(), "quotation mark"),
    "a quotation mark too many": (lambda t: cut(t, "Qeydlər", 'Qey"dlər').encode(), "syntax error"),
    "a stray line": (
        lambda t: cut(t, 'msgctxt "notes.title"', 'stray\nmsgctxt "notes.title"').encode(),
        "syntax error",
    ),
    "a keyword misspelt": (lambda t: cut(t, 'msgid "Notes"', 'msgidd "Notes"').encode(), "syntax error"),
    "a translation without its English": (lambda t: cut(t, 'msgid "Notes"\n', "").encode(), "syntax error"),
    "a message without its key": (lambda t: cut(t, 'msgctxt "notes.title"\n', "").encode(), "no msgctxt"),
    "a message twice": (
        lambda t: f'{t}\nmsgctxt "notes.title"\nmsgid "Notes"\nmsgstr "Notlar"\n'.encode(),
        "notes.title stands twice",
    ),
    "a merge marker": (
        lambda t: cut(t, 'msgstr "Qeydlər"', '<<<<<<< ours\nmsgstr "Qeydlər"').encode(),
        "merge marker",
    ),
    "the base of a merge": (
        lambda t: cut(t, 'msgstr "Qeydlər"', '||||||| base\nmsgstr "Qeydlər"').encode(),
        "merge marker",
    ),
    "another charset in the header": (lambda t: cut(t, "charset=UTF-8", "charset=windows-1254").encode(), "charset"),
    "no charset in the header": (lambda t: cut(t, "; charset=UTF-8", "").encode(), "charset"),
    "another charset in the file": (lambda t: cut(t, "Qeydlər", "ÇÖŞ").encode("cp1254", "replace"), "not UTF-8"),
    "UTF-16": (lambda t: t.encode("utf-16"), "UTF-16"),
    "a lone carriage return": (lambda t: cut(t, "Qeydlər", "Qeyd\rlər").encode(), "carriage return"),
    "old Macintosh line ends": (lambda t: t.replace("\n", "\r").encode(), "carriage return"),
    "a NUL": (lambda t: cut(t, "Qeydlər", "Qeyd\0lər").encode(), "NUL"),
    "a line separator": (lambda t: cut(t, "Qeydlər", "Qeyd\u2028lər").encode(), "line separator"),
    "50 MB": (lambda t: t.encode() + b"#\n" * 25_000_000, "5 MB is the limit"),
    "another program's catalog": (
        lambda t: (t.split("\n\n")[0] + '\n\nmsgctxt "menu"\nmsgid "Open"\nmsgstr "Aç"\n').encode(),
        "none of the 1 messages",
    ),
    "nothing": (lambda _: b"", "charset"),
}


@pytest.mark.parametrize("command", ["check", "update"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_catalog_is_named_and_left_as_it_is(world, name, command):
    spoil, message = FAULTS[name]
    content = spoil(world.text(AZ))
    world.write(AZ, content)
    world.replace(NIGHT, "title: The night", "title: That night")
    others = {path: world.text(path) for path in ("translations/content.pot", "translations/ru/LC_MESSAGES/content.po")}
    result = world.run("catalogs", command)

    assert result.exit_code == 1
    assert any(line.startswith(AZ) and message in line for line in result.stderr.splitlines())
    assert (world.root / AZ).read_bytes() == content
    assert {path: world.text(path) for path in others} == others


@pytest.mark.parametrize(
    "change", [lambda t: t.replace("\n", "\r\n"), lambda t: f"\ufeff{t}", lambda t: t.rstrip("\n")]
)
def test_a_byte_order_mark_and_other_line_ends_are_no_fault(world, change):
    world.write(AZ, change(world.text(AZ)).encode())
    content = (world.root / AZ).read_bytes()

    assert world.run("catalogs", "check").exit_code == 0
    assert world.run("catalogs", "update").stdout == ""
    assert (world.root / AZ).read_bytes() == content
