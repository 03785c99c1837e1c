"""The small world with a second product and a second event, and what a build of it leaves: for tests of the build."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from booklet.build import Selection, build, read_selection
from booklet.content import event_slugs
from booklet.pipeline import DELIVERIES
from booklet.sources import Sources

EVENT = "data/events/vigil.yaml"
MARCH = "data/events/march.yaml"
PRODUCTS = "data/book/products.yaml"
DAY = "data/book/sections/day.yaml"
NIGHT = "data/book/sections/night.yaml"
AZ = "translations/az/LC_MESSAGES/content.po"
AZ_UI = "translations/az/LC_MESSAGES/ui.po"
TEMPLATE = "templates/leaflet/leaflet.html"
STYLE = "templates/leaflet/leaflet.css"

# Of its two pages, all events share the first one.
LEAFLET = """
- id: leaflet
  deliveries: [press, screen, picture]
  formats:
    - id: small
      family: a
      width_mm: 100
      height_mm: 140
      bleed_mm: 3
      margins: {inner: 10, outer: 10, top: 10, bottom: 10}
      condition: fogra39
  sections:
    - {section: day, layout: plain, pages: 1}
    - {section: place, layout: place, pages: 1}
"""
LEAFLET_PAGE = """<!DOCTYPE html>
<html lang="{{ edition.language }}">
<head>
<meta charset="utf-8">
<title>{{ edition.title }}</title>
<meta name="dcterms.created" content="{{ edition.date }}">
<meta name="dcterms.modified" content="{{ edition.date }}">
<link rel="stylesheet" href="leaflet/leaflet.css">
<style>@page { size: {{ box.width }}mm {{ box.height }}mm; bleed: {{ box.bleed }}mm; margin: 10mm; }</style>
</head>
<body>
{% for section in sections %}
<section class="section" id="{{ section.id }}" data-section="{{ section.id }}">
<h1 data-block="title">{{ section.title }}</h1>
{% for block in section.blocks %}<p data-block="{{ block.id }}">{{ block.html }}</p>{% endfor %}
{% if section.layout == "place" %}
<p data-block="where">{{ _("leaflet.where", "Venue") }}: {{ event.venue }}</p>
{% endif %}
</section>
{% endfor %}
</body>
</html>
"""
LEAFLET_STYLE = """@font-face {
  font-family: "Small Serif"; src: url("../../templates/shared/fonts/SourceSerif4-Regular.otf");
}
html { font: 9pt/12pt "Small Serif"; color: device-cmyk(0 0 0 1); }
body, h1, p { margin: 0; font-size: inherit; font-weight: inherit; }
h1 { bookmark-level: 1; }
.section { break-before: page; }
"""
SECTIONS = {
    "day": "id: day\ntitle: The day\nblocks:\n  - id: words\n    text: People came with carnations.\n",
    "place": "id: place\ntitle: The place\nblocks:\n  - id: words\n    text: Come early.\n",
}
MESSAGES = {
    "day.title": ("The day", "Gün"),
    "day.words": ("People came with carnations.", "İnsanlar qərənfillə gəldi."),
    "place.title": ("The place", "Yer"),
    "place.words": ("Come early.", "Erkən gəlin."),
}
MARCH_EVENT = """date: 2027-01-20
venue: {en: The square, az: Meydan}
host: Example
languages: [en, az]
paper: a
products: [leaflet]
"""
LEAFLETS = {"vigil/en/leaflet-small", "vigil/az/leaflet-small", "march/en/leaflet-small", "march/az/leaflet-small"}
BOOKLETS = {"vigil/en/booklet-small", "vigil/az/booklet-small"}
EVERYTHING = LEAFLETS | BOOKLETS


def furnish(world):
    """Put the leaflet and the march into the small world, with Azerbaijani words."""
    world.write(PRODUCTS, world.text(PRODUCTS) + LEAFLET)
    world.write(TEMPLATE, LEAFLET_PAGE)
    world.write(STYLE, LEAFLET_STYLE)
    for name, text in SECTIONS.items():
        world.write(f"data/book/sections/{name}.yaml", text)
    world.write(AZ, world.text(AZ) + "".join(map(_message, MESSAGES, *zip(*MESSAGES.values(), strict=True))))
    world.write(AZ_UI, world.text(AZ_UI) + _message("leaflet.where", "Venue", "Məkan"))
    world.replace(EVENT, "languages: [en, az, ru]", "languages: [en, az]")
    world.replace(EVENT, "products: [booklet]", "products: [booklet, leaflet]")
    world.write(MARCH, MARCH_EVENT)
    return world


def _message(key, english, translation):
    return f'\nmsgctxt "{key}"\nmsgid "{english}"\nmsgstr "{translation}"\n'


@dataclass(frozen=True)
class File:
    """A finished file as it lies on the disk."""

    content: bytes
    number: int
    changed_ns: int


def files(root):
    """Every finished file of an edition in ``out/``, by its path there; none that is half written."""
    out = root / "out"
    found = {path.relative_to(out): path for path in out.glob("*/*/*") if path.is_file()}
    return {
        place.as_posix(): File(path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns)
        for place, path in found.items()
        if not any(part.startswith(".") for part in place.parts) and place.parts[1] in {"en", "az"}
    }


def contents(root):
    """The bytes of finished files, of receipts and of parts: all of them depend on the tree alone."""
    out = root / "out"
    hidden = [*(out / ".receipts").glob("*/*/*.json"), *(out / ".parts").rglob("*")]
    own = {path.relative_to(out).as_posix(): path.read_bytes() for path in hidden if path.is_file()}
    return own | {path: file.content for path, file in files(root).items()}


def make(root, *slugs, jobs=1, deliveries=DELIVERIES, **choice):
    """Build some events, without names all, as the command does; the outcomes by edition."""
    sources = Sources(root)
    project, editions = read_selection(sources, Selection(slugs or tuple(event_slugs(sources)), **choice))
    outcomes = list(build(root, project, editions, jobs=jobs, deliveries=deliveries))
    assert len({outcome.edition for outcome in outcomes}) == len(outcomes)
    return {outcome.edition: outcome for outcome in outcomes}


def made_anew(outcomes):
    """The editions that were not as new."""
    failed = [outcome for outcome in outcomes.values() if outcome.exit_code]
    assert not failed, failed
    return {name for name, outcome in outcomes.items() if not outcome.fresh}


def clean_contents(root, beside: Path):
    """What a build from nothing makes of the same tree, in a folder of its own."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for folder in ("data", "templates", "translations"):
        shutil.copytree(root / folder, beside / folder)
    made_anew(make(beside))
    return contents(beside)
