"""The table of rules: each with its id, its usual severity, what is wrong and what to do."""

from booklet.preflight.rules import (
    annotations,
    boxes,
    colours,
    edges,
    files,
    lines,
    overprint,
    pictures,
    plates,
    standard,
    tags,
    texts,
)
from booklet.preflight.rules.base import Group, Hit, Rule

RULES: tuple[Rule, ...] = (
    *files.RULES,
    *standard.RULES,
    *boxes.RULES,
    *edges.RULES,
    *texts.RULES,
    *lines.RULES,
    *colours.RULES,
    *overprint.RULES,
    *pictures.RULES,
    *annotations.RULES,
    *tags.RULES,
    *plates.RULES,
)

__all__ = ["RULES", "Group", "Hit", "Rule"]
