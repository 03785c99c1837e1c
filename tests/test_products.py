"""A product is one entry in data and one folder of templates; nothing in the program knows it by name."""

import io
import re
from pathlib import Path

import pikepdf
import pytest

from booklet.problems import ContentError, ExitCode

PRODUCTS = "data/book/products.yaml"
EVENT = "data/events/vigil.yaml"
PACKAGE = Path(__file__).parents[1] / "booklet"

CARD = """
- id: card
  home: flat
  formats:
    - id: a6
      family: a
      width_mm: 105
      height_mm: 148
      bleed_mm: 3
      margins: {inner: 10, outer: 10, top: 10, bottom: 10}
      condition: fogra39
  sections:
    - {section: night, layout: card, pages: 0}
"""
TEMPLATE = """{% extends "shared/product.html" %}
{% block subtitle %}{{ _("card.subtitle", "card") }}{% endblock %}
{% block body %}{% for section in sections %}
<section data-section="{{ section.id }}"><h1 data-block="title">{{ section.title }}</h1>
{% for block in section.blocks %}<p data-block="{{ block.id }}">{{ block.html }}</p>{% endfor %}</section>
{% endfor %}{% endblock %}
"""
STYLE = "p { margin: 0; } h1 { break-after: page; }\n"


@pytest.fixture
def cards(world):
    """The small world with a product of its own."""
    world.write(PRODUCTS, world.text(PRODUCTS) + CARD)
    world.write("templates/card/card.html", TEMPLATE)
    world.write("templates/card/card.css", STYLE)
    for name in ("product.html", "fonts.css", "base.css"):
        world.write(f"templates/shared/{name}", (PACKAGE.parent / "templates/shared" / name).read_text())
    world.replace(EVENT, "products: [booklet]", "products: [booklet, card]")
    return world


def page_sizes(file):
    with pikepdf.open(io.BytesIO(file.read_bytes())) as document:
        return [[round(float(value)) for value in page.mediabox] for page in document.pages]


def test_an_entry_and_a_folder_make_a_product(cards):
    result = cards.run("build", "vigil", "--lang", "en", "--product", "card")

    assert result.exit_code == ExitCode.DONE, result.stderr
    assert cards.printed() == [f"out/vigil/en/card-a6.{name}.pdf" for name in ("home", "press", "screen")]


def test_a_section_without_a_budget_fills_the_pages_that_it_needs(cards):
    cards.run("build", "vigil", "--lang", "en", "--product", "card")

    assert len(page_sizes(cards.root / "out/vigil/en/card-a6.press.pdf")) == 2


def test_flat_pages_stand_on_office_paper(cards):
    cards.run("build", "vigil", "--lang", "en", "--product", "card")

    assert page_sizes(cards.root / "out/vigil/en/card-a6.home.pdf") == [[0, 0, 595, 842]] * 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("pages: 0}", "pages: 0}\n    - {section: notes, layout: notes, pages: 1}", "only the last section"),
        ("  home: flat\n", "", "home stands in deliveries"),
        ("top: 10, bottom: 10}\n      condition: fogra39\n  sections:\n    - {section: night, layout: card",
         "top: 10, bottom: 10}\n      condition: swop\n  sections:\n    - {section: night, layout: card",
         "there is no condition swop"),
        ("section: night, layout: card", "section: dawn, layout: card", "there is no section dawn"),
    ],
    ids=["budget", "home", "condition", "section"],
)  # fmt: skip
def test_a_mistake_in_an_entry_is_told_with_its_line(cards, old, new, message):
    cards.replace(PRODUCTS, old, new)

    with pytest.raises(ContentError) as error:
        cards.project()
    assert any(
        message in problem.message and problem.path == PRODUCTS and problem.line for problem in error.value.problems
    )


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_the_program_knows_no_product_by_name(path):
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"product(?:\.id)? [=!]= \"[a-z-]+\"", text)

    assert found == []
