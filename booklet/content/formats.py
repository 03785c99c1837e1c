"""``data/formats.yaml`` → formats, printing conditions and the palette."""

from booklet.content.records import build, read_yaml
from booklet.model import Formats
from booklet.problems import ContentError
from booklet.sources import Sources

PATH = "data/formats.yaml"


def load_formats(sources: Sources) -> Formats:
    """All formats; ContentError names each mistake."""
    located = read_yaml(sources, PATH)
    made = build(Formats, located, (), located.value)
    if isinstance(made, list):
        raise ContentError(*made)
    return made
