"""The pages of two languages in one book: one from each cover, or on pages that face each other."""

from booklet.compose import Standing
from booklet.model import Edition
from booklet.render import joined
from booklet.setting.alone import Material, Prepare, SetPages, set_alone
from booklet.setting.apart import marked_apart
from booklet.setting.facing import set_facing


def set_pages(material: Material, edition: Edition) -> SetPages:
    """Compose, lay out and inspect an edition; ContentError where something does not fit.

    A tumble edition comes in reading order, all pages of its first language before those of the second
    (`booklet.press.tumbled` binds them); in a facing one the languages take turns.
    """
    if edition.second is None:
        return set_alone(material, edition, Standing())
    return set_tumble(material, edition) if edition.is_tumble else set_facing(material, edition)


def set_tumble(material: Material, edition: Edition) -> SetPages:
    """Both languages in turn, each with its own cover, page numbers and notes."""
    assert edition.second is not None
    turns = ((edition.language, edition.second, None), (edition.second, edition.language, marked_apart(edition.second)))
    halves = [_half(material, edition, own, other, prepare) for own, other, prepare in turns]
    pages = [(half.laid, index) for half in halves for index in range(len(half.laid.document.pages))]
    return SetPages(joined(edition.name, pages), tuple(line for half in halves for line in half.lines))


def _half(material: Material, edition: Edition, own: str, other: str, prepare: Prepare | None) -> SetPages:
    half = edition.model_copy(update={"language": own, "second": None})
    return set_alone(material, half, Standing(twin=material.words[other]), prepare)
