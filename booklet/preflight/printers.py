"""``data/printers.yaml`` → printers, each complete with what it takes over from another."""

from booklet.content.building import build
from booklet.content.records import read_yaml
from booklet.model.printers import Printer, Printers
from booklet.preflight.rules import RULES
from booklet.problems import ContentError, Problem
from booklet.sources import Sources

PATH = "data/printers.yaml"


def load_printers(sources: Sources) -> dict[str, Printer]:
    """Every printer by name; ContentError names each mistake with its line, a rule that does not exist among them."""
    located = read_yaml(sources, PATH)
    made = build(Printers, located, (), located.value)
    if isinstance(made, list):
        raise ContentError(*made)
    known = {rule.id for rule in RULES}
    unknown = [
        located.problem(("printers", name, "rules", rule), f"there is no rule {rule}", f"there are: {_listed(known)}")
        for name, printer in made.printers.items()
        for rule in printer.rules
        if rule not in known
    ]
    if unknown:
        raise ContentError(*unknown)
    return made.complete()


def printer_named(printers: dict[str, Printer], name: str) -> Printer:
    """The printer of that name; ContentError names those that there are."""
    if name not in printers:
        raise ContentError(
            Problem(PATH, None, "error", f"there is no printer {name}", f"there are: {_listed(printers)}")
        )
    return printers[name]


def _listed(names: "set[str] | dict[str, Printer]") -> str:
    return ", ".join(sorted(names))
