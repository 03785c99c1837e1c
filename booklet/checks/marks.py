"""What a translation must carry over from the English text: tokens, names in braces, addresses, emphasis, brackets."""

import re
from collections import Counter
from collections.abc import Iterator

from booklet.checks.findings import Finding
from booklet.checks.subject import MAIL, Subject
from booklet.language import plural_count
from booklet.model import LANGUAGES, web_address
from booklet.tokens import ADDRESS, LINK, TEMPLATE_SYNTAX, TOKEN, comparable, tokens_in

_HINTS = {
    "reading": "data/book/readings.yaml lists the readings",
    "source": "data/book/sources.yaml lists them",
    "page": "name a section of the book",
}
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_IN_ADDRESSES = re.compile(r":|//|\w@")
_STRONG = re.compile(r"\*\*(?=\S)[^*]+(?<=\S)\*\*")
_EMPHASIS = re.compile(r"\*(?=\S)[^*]+(?<=\S)\*")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>?|<!--")
_COUNTING_LETTER = re.compile(r"(?<!\S)\w{1,2}\)")
_CLOSING = {"(": ")", "[": "]"}


def token_findings(subject: Subject) -> Iterator[Finding]:
    """Tokens that are misspelt or name nothing, and braces left over."""
    text = subject.text
    if "{" not in text and "}" not in text and "[@" not in text:
        return
    for token in tokens_in(text):
        if token.kind == "unknown":
            hint = "tokens look like {N05}, [@A03], {page:figures}, {year}, {anniversary}"
            yield Finding(token.raw, f"{token.raw} is no token", hint)
        elif token.kind in _HINTS and token.name not in subject.known.get(token.kind, ()):
            message = f"{token.raw} names a {token.kind} that does not exist"
            yield Finding(token.raw, message, _HINTS[token.kind])
    rest = TOKEN.sub("", TEMPLATE_SYNTAX.sub("", text))
    for sign in ("{", "}", "[@"):
        if sign in rest:
            snippet = re.search(rf"\w*{re.escape(sign)}\w*", rest)
            assert snippet is not None
            yield Finding(snippet[0], f"a lone {sign} stands in the text", "close the token, or take the sign out")


def kept_token_findings(subject: Subject) -> Iterator[Finding]:
    """Tokens that a translation drops or brings in."""
    if "{" not in subject.source + subject.text and "[@" not in subject.source + subject.text:
        return
    wanted, given = (Counter(map(comparable, tokens_in(text))) for text in (subject.source, subject.text))
    for raw in wanted - given:
        hint = "keep every {…} and [@…] of the English text"
        yield Finding("", f"the token {raw} of the English text is missing", hint)
    for raw in given - wanted:
        yield Finding(raw, f"the token {raw} does not stand in the English text", "take it out")


def placeholder_findings(subject: Subject) -> Iterator[Finding]:
    """Names in braces of a template's text that a translation drops or brings in."""
    if "{" not in subject.source and "{" not in subject.text:
        return
    wanted, given = placeholders(subject.source), placeholders(subject.text)
    hint = "keep each name in braces as it stands in the English text"
    for name in sorted(given - wanted):
        yield Finding(f"{{{name}}}", f"the name {{{name}}} does not stand in the English text", hint)
    for name in sorted(wanted - given) if given <= wanted else ():
        yield Finding("", f"the name {{{name}}} of the English text is missing", hint)


def placeholders(text: str) -> set[str]:
    """The names in braces of a template text; doubled braces and other template syntax are text, and print so."""
    return set(_PLACEHOLDER.findall(TEMPLATE_SYNTAX.sub("", text))) if "{" in text else set()


def link_findings(subject: Subject) -> Iterator[Finding]:
    """Links that are broken, or whose address is none."""
    if "](" not in subject.text:
        return
    if "](" in LINK.sub("", subject.text):
        yield Finding("](", "a link is broken", "write it as [words](https://address), without spaces in the address")
    for match in LINK.finditer(subject.text):
        try:
            web_address(match[2])
        except ValueError:
            yield Finding(match[2], f"{match[2]} is no web address", "an address begins with https:// or http://")


def address_findings(subject: Subject) -> Iterator[Finding]:
    """Addresses that a translation drops or brings in; it may only lead where the English text leads."""
    if not _IN_ADDRESSES.search(subject.source) and not _IN_ADDRESSES.search(subject.text):
        return
    wanted, given = (_addresses(text) for text in (subject.source, subject.text))
    for address in wanted - given:
        yield Finding("", f"the address {address} of the English text is missing", "keep each [words](address)")
    for address in given - wanted:
        yield Finding(address, f"the address {address} does not stand in the English text", "take it out")


def _addresses(text: str) -> Counter[str]:
    return Counter(found[0] for pattern in (ADDRESS, MAIL) for found in pattern.finditer(text))


def markup_findings(subject: Subject) -> Iterator[Finding]:
    """Emphasis that differs in kind or number, stars and brackets without a partner."""
    source, text = subject.source, subject.text
    if "*" in source or "*" in text:
        yield from _emphasis(source, text)
    for opening, closing in _CLOSING.items():
        if not _is_paired(subject.masked, opening, closing):
            message = f"{opening} and {closing} do not come in pairs"
            yield Finding(opening if opening in text else closing, message, "close the bracket, or take it out")


def tag_findings(subject: Subject) -> Iterator[Finding]:
    """Tags that the English text has not: they are no markup here."""
    if "<" in subject.text:
        for tag in dict.fromkeys(_TAG.findall(subject.text)):
            if tag not in subject.source:
                yield Finding(tag, f"{tag} is no markup here and prints as it stands", "take it out, or use *emphasis*")


def _is_paired(text: str, opening: str, closing: str) -> bool:
    """Whether each bracket has its partner; the lone one after a letter that counts, as in ``а)``, needs none."""
    if text.count(opening) == text.count(closing):
        return True
    without_letters = _COUNTING_LETTER.sub("", text)
    return without_letters.count(opening) == without_letters.count(closing)


def _emphasis(source: str, text: str) -> Iterator[Finding]:
    hint = "write *emphasis* with a star on each side, as often as in the English text"
    for pattern, name in ((_STRONG, "**strong words**"), (_EMPHASIS, "*emphasis*")):
        wanted, given = len(pattern.findall(source)), len(pattern.findall(text))
        if wanted != given:
            message = f"{name} stands {given} times, in the English text {wanted} times"
            yield Finding("*" if given else "", message, hint)
        source, text = pattern.sub("", source), pattern.sub("", text)
    if "*" in text and "*" not in source:
        yield Finding("*", "a lone * stands in the text", hint)


def plural_findings(subject: Subject) -> Iterator[Finding]:
    """Plural forms that are missing, too many, or without the names in braces of the first."""
    forms = subject.context.plural_forms
    if not forms or subject.language not in LANGUAGES:
        return
    wanted = plural_count(subject.language)
    if len(forms) != wanted:
        yield Finding("", f"the message has {len(forms)} plural forms, and {wanted} are needed", "add msgstr[…] lines")
    for index, form in enumerate(forms):
        if not form.strip():
            yield Finding("", f"the plural form msgstr[{index}] is empty", "translate it")
        elif missing := placeholders(forms[-1]) - placeholders(form):
            names = ", ".join(f"{{{name}}}" for name in sorted(missing))
            yield Finding(form.split()[0], f"the plural form msgstr[{index}] lacks {names}", "add it")
