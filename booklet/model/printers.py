"""Print shops and printers by geometry and standard: what each asks for, and who says so."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from booklet.model.base import Frozen, Text

RuleSeverity = Literal["off", "info", "warning", "error"]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Limit(Frozen):
    """A number that is worth a warning where it is passed, and one that is an error; None asks for nothing."""

    warning: float | None = None
    error: float | None = None
    source: Text


class Choice(Frozen):
    """What is accepted, as PDF names it; everything else is an error."""

    allow: tuple[Text, ...] = Field(min_length=1)
    source: Text


class RuleSetting(Frozen):
    """How much one rule matters to this printer."""

    severity: RuleSeverity
    source: Text


class Limits(Frozen):
    """Every limit by name, its unit last; what is absent is not asked for.

    Millimetres are measured on the trimmed page, points on paper, ink as the sum of all plates in percent. Pages
    whose shorter side passes 290 mm are read from farther away and have a resolution of their own.
    """

    pdf_version: Limit | None = None
    bleed_mm: Limit | None = None
    edge_mm: Limit | None = None
    fore_edge_mm: Limit | None = None
    spine_mm: Limit | None = None
    pages_multiple: Limit | None = None
    pages_minimum: Limit | None = None
    pages_maximum: Limit | None = None
    ink_percent: Limit | None = None
    picture_ppi: Limit | None = None
    large_page_picture_ppi: Limit | None = None
    surplus_ppi: Limit | None = None
    bilevel_ppi: Limit | None = None
    line_pt: Limit | None = None
    fine_line_pt: Limit | None = None
    text_pt: Limit | None = None
    fine_text_pt: Limit | None = None
    contrast_ratio: Limit | None = None
    spot_inks: Limit | None = None


class Printer(Frozen):
    """What one kind of printer asks for; ``like`` names another whose answers stand where this one gives none.

    ``standard`` is ``PDF/X-4``, ``PDF/X-1a`` or ``none``; ``colour_spaces`` names families with their colours
    (``ICCBased CMYK``); ``conditions`` are registered identifiers of output intents.
    """

    title: Text
    like: Text | None = None
    standard: Choice | None = None
    conditions: Choice | None = None
    colour_spaces: Choice | None = None
    limits: Limits = Limits()
    rules: dict[RuleId, RuleSetting] = Field(default_factory=dict)

    def completed(self, other: "Printer") -> "Printer":
        """The same printer with the other's answers where it gives none."""
        given = {name: getattr(self, name) for name in self.model_fields_set - {"limits", "rules", "like"}}
        limits = {name: getattr(self.limits, name) for name in self.limits.model_fields_set}
        update = {**given, "limits": other.limits.model_copy(update=limits), "rules": {**other.rules, **self.rules}}
        return other.model_copy(update=update)


class Printers(Frozen):
    """All printers by name; ``default`` is the one that is meant where none is named."""

    printers: dict[RuleId, Printer]

    @model_validator(mode="after")
    def _every_likeness_exists(self) -> Self:
        if "default" not in self.printers:
            raise ValueError("there is no printer default")
        for name, printer in self.printers.items():
            if printer.like is not None and (printer.like == name or self.printers.get(printer.like) is None):
                raise ValueError(f"{name} is like {printer.like}, which is no other printer of this file")
            if printer.like is not None and self.printers[printer.like].like is not None:
                raise ValueError(f"{name} is like {printer.like}, which is like yet another one")
        return self

    def complete(self) -> dict[str, Printer]:
        """Each printer with everything that it takes over from another."""
        return {
            name: printer if printer.like is None else printer.completed(self.printers[printer.like])
            for name, printer in self.printers.items()
        }
