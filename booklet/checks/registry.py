"""Every check of a text by its id, and the one loop that runs them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from booklet.checks import figures, length, marks, orthography, typography, wording
from booklet.checks.counts import count_findings
from booklet.checks.findings import Finding
from booklet.checks.letters import covered_findings
from booklet.checks.subject import Subject
from booklet.problems import Severity

FindMistakes = Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """What it is called, how grave it is, what it finds (a line of the translators' table), and how.

    ``alone``: it needs no English text beside the one it judges. ``domains`` and ``languages`` say where it is at
    home; no languages means all. ``always``: nobody may switch it off.
    """

    id: str
    severity: Severity
    summary: str
    find: FindMistakes
    alone: bool = False
    domains: tuple[str, ...] = ("content", "ui")
    languages: tuple[str, ...] = ()
    always: bool = False


_CONTENT = ("content",)
_ALL = (
    Check("token", "error", "a mark such as `{N05}` that is misspelt or names nothing", marks.token_findings,
          alone=True, domains=_CONTENT, always=True),
    Check("tokens-kept", "error", "a mark that the translation drops or brings in", marks.kept_token_findings,
          domains=_CONTENT, always=True),
    Check("names-kept", "error", "a name in braces that the translation drops or brings in",
          marks.placeholder_findings, domains=("ui",), always=True),
    Check("link", "error", "a link that is broken", marks.link_findings, alone=True, always=True),
    Check("address", "error", "an address that the translation drops or brings in", marks.address_findings,
          always=True),
    Check("markup", "error", "emphasis that differs in kind or number; a star or bracket without its partner",
          marks.markup_findings),
    Check("plural-forms", "error", "a plural form that is missing or lacks a name in braces", marks.plural_findings),
    Check("count", "error", "a count typed by hand in place of its mark", count_findings,
          alone=True, domains=_CONTENT),
    Check("look-alike", "error", "letters of another alphabet that only look right, such as ә for ə",
          orthography.look_alike_findings, alone=True),
    Check("glyph", "error", "letters that our fonts lack", covered_findings, alone=True, always=True),
    Check("az-ordinal", "error", "ordinals with the wrong suffix (`36-ci`), Roman figures with one (`XX-ci əsr`)",
          orthography.azerbaijani_ordinals, alone=True, languages=("az",)),
    Check("az-ending", "error", "case endings of figures with the wrong vowel (`19-dən`); the dative is not judged",
          orthography.azerbaijani_endings, alone=True, languages=("az",)),
    Check("ru-date", "error", "dates and years with an ending (`20-го января`, `1990-го года`)",
          orthography.russian_dates, alone=True, languages=("ru",)),
    Check("ru-ordinal", "error", "ordinals with a spelled-out ending (`36-ая`) or a Latin e (`90-e`)",
          orthography.russian_ordinals, alone=True, languages=("ru",)),
    Check("yo", "warning", "a word with е that stands with ё elsewhere in the catalog", orthography.yo_findings,
          alone=True, languages=("ru",)),
    Check("figure", "warning", "figures and hours that differ from the English text; `26,000` is 26.000, 26 000",
          figures.figure_findings),
    Check("month", "warning", "a month that the English text does not name, or names alone", figures.month_findings),
    Check("tag", "warning", "HTML such as `<b>`, which is no markup here and prints as it stands", marks.tag_findings),
    Check("end", "warning", "another stop at the end than in the English text", typography.end_findings),
    Check("outer-space", "warning", "spaces at the beginning or end that the English text has not",
          typography.outer_space_findings),
    Check("space", "warning", "two spaces in a row, a space before a stop, none after a comma or a note",
          typography.space_findings, alone=True),
    Check("doubled-word", "warning", "the same word twice in a row", typography.doubled_word_findings, alone=True),
    Check("straight-quote", "warning", "typewriter marks, \" and '", typography.straight_quote_findings, alone=True),
    Check("quote", "warning", "quotation marks of another language, turned or unpaired; a stop before the closing mark",
          typography.quote_findings, alone=True),
    Check("dash", "warning", "a hyphen for a dash or a range, a dash of another language, a range with spaces",
          typography.dash_findings, alone=True),
    Check("closed-up", "warning", "no space where the program would set one that cannot break (`100km`, `т.е.`)",
          typography.closed_up_findings, alone=True),
    Check("unchanged", "warning", "a text that is still the English one", wording.unchanged_findings),
    Check("term", "warning", "a term in another form than in the glossary (`data/book/terms.yaml`)",
          wording.term_findings),
    Check("avoid", "warning", "words of another language, such as Turkish *ve* for *və* (`data/book/avoid.yaml`)",
          wording.avoided_findings, alone=True),
    Check("length", "warning", "more letters than fit beside the English text", length.length_findings),
)  # fmt: skip

CHECKS: Mapping[str, Check] = {check.id: check for check in _ALL}
SWITCH = "switch"


def findings(subject: Subject, *, alone: bool = False) -> Iterator[Finding]:
    """What all checks find, gravest ones in the order of the table; ``alone`` runs those that need no English text.

    Findings of a check that is switched off are left out; a switch that hides nothing, names no check or gives no
    reason is a finding itself.
    """
    context = subject.context
    hidden: set[str] = set()
    for check in _fitting(context.domain, subject.language, alone):
        if check.id in context.exempt:
            continue
        off = check.id in context.switched_off and not check.always
        for finding in check.find(subject):
            if off:
                hidden.add(check.id)
            else:
                yield replace(finding, check=check.id, severity=check.severity)
    for name, reason in context.switched_off.items():
        yield from _switch_findings(name, reason, hidden)


@cache
def _fitting(domain: str, language: str, alone: bool) -> tuple[Check, ...]:  # noqa: FBT001 - the key of a cache
    return tuple(
        check
        for check in _ALL
        if domain in check.domains and language in (check.languages or (language,)) and check.alone >= alone
    )


def _switch_findings(name: str, reason: str, hidden: Iterable[str]) -> Iterator[Finding]:
    """What is wrong with the line ``# off: name: reason`` of a message."""
    if name not in CHECKS:
        message, hint = f"“off: {name}” names no check", f"there are: {', '.join(CHECKS)}"
    elif CHECKS[name].always:
        message, hint = f"the check {name} cannot be switched off", "correct the text, and take the line out"
    elif not reason.strip():
        message, hint = f"“off: {name}” gives no reason", f"write it as “# off: {name}: why”"
    elif name not in hidden:
        message, hint = f"“off: {name}” hides nothing", "take the line out"
    else:
        return
    yield Finding("", message, hint, severity="warning", check=SWITCH)


def checks_table() -> str:
    """The table of translations/README.md: every check with what it finds and how grave it is."""
    rows = (f"| `{check.id}` | {check.severity} | {check.summary} |" for check in _ALL)
    return "\n".join(["| Check | | What it finds |", "|---|---|---|", *rows]) + "\n"
