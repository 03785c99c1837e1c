"""Finds, for each paragraph whose lines come out badly, a hair's change of setting that mends it.

The renderer breaks lines one after the other and never looks back. So a paragraph may have a wide gap, a ladder of
hyphens or a stump of a last line. This tool sets an edition again and again with other settings of just those
paragraphs (finer or coarser hyphenation, a quarter of a point more or less between words, a twentieth between
letters), keeps the best of each, and writes them down; a build only looks them up.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from booklet.render import LineFault

_HYPHENS = ("", "fine", "coarse")
_SPACES = ("", "tight", "loose", "narrow", "wide", "tight narrow", "loose wide")
SETTINGS = tuple(f"{hyphens} {spaces}".strip() for spaces in _SPACES for hyphens in _HYPHENS)

HEADER = "# Made by `booklet fit`; do not edit. Paragraphs by edition, and how they are set; see templates/booklet.\n"

Fits = dict[str, str]


def find_fits(set_with: Callable[[Mapping[str, str]], list[LineFault]]) -> tuple[Fits, list[LineFault]]:
    """The settings that leave the fewest faulty lines, and the faults that remain.

    ``set_with`` lays the edition out with the given settings (by ``section.block``) and returns its faulty lines.
    """
    faults = set_with({})
    scores: dict[str, dict[str, int]] = {block: {"": count} for block, count in _by_block(faults).items()}
    for setting in SETTINGS[1:]:
        open_blocks = [block for block, tried in scores.items() if min(tried.values()) > 0]
        if not open_blocks:
            break
        trial = {**_best(scores), **dict.fromkeys(open_blocks, setting)}
        found = _by_block(set_with(trial))
        for block in found.keys() - scores.keys():
            scores[block] = {"": found[block]}
        for block in open_blocks:
            scores[block][setting] = found[block]
    fits = _best(scores)
    return fits, set_with(fits)


def _by_block(faults: list[LineFault]) -> Counter[str]:
    return Counter(f"{fault.section}.{fault.block}" for fault in faults)


def _best(scores: Mapping[str, Mapping[str, int]]) -> Fits:
    """The setting with the fewest faults of each block, the first tried among equals; plain ones are left out."""
    best = {block: min(tried, key=tried.__getitem__) for block, tried in scores.items()}
    return {block: setting for block, setting in best.items() if setting}


def fitting_text(editions: Mapping[str, Fits]) -> str:
    """The file ``data/book/fitting.yaml``, sorted."""
    lines = [HEADER + "editions:"]
    for edition in sorted(editions):
        lines.append(f"  {edition}:" if editions[edition] else f"  {edition}: {{}}")
        lines += [f"    {block}: {editions[edition][block]}" for block in sorted(editions[edition])]
    return "\n".join(lines) + "\n"
