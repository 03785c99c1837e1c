"""Turns the HTML of a booklet into markup for Typst, so that both set the same text; for ``tests/bench_typst.py``.

Each kind of element becomes a call of the function in ``booklet.typ`` that sets it as the booklet's style sheet does.
An element that is not known here is an error, so that no text gets lost.
"""

import re
from functools import partial

# Elements by tag and class: those that only hold others, those that are set by the function of their class's own name,
# those set by another one, and those that are always written the same.
NAMES = re.compile(r"\S+")
FOLDS = NAMES.findall("""p span div.imprint div.contents div.timeline div.glossary div.documents div.notes div.places
div.lines div.cover-page div.dedication-page figure.map span.claimant span.gap span.untranslated""")
OWN = NAMES.findall("""p.item p.small p.caption p.fact-value p.day-name p.foot p.example-mark p.plate-address p.sea
p.dedication p.back-dedication h1.quiet-title h2.day h2.axis-title h2.place-name div.facts div.term div.chart div.cell
div.ticks div.place-text div.plate div.people div.one p.person p.life span.patronymic span.when span.others span.address
sup.note""")
OTHER = {"em": "emph", "i": "emph", "b": "semibold", "h1": "cover-title"}
OTHER |= {"p.name": "line-of", "p.original": "line-of", "p.text": "line-of", "p.address": "line-of"}
WRITTEN = {
    "br": " \\ ",
    "div.fact-line": "#fact-line;",
    "div.rule-line": "#rule-line;",
    "div.silent-page": "",
    "span.hair": "#hair;",
}
# What the style sheet tells by where it stands.
STANDING = {
    ".//th/h2": "axis-title",
    ".//div[@class='place-text']/h2": "place-name",
    "div[@class='cover-page']/p[@class='dedication']": "back-dedication",
}
SINKS = {"timeline": (13, 6.5), "glossary": (13, 6.5), "notes": (13, 6.5), "map": (13, 6.5), "documents": (0, 6.5)}
SINKS["figures"] = (0, 13)
RAGGED = {"figures", "community", "documents"}

PAGE = re.compile(r"@page \{ size: (\S+) (\S+); bleed: \S+; margin: (\S+) (\S+) (\S+) (\S+); \}")
INK = re.compile(r"device-cmyk\(([^)]*)\)")
SPECIAL = re.compile(r"([\\#$*_`<>@\[\]~/=+\-:])|(?<=\d)(?=\.)")


def markup_of(html):
    """Typst markup of a booklet's HTML, which imports ``/booklet.typ`` and names pictures below its own root."""
    from weasyprint import HTML

    page = HTML(string=html).etree_element
    return "".join([preamble(page, html), *(section_of(section) for section in page.iter("section"))])


def preamble(page, html):
    width, height, top, outer, bottom, inner = PAGE.search(html).groups()
    example = page.find("body").get("data-example")
    settings = {
        "language": quoted(page.get("lang")),
        "title": quoted(page.findtext("head/title")),
        "width": width,
        "height": height,
        "margins": f"(top: {top}, bottom: {bottom}, inside: {inner}, outside: {outer})",
        "example": quoted(example) if example else "none",
    }
    named = ", ".join(f"{name}: {value}" for name, value in settings.items())
    return f'#import "/booklet.typ": *\n#show: booklet.with({named})\n'


def section_of(section):
    """The pages of a section, which begin on a new one; links lead to the first."""
    name = section.get("data-section")
    for path, kind in STANDING.items():
        for element in section.findall(path):
            element.set("class", kind)
    for header in section.findall("header"):
        header.set("data-of", name)
    target = f"#[#metadata(none) <{name}>]\n"
    content = target + inside(section)
    if name in {"cover", "back"}:
        return call("cover", content)
    if name == "silence":
        return call("silence", content)
    if name in RAGGED:
        content = f"#[#set par(justify: false)\n#set text(hyphenate: false)\n{content}]\n"
    return f"#pagebreak(weak: true)\n{content}"


def inside(element):
    """The markup of everything in an element."""
    parts = [escaped(element.text)]
    for child in element:
        parts += [markup(child), escaped(child.tail)]
    return "".join(parts)


def markup(element):
    """The markup of one element, by its own rule, or by the tables above."""
    tag, kind = element.tag.rpartition("}")[2], (element.get("class") or "").split()
    name = f"{tag}.{kind[0]}" if kind else tag
    if name in WRITTEN:
        return WRITTEN[name]
    rule = RULES.get(name) or RULES.get(f"{tag}.*")
    if rule:
        return rule(element)
    content = spoken(element, inside(element))
    if name in FOLDS:
        return content
    if name in OWN:
        return call(kind[0], content)
    if name in OTHER:
        return call(OTHER[name], content)
    raise ValueError(f"tests/typst_markup.py knows no <{tag} class={' '.join(kind)!r}>")


def spoken(element, content):
    """The content in the element's own language, where it has one."""
    language = element.get("lang")
    return call(f"text(lang: {quoted(language)})", content) if language else content


def call(function, *contents):
    """A call that ends where it ends, whatever follows it."""
    return f"#{function}{''.join(f'[{content}]' for content in contents)};"


def escaped(text):
    """Text as Typst prints it letter for letter; white space is one space."""
    return SPECIAL.sub(r"\\\1", re.sub(r"[ \n\t]+", " ", text or ""))


