"""``data/formats.yaml`` → printing conditions and the palette."""

from collections.abc import Iterator

from booklet.content.building import build
from booklet.content.records import Located, read_yaml
from booklet.model import Formats
from booklet.problems import ContentError, Problem
from booklet.sources import Sources

PATH = "data/formats.yaml"


def load_formats(sources: Sources) -> Formats:
    """All conditions and inks; ContentError names each mistake."""
    located = read_yaml(sources, PATH)
    made = build(Formats, located, (), located.value)
    if isinstance(made, list):
        raise ContentError(*made)
    if problems := list(_dangling(sources, located, made)):
        raise ContentError(*problems)
    return made


def _dangling(sources: Sources, located: Located, formats: Formats) -> Iterator[Problem]:
    for name, condition in formats.conditions.items():
        if not sources.exists(condition.profile):
            message = f"there is no file {condition.profile}"
            yield located.problem(("conditions", name, "profile"), message, "restore it, or correct its name")
