"""The JSON Schema of event and book files, made from the models, so that editors complete and check them."""

import json
from typing import Any

from pydantic import BaseModel, TypeAdapter

from booklet.model import (
    Claim,
    Document,
    EditionFacts,
    Event,
    Formats,
    GlossaryEntry,
    Person,
    Place,
    Product,
    Reading,
    Section,
    Source,
    TimelineEntry,
)
from booklet.model.printers import Printers
from booklet.model.wording import AvoidedWords, Term

FOLDER = "data/schema"

_SINGLE: dict[str, type[BaseModel]] = {
    "event": Event,
    "section": Section,
    "edition": EditionFacts,
    "formats": Formats,
    "printers": Printers,
}
_LISTS: dict[str, type[BaseModel]] = {
    "readings": Reading, "sources": Source, "timeline": TimelineEntry, "glossary": GlossaryEntry,
    "documents": Document, "roll": Person, "places": Place, "claims": Claim, "products": Product,
    "terms": Term, "avoid": AvoidedWords,
}  # fmt: skip


def schema_files() -> dict[str, str]:
    """The text of every schema file by path."""
    made: dict[str, dict[str, Any]] = {name: model.model_json_schema() for name, model in _SINGLE.items()}
    made.update({name: TypeAdapter(list[model]).json_schema() for name, model in _LISTS.items()})  # type: ignore[valid-type]
    _without_slug(made["event"])
    return {f"{FOLDER}/{name}.schema.json": _text(schema) for name, schema in made.items()}


def _without_slug(schema: dict[str, Any]) -> None:
    """An event's slug is the name of its file, no key in it."""
    del schema["properties"]["slug"]
    schema["required"] = [key for key in schema.get("required", []) if key != "slug"]


def _text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