def quoted(text):
    """A string literal."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def coloured(svg):
    """A drawing whose inks are colours of a screen, as Typst reads no others."""
    return INK.sub(lambda match: screen_colour(*map(float, match[1].split())), svg)


def screen_colour(cyan, magenta, yellow, black):
    return "#" + "".join(f"{round(255 * (1 - ink) * (1 - black)):02x}" for ink in (cyan, magenta, yellow))


# ── elements with rules of their own ──────────────────────────────────────────────────────────────────────────────────


def paragraph(element):
    return f"\n\n{inside(element).strip()}\n\n"


def link(element):
    address = element.get("href")
    target = f"<{address[1:]}>" if address.startswith("#") else quoted(address)
    content = call(f"link({target})", inside(element))
    return call("address", content) if element.get("class") == "address" else content


def opening(element):
    title = element.find("h1")
    section = title.get("data-running")
    sink, after = SINKS.get(element.get("data-of"), (65, 13))
    return f"\n#opening(sink: {sink}pt, after: {after}pt, {quoted(section)})[{inside(title)}]\n"


def heading(element):
    return f"\n\n== {inside(element).strip()}\n\n"


def picture(name, element):
    return f"#{name}({quoted('/' + element.get('src'))});"


def fact(element):
    label, *values = element
    return call("fact", inside(label), "".join(map(markup, values)))


def contents_line(element):
    name, _, number = element
    return call("contents-line", link(name), link(number))


def timed(element):
    """An entry of the timeline: its hours, if it has some, and what happened."""
    parts = {part.get("class"): part for part in element}
    uncertain = str("uncertain" in element.get("class")).lower()
    hours = inside(parts["hours"]) if "hours" in parts else ""
    return call(f"event(uncertain: {uncertain})", hours, inside(parts["happened"]))


def source(element):
    """A numbered source, with the target of its notes."""
    figure, *others = element
    content = escaped(figure.tail) + "".join(markup(other) + escaped(other.tail) for other in others)
    return f"#[#source[{escaped(figure.text)}][{content}] <{element.get('id')}>]\n"


def document(element):
    parts = {part.get("class"): part for part in element}
    return call("document-entry", inside(parts["code"]) if "code" in parts else "", inside(parts["about"]))


def table(element):
    """Rows of cells; the function is named after the table's class."""
    cells = "".join(f"[{inside(cell).strip()}], " for row in element.iter("tr") for cell in row)
    return f"#{element.get('class').split()[0]}({cells});"


def style_of(element):
    """The values of the element's own style by name."""
    return dict(re.findall(r"([a-z]+): ([^;]+)", element.get("style")))


def track(element):
    parts = str(any("segment" in (part.get("class") or "") for part in element)).lower()
    return call(f"track(parts: {parts})", inside(element))


def placed(element):
    """A part of the chart that stands at its place of the axis."""
    kind, *more = element.get("class").split()
    style = style_of(element)
    left, width = style["left"], style.get("width")
    if kind.startswith("mark"):
        name = more[0].removeprefix("mark-")
        return f"#mark({quoted(name)}, {str('cited' in more).lower()}, {left});"
    if kind == "tick":
        return f"#tick({left});"
    if kind == "segment":
        return f"#segment({more[0].removeprefix('segment-')}, {left}, {width});"
    arguments = {
        "tick-label": left,
        "value": f"{str('before' in more).lower()}, {left}",
        "segment-label": f"{left}, {width}",
    }
    return call(f"{kind}({arguments[kind]})", inside(element[0]))


def svg(element):
    """A drawing that stands in the page itself, as wide and high as it says."""
    from xml.etree import ElementTree

    namespace = "{http://www.w3.org/2000/svg}"
    if element.get("class") == "rule":
        return ""
    for part in element.iter():
        part.tag = part.tag.removeprefix(namespace)
    tail, element.tail = element.tail, None
    text = ElementTree.tostring(element, encoding="unicode").replace(
        "<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1
    )
    element.tail = tail
    return f"#drawing({quoted(coloured(text))}, {element.get('width')}, {element.get('height')});"


def map_drawing(element):
    style = style_of(element)
    drawn, *labels = element
    content = call("place()", svg(drawn)) + "".join(map(markup, labels))
    return call(f"map-drawing({style['width']}, {style['height']})", content)


def map_place(element):
    style = style_of(element)
    to_left = str("place-left" in element.get("class")).lower()
    return call(f"map-place({to_left}, {style['left']}, {style['top']})", inside(element[0]))


def map_bar(element):
    return call(f"bar({style_of(element)['width']})", inside(element))


RULES = {
    "a": link,
    "a.*": link,
    "header.opening": opening,
    "p.prose": paragraph,
    "h2": heading,
    "img.flower": partial(picture, "flower"),
    "img.bloom": partial(picture, "bloom"),
    "div.fact": fact,
    "p.line": contents_line,
    "div.entry": timed,
    "p.entry": source,
    "div.document": document,
    "table.*": table,
    "div.track": track,
    "span.tick": placed,
    "span.mark": placed,
    "span.value": placed,
    "span.segment": placed,
    "span.segment-label": placed,
    "span.tick-label": placed,
    "svg": svg,
    "svg.*": svg,
    "div.drawing": map_drawing,
    "p.place": map_place,
    "p.bar": map_bar,
}
