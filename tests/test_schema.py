"""The JSON Schema files are those of the models, our own files name them, and every key of ours is in them."""

import json
from pathlib import Path

import pytest

from booklet.content.records import read_yaml
from booklet.schema import FOLDER, schema_files
from booklet.sources import Sources

ROOT = Path(__file__).parent.parent
SOURCES = Sources(ROOT)
MADE_BY_US = {"data/book/fitting.yaml"}  # a tool writes it; nobody needs help with its keys
OWN_FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "data").glob("**/*.yaml")
    if path.relative_to(ROOT).as_posix() not in MADE_BY_US
)


def named_schema(path):
    """The schema, as a path below the project, that the first line of ``path`` gives to editors; None without one."""
    first, _, _ = SOURCES.text(path).partition("\n")
    start = "# yaml-language-server: $schema="
    if not first.startswith(start):
        return None
    return (ROOT / path).parent.joinpath(first.removeprefix(start)).resolve().relative_to(ROOT).as_posix()


def expected_schema(path):
    name = {"events": "event", "sections": "section"}.get(Path(path).parent.name, Path(path).stem)
    return f"{FOLDER}/{name}.schema.json"


def faults(schema, value, place=(), root=None):
    """Keys of ``value`` that the schema does not know, and keys that it wants and ``value`` lacks."""
    root = root or schema
    choices = [resolved(option, root) for option in schema.get("anyOf", [schema])]
    fitting = [choice for choice in choices if kind_of(value) in kinds(choice)]
    if not fitting:
        return [(*place, f"is no {' or '.join(sorted(set.union(*map(kinds, choices))))}")]
    return min((faults_of_kind(choice, value, place, root) for choice in fitting), key=len)


def faults_of_kind(schema, value, place, root):
    found = []
    if isinstance(value, dict):
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", True)
        found += [(*place, f"lacks {key}") for key in schema.get("required", []) if key not in value]
        found += [(*place, f"has {key}") for key in value if key not in known and rest is False]
        for key, item in value.items():
            inner = known.get(key, rest if isinstance(rest, dict) else None)
            found += faults(inner, item, (*place, key), root) if inner else []
    elif isinstance(value, tuple):
        inner = schema.get("items")
        for index, item in enumerate(value):
            found += faults(inner, item, (*place, index), root) if inner else []
    return found


def resolved(schema, root):
    if "$ref" not in schema:
        return schema
    return root["$defs"][schema["$ref"].rpartition("/")[2]]


def kinds(schema):
    """The kinds of value that a schema takes; all kinds where it does not say."""
    if "enum" in schema or "const" in schema:
        return {kind_of(item) for item in schema.get("enum", [schema.get("const")])}
    kind = schema.get("type")
    return {"number", "integer"} if kind == "number" else {kind} if kind else set(KINDS.values())


# The reader makes dates of dates; for JSON they are texts.
KINDS = {dict: "object", tuple: "array", bool: "boolean", int: "integer", float: "number", type(None): "null"}


def kind_of(value):
    return KINDS.get(type(value), "string")


def wrapped(schema):
    """A schema whose own top may be a reference."""
    return {"anyOf": [schema], "$defs": schema.get("$defs", {})}


def test_the_committed_schemas_are_those_of_the_models():
    committed = {f"{FOLDER}/{path.name}": path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).iterdir()}

    assert committed == schema_files()


@pytest.mark.parametrize("path", OWN_FILES)
def test_a_file_tells_editors_its_schema(path):
    assert named_schema(path) == expected_schema(path)


@pytest.mark.parametrize("path", OWN_FILES)
def test_a_file_has_the_keys_and_kinds_of_its_schema(path):
    schema = json.loads(SOURCES.text(expected_schema(path)))

    assert faults(wrapped(schema), read_yaml(SOURCES, path).value) == []


EVENT_SCHEMA = wrapped(json.loads(schema_files()[f"{FOLDER}/event.schema.json"]))
READINGS_SCHEMA = wrapped(json.loads(schema_files()[f"{FOLDER}/readings.schema.json"]))


@pytest.mark.parametrize(
    ("event", "fault"),
    [
        ({"city": {"en": "London", "de": "London"}}, ("city", "has de")),
        ({"citty": "London"}, ("has citty",)),
        ({"options": {"name": True}}, ("options", "has name")),
        ({"options": {"names": "yes"}}, ("options", "names", "is no boolean")),
        ({"programme": ({"item": "Silence"},)}, ("programme", 0, "lacks time")),
        ({"languages": "en"}, ("languages", "is no array")),
    ],
    ids=str,
)
def test_a_wrong_key_or_kind_in_an_event_is_found(event, fault):
    assert fault in faults(EVENT_SCHEMA, event)


def test_a_missing_key_of_a_record_is_found():
    assert (0, "lacks claimant") in faults(READINGS_SCHEMA, ({"id": "N99", "group": "killed", "sources": ("A01",)},))


def test_an_event_file_has_no_key_for_its_own_name():
    assert faults(EVENT_SCHEMA, {"slug": "london"}) == [("has slug",)]
