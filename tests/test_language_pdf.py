"""What the language rules become on a printed page: capitals, unbroken figures, parted words, letter forms, fonts."""

import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont

from booklet.language import no_break, register_hyphenation

FONTS = Path(__file__).parents[1] / "templates" / "shared" / "fonts"
SERIF = FONTS / "SourceSerif4-Regular.otf"
STYLE = f"""
@font-face {{ font-family: Serif Text; src: url({SERIF.as_uri()}) }}
@font-face {{ font-family: Serif Text; font-style: italic; src: url({(FONTS / "SourceSerif4-It.otf").as_uri()}) }}
@font-face {{ font-family: Sans Label; src: url({(FONTS / "SourceSans3-Regular.otf").as_uri()}) }}
body {{ font-family: Serif Text }}
p {{ margin: 0; break-after: page }}
"""
ALPHABETS = (
    "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZzWw "
    "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя “”„«»‘’–—-‐‑№§½†‡\u202f1"
)
ALLOWED_FONTS = {"Serif-Text", "Serif-Text-Italic", "Sans-Label"}

TOGETHER = {
    "az": ["1990-cı", "1990-cı il", "19–20", "19-dan", "M. F. Axundov", "№ 5", "52 kq", "20 yanvar", "XX əsr"],
    "ru": ["36-я", "19–20", "№ 5", "1990 г.", "с 19", "20 января", "А. С. Пушкин", "26 000", "т. е."],
    "en": ["19–20", "No. 5", "20 January", "A. H. Smith", "pp. 3–4", "Dr Jones"],
}
BREAKABLE = {
    "az": ["1990-cı", "19–20", "№ 5", "52 kq"],
    "ru": ["36-я", "19–20", "1990 г."],
    "en": ["No. 5", "20 January"],
}


def pdf_of(body: str, language: str, css: str = "") -> bytes:
    register_hyphenation()
    html = (
        f'<html lang="{language}"><head><title>Page</title><style>{STYLE}{css}</style></head><body>{body}</body></html>'
    )
    return weasyprint.HTML(string=html).write_pdf()


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text().strip() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def in_a_narrow_column(texts: list[str], language: str, css: str = "") -> list[str]:
    """The text of each page, where each paragraph had a column of one pixel."""
    body = "".join(f"<p>{text}</p>" for text in texts)
    return pages_of(pdf_of(body, language, f"p {{ width: 1px }} {css}"))[: len(texts)]


def glyph_names(text: str, language: str, css: str = "") -> list[str]:
    """The glyphs that were drawn for ``text``, by their names in the font file."""
    pdf = pikepdf.open(io.BytesIO(pdf_of(f"<p>{text}</p>", language, css)))
    order = TTFont(SERIF).getGlyphOrder()
    shown = b""
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        strings = operands[0] if str(operator) == "TJ" else operands if str(operator) == "Tj" else []
        shown += b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    return [order[int.from_bytes(shown[place : place + 2], "big")] for place in range(0, len(shown), 2)]


def font_names(pdf: bytes) -> set[str]:
    """Embedded fonts without the six letters of their subset and without a stray comma at the end."""
    document = pikepdf.open(io.BytesIO(pdf))
    fonts = [font for page in document.pages for font in page.resources.Font.values()]
    return {re.sub(r"^/(?:[A-Z]{6}\+)?|,$", "", str(font.BaseFont)) for font in fonts}


@pytest.mark.parametrize(
    ("text", "language", "printed"),
    [
        ("fikir ışıq", "az", "FİKİR IŞIQ"),
        ("fikir ışıq", "az-Latn-AZ", "FİKİR IŞIQ"),
        ("Istiqlal", "en", "ISTIQLAL"),
        ("Istiqlal", "ru", "ISTIQLAL"),
    ],
)
def test_capitals_on_the_page_follow_the_language(text: str, language: str, printed: str) -> None:
    pages = pages_of(pdf_of(f"<p>{text}</p>", language, "p { text-transform: uppercase }"))

    assert pages[0] == printed


def test_an_underscore_in_the_tag_would_lose_the_dots() -> None:
    pages = pages_of(pdf_of("<p>fikir</p>", "az_AZ", "p { text-transform: uppercase }"))

    assert pages[0] == "FIKIR"


@pytest.mark.parametrize("css", ["", "p { hyphens: auto }"])
@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_what_belongs_together_stays_on_one_line(language: str, css: str) -> None:
    texts = [text for text in TOGETHER[language] if not (css and re.search(r"[^\W\d]{4}", text))]
    pages = in_a_narrow_column([no_break(text, language) for text in texts], language, css)

    assert [page.replace("\u00a0", " ").replace("\u2060", "") for page in pages] == texts


@pytest.mark.parametrize("language", ["en", "az", "ru"])
def test_without_the_rules_the_same_texts_are_split(language: str) -> None:
    pages = in_a_narrow_column(BREAKABLE[language], language)

    assert all("\n" in page for page in pages)


@pytest.mark.parametrize(
    ("word", "language", "parts"),
    [
        ("İstiqlaliyyət", "az", ["İs", "tiq", "la", "liy", "yət"]),
        ("Azərbaycan", "az-Latn-AZ", ["Azər", "bay", "can"]),
        ("Горбачёв", "ru", ["Гор", "ба", "чёв"]),
    ],
)
def test_words_are_parted_on_the_page(word: str, language: str, parts: list[str]) -> None:
    page = in_a_narrow_column([word], language, "p { hyphens: auto }")[0]

    assert re.split(r"[\u2010\u2011\u00ad-]\s*", page) == parts


def test_fi_is_two_letters_in_azerbaijani_and_a_ligature_in_english() -> None:
    azerbaijani, english = glyph_names("fi", "az"), glyph_names("fi", "en")

    assert (len(azerbaijani), english) == (2, ["f_i"])


def test_the_small_capital_i_keeps_its_dot_in_azerbaijani() -> None:
    small_capitals = "p { font-variant-caps: small-caps }"

    assert glyph_names("i", "az", small_capitals) == ["Idotaccent.sc"]
    assert glyph_names("i", "en", small_capitals) != ["Idotaccent.sc"]


@pytest.mark.parametrize("css", ["", "p { font-style: italic }", "p { font-family: Sans Label }"])
def test_the_fonts_have_every_letter_of_the_three_languages(css: str) -> None:
    names = font_names(pdf_of(f"<p>{ALPHABETS}</p>", "az", css))

    assert len(names) == 1
    assert names <= ALLOWED_FONTS


def test_a_font_beside_the_allowed_ones_is_seen() -> None:
    stray = f"@font-face {{ font-family: Stray; src: url({(FONTS / 'SourceSans3-Regular.otf').as_uri()}) }}"
    names = font_names(pdf_of("<p>a <b style='font-family: Stray'>b</b></p>", "az", stray))

    assert names - ALLOWED_FONTS
