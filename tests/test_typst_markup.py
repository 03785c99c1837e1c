"""The markup that the benchmark gives to Typst says the same as the HTML."""

import re
from collections import Counter

import pypdfium2
import pytest
import typst

from tests import bench_steps, bench_typst, typst_markup

PAGE = """<!DOCTYPE html><html lang="az"><head><title>T</title><style>
@page { size: 148.0mm 210.0mm; bleed: 3.175mm; margin: 18.0mm 22.0mm 22.0mm 15.0mm; }
</style></head><body><section class="section" data-section="night">%s</section></body></html>"""


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def letters(text):
    return Counter(re.findall(r"\w", text))


def set_by_typst(folder, html):
    """The text of a page that Typst sets."""
    page = folder / "page.html"
    page.write_text(html)
    bench_typst.write_markup([page])
    found = bench_typst.set_pages([folder / "page.typ"])
    return text_of(folder / "page.typst.pdf"), found


@pytest.mark.parametrize(
    "text",
    [
        "1. a = b",
        "- c + d / e",
        "#f[x] $y$ _z_ *w* `v`",
        "a@b.org <c> ~d~",
        "// no comment",
        "x -- y --- z -1",
        r"\\ \u",
    ],
)
def test_a_text_is_printed_letter_for_letter(tmp_path, text):
    escaped = text.replace("<", "&lt;")
    printed, _ = set_by_typst(tmp_path, PAGE % f'<p class="prose">{escaped}</p>')

    assert text in printed


def test_what_follows_a_call_is_text(tmp_path):
    printed, _ = set_by_typst(tmp_path, PAGE % '<p class="prose"><em>a</em>(b) <em>c</em>.d <em>e</em>[f]</p>')

    assert "a(b) c.d e[f]" in printed


def test_an_element_that_is_not_known_is_refused():
    with pytest.raises(ValueError, match="knows no <p class='stranger'>"):
        typst_markup.markup_of(PAGE % '<p class="stranger">lost</p>')


def test_a_link_to_nowhere_is_refused(tmp_path):
    with pytest.raises(typst.TypstError, match="label `<nowhere>` does not exist"):
        set_by_typst(tmp_path, PAGE % '<p class="prose"><a href="#nowhere">page</a></p>')


@pytest.mark.parametrize("options", [{}, {"names": True, "ink_saver": True}])
@pytest.mark.parametrize("event", ["general", "example"])
def test_a_booklet_has_all_its_letters_and_pages(tmp_path, event, options):
    html = booklet_of(event, **options)
    printed, found = set_by_typst(tmp_path, html)

    assert found["pages"] == [24]
    assert missing(html, printed) == Counter()


def test_a_paragraph_that_is_lost_is_missed(tmp_path):
    html = booklet_of("general")
    printed, _ = set_by_typst(tmp_path, re.sub(r'<p class="prose".*?</p>', "", html, count=1))

    assert missing(html, printed).total() > 50


def booklet_of(slug, **options):
    """The HTML of an event's booklet in Azerbaijani, with options of its own."""
    arguments = bench_steps.read_options(["pages", "--events", slug, "--lang", "az"])
    project, [edition] = bench_steps.chosen_editions(arguments)
    event = edition.event
    changed = event.model_copy(update={"options": event.options.model_copy(update=options)})
    return bench_steps.composed(project, edition.model_copy(update={"event": changed}))


def missing(html, printed):
    """The letters of the HTML that are not printed; some are set in capitals."""
    return letters(" ".join(body_of(html).itertext()).upper()) - letters(printed.upper())


def body_of(html):
    from weasyprint import HTML

    body = HTML(string=html).etree_element.find("body")
    for drawing in [element for element in body.iter() if str(element.tag).endswith("}title")]:
        drawing.text = ""
    return body
