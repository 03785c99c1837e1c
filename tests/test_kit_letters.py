"""The letter to officials: what is cut and what never is, how it is counted, its recipients, the release, the proof."""

import io
import re
import unicodedata
from functools import cache

import page as page_validation
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from booklet.build import Outcome, Selection, read_selection
from booklet.cli.letters import _finish
from booklet.compose import LimitTooSmallError, Piece, letter_pieces, measure, shorten
from booklet.compose.letters import plain_text
from booklet.compose.proof import _inputs, content_hash, proof_view
from booklet.content.recipients import LIMIT, read_recipients
from booklet.home_files import home_names, name_of
from booklet.letters import addressed, letter_editions, profile_rows, recipient_rows, refuse_unknown_letters
from booklet.model import COUNTINGS, LANGUAGES, Edition, TextLimit
from booklet.pipeline import make_edition
from booklet.problems import ContentError
from booklet.sources import Sources
from tests.editions import CHECKOUT
from tests.workbooks import workbook

EVENTS = ("example", "general")
TABLE = "people.csv"
ALWAYS = {"facts", "context"}


@cache
def projects():
    """The English, Azerbaijani and Russian editions of the letter, by event; press-release and proof beside them."""
    wanted = ("letter", "press-release", "proof")
    found = {}
    for slug in EVENTS:
        project, _ = read_selection(Sources(CHECKOUT), Selection((slug,), LANGUAGES))
        event = project.events[0].model_copy(update={"products": wanted, "copies": {}})
        found[slug] = (project, event, letter_editions(project, event))
    return found


@cache
def letters():
    """The pieces of every letter by event and language."""
    return {
        (slug, edition.language): letter_pieces(
            project.loaded.book, project.words[edition.language], edition, project.sources
        )
        for slug, (project, _, editions) in projects().items()
        for edition in editions
    }


def the_least(pieces, counts):
    with pytest.raises(LimitTooSmallError) as error:
        shorten(pieces, TextLimit(id="none", limit=1, counts=counts))
    return error.value.minimum


# ── what is cut ───────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(deadline=None)
@pytest.mark.parametrize("slug", EVENTS)
@pytest.mark.parametrize("language", LANGUAGES)
@given(beyond=st.integers(0, 4000), counts=st.sampled_from(COUNTINGS))
def test_no_text_exceeds_its_limit_or_drops_what_is_protected(slug, language, beyond, counts):
    pieces = letters()[slug, language]
    limit = the_least(pieces, counts) + beyond

    made = shorten(pieces, TextLimit(id="own", limit=limit, counts=counts))
    stands = {piece.short_for or piece.id for piece in pieces if piece.id in made.kept}
    assert made.count == measure(made.text, counts) <= limit
    assert {piece.id for piece in pieces if piece.protected} | ALWAYS <= stands


@settings(deadline=None)
@given(short_of=st.integers(1, 150), counts=st.sampled_from(COUNTINGS), language=st.sampled_from(LANGUAGES))
def test_a_limit_below_the_least_is_refused(short_of, counts, language):
    pieces = letters()["example", language]
    least = the_least(pieces, counts)

    with pytest.raises(LimitTooSmallError):
        shorten(pieces, TextLimit(id="own", limit=max(1, least - short_of), counts=counts))


@pytest.mark.parametrize("slug", EVENTS)
def test_every_profile_of_the_product_fits_in_every_language(slug):
    project, _, editions = projects()[slug]

    rows = list(profile_rows(project, editions, None))
    assert len(rows) == len(LANGUAGES) * len(editions[0].product.texts)
    assert all(row.made.left >= 0 for row in rows)


def test_the_four_lengths_of_the_campaign_are_there():
    lengths = projects()["general"][2][0].product.texts

    assert {280, 1000, 2000, 4000} <= {length.limit for length in lengths}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_and_the_week_before_stand_even_in_the_shortest_text(language):
    pieces = letters()["example", language]
    made = shorten(pieces, TextLimit(id="post", limit=280, without=("greeting", "close")))

    assert made.kept == ("facts-short", "context-short")
    assert {"131", "150"} <= set(re.findall(r"\d+", made.text))


@given(
    weights=st.lists(st.integers(1, 9), min_size=1, max_size=8),
    smaller=st.integers(10, 400),
    larger=st.integers(10, 400),
)
def test_a_larger_limit_never_keeps_less(weights, smaller, larger):
    pieces = [Piece("must", "x" * 10, protected=True)]
    pieces += [Piece(f"b{place}", "y" * (7 * weight), weight) for place, weight in enumerate(weights)]
    smaller, larger = sorted((smaller, larger))

    less, more = (set(shorten(pieces, TextLimit(id="l", limit=limit)).kept) for limit in (smaller, larger))
    assert less <= more


def test_the_smallest_weight_goes_first_and_of_equals_the_last():
    pieces = [Piece("a", "aaaa", 2), Piece("b", "bbbb", 1), Piece("c", "cccc", 1), Piece("d", "dddd", protected=True)]

    made = shorten(pieces, TextLimit(id="l", limit=10))
    assert (made.kept, made.cut) == (("a", "d"), ("c", "b"))


def test_a_shorter_form_takes_the_place_of_a_protected_block():
    pieces = [
        Piece("long", "x" * 90, protected=True),
        Piece("short", "x" * 20, 5, short_for="long"),
        Piece("end", "e", 9),
    ]

    made = shorten(pieces, TextLimit(id="l", limit=40))
    assert made.kept == ("short", "end")


def test_whole_blocks_are_cut_and_no_sentence_is_broken():
    pieces = letters()["example", "en"]
    texts = [piece.text for piece in pieces]

    made = shorten(pieces, TextLimit(id="l", limit=1000))
    assert all(part in texts for part in made.text.split("\n\n"))


@pytest.mark.parametrize("counts", COUNTINGS)
def test_a_limit_that_is_too_small_tells_the_least_that_is_enough(counts):
    pieces = letters()["example", "ru"]
    least = the_least(pieces, counts)

    assert shorten(pieces, TextLimit(id="l", limit=least, counts=counts)).count == least


# ── how it is counted ─────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.text(alphabet="aəığşİё́ \n–“”", max_size=60))
def test_letters_are_counted_once_however_they_are_put_together(text):
    apart = unicodedata.normalize("NFD", text)

    assert measure(apart, "characters") == measure(text, "characters") == len(unicodedata.normalize("NFC", text))


def test_a_form_counts_a_line_end_twice_and_words_are_parted_by_white_space():
    text = "Dear Sir,\n\ngood – bye"

    assert [measure(text, counts) for counts in COUNTINGS] == [21, 23, 5]


def test_what_goes_into_a_form_has_common_spaces_and_no_hidden_signs():
    assert plain_text("20\u00a0January\u2060, 37\u2011ci\u00ad il\u202f") == "20 January, 37-ci il"


@given(st.text(alphabet="aəığşİё́\u0306\u00ad –", max_size=60))
def test_what_goes_into_a_form_is_written_as_it_is_counted(text):
    plain = plain_text(unicodedata.normalize("NFD", text))

    assert len(plain) == measure(plain, "characters")


@pytest.mark.parametrize("slug", EVENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_has_signs_that_a_form_would_count_and_nobody_sees(slug, language):
    text = "".join(piece.text for piece in letters()[slug, language])

    assert not re.search("[\u00a0\u00ad\u200b\u202f\u2060\ufdd2\ufdd3{}\\[\\]*]", text)
    assert text == unicodedata.normalize("NFC", text)


# ── recipients ────────────────────────────────────────────────────────────────────────────────────────────────────────


def mistakes(content, path=TABLE):
    with pytest.raises(ContentError) as error:
        read_recipients(path, content if isinstance(content, bytes) else content.encode())
    return [(problem.line, problem.message) for problem in error.value.problems]


def test_a_row_makes_a_letter_with_its_own_salutation_address_and_limit():
    table = (
        "name;title;language;salutation_en;salutation_az;address;address_2;limit;counts\r\n"
        'Leyla Nümunə;Deputat;az;Dear Leyla,;Hörmətli Leyla xanım,;"Nümunə küçəsi 1\nBakı";Azərbaycan;900;words\r\n'
    )

    (person,) = read_recipients(TABLE, ("\ufeff" + table).encode())
    assert person.salutation == "Hörmətli Leyla xanım,"
    assert person.lines == ("Leyla Nümunə", "Deputat", "Nümunə küçəsi 1", "Bakı", "Azərbaycan")
    assert person.limit == TextLimit(id="form", limit=900, counts="words")
    assert person.id == "0002-leyla-numune"


def test_a_workbook_is_read_like_a_table_of_text():
    (person,) = read_recipients("people.xlsx", workbook(["name", " Language", "LIMIT "], ["Иван Примеров", "ru", 1000]))

    assert (person.name, person.limit.limit) == ("Иван Примеров", 1000)


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("name,title\nA,B\n", 1, "the column language is missing"),
        ("name,language,adress\nA,en,B\n", 1, "“adress” is unknown"),
        ("name,language, Name\nA,en,B\n", 1, "column C: the heading name stands in column A already"),
        ("name,name,language\nA,B,en\n", 1, "column B: the heading name stands in column A already"),
        ("name,language\nAda,en\n,en\n", 3, "column name: the cell is empty"),
        ("name,language\nAda,en\nAda,en\n", 3, "stands in row 2 already"),
        ("name,language\n\"=cmd|' /C calc'!A0\",en\n", 2, "column name: “=cmd|' /C calc'!A0” is a formula"),
        ("name,language\n@SUM(A1),en\n", 2, "column name: “@SUM(A1)” is a formula"),
        ("name,language\nAda,fr\n", 2, "column language: there is no letter in “fr”"),
        ("name,language,limit\nAda,en,many\n", 2, "column limit: “many” is no number"),
        ("name,language,limit\nAda,en,0\n", 2, "column limit: “0” is no number"),
        ("name,language,limit,counts\nAda,en,9,bytes\n", 2, "column counts: “bytes” is no way of counting"),
        ("name,language,limit,counts\nAda,en,,words\n", 2, "column limit: the cell is empty"),
        ("name,language\nAda,en,more\n", 2, "the row has 3 cells"),
        ('name,language\nBob,en\n"Ada,en\n', 3, "the table breaks off"),
        ('name,language\n"A\nda",en\n', 2, "column name: the cell has several lines"),
        (f"name,language\n{'A' * 201},en\n", 2, "more than 200 letters"),
        ("name,language\n", 2, "no recipients"),
        ("", 1, "the column name is missing"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_row_and_column(table, line, words):
    found = mistakes(table)

    assert any(place == line and words in message for place, message in found), found


def test_a_table_in_another_encoding_is_told_with_row_and_column():
    latin = "name,title,language\nAda,x,en\nBob,Présidente,en\n".encode("latin-1")

    assert mistakes(latin) == [(3, "column title: byte 0xE9 is not UTF-8")]
    assert mistakes("name,language\nAda,en\n".encode("utf-16")) == [(1, "the table is in UTF-16")]


def test_a_formula_in_a_workbook_is_refused():
    found = mistakes(workbook(["Name", "language"], ["=1+1", "en"]), "people.xlsx")

    assert "formula" in found[0][1]


def test_a_workbook_with_two_columns_of_one_name_or_without_one_is_refused():
    doubled = workbook(["name", "language", "address", "NAME "], ["Ada", "en", "x", "Bob"])
    with pytest.raises(ContentError, match="the heading language is missing") as error:
        read_recipients("people.xlsx", workbook(["name"], ["Ada"]))

    assert mistakes(doubled, "people.xlsx") == [(1, "column D: the heading name stands in column A already")]
    assert "the first row has these headings: name, language" in error.value.problems[0].hint


def test_too_many_recipients_are_refused_with_the_limit():
    rows = "".join(f"P{number},en\n" for number in range(5000))

    assert mistakes("name,language\n" + rows) == [
        (None, f"the table has 5000 recipients, and {LIMIT} are the most that are made at a time")
    ]


def test_many_mistakes_are_told_in_part_and_counted():
    found = mistakes("name,language\n" + "".join(f"P{number},fr\n" for number in range(200)))

    assert len(found) == 51
    assert found[-1][1] == "150 more mistakes of this kind"


def test_a_limit_too_small_names_the_row_and_the_least():
    project, _, editions = projects()["example"]
    people = read_recipients(TABLE, b"name,language,limit\nAda,en,1000\nBob,ru,30\n")

    rows, problems = recipient_rows(project, TABLE, addressed(editions, people))
    assert [row.name for row in rows] == ["Ada"]
    assert [(problem.path, problem.line) for problem in problems] == [(TABLE, 3)]
    assert re.search(r"takes 30 characters, and the shortest text has \d+", problems[0].message)


def test_letters_that_our_fonts_lack_are_told_with_their_row():
    project, _, _ = projects()["example"]
    people = read_recipients(TABLE, "name,language\nAda,en\n漢字,en\n".encode())

    with pytest.raises(ContentError) as error:
        refuse_unknown_letters(project, TABLE, people)
    assert [problem.line for problem in error.value.problems] == [3]


def test_a_name_of_sixty_letters_fits_its_letter():
    project, _, editions = projects()["example"]
    name = "Ə" * 20 + " " + "ş" * 39
    people = read_recipients(TABLE, f"name,language,limit\n{name},az,1000\n".encode())
    (edition,) = addressed(editions, people)

    made = make_edition(project, edition, ("screen", "text"))
    assert set(made.files) == {"screen", "text-form"}
    assert name not in made.files["text-form"].decode()


# Letters of a former table, and one of this table; by path below the project.
FORMER = (
    "out/example/az/letters/0002-ada.screen.pdf",
    "out/example/en/letters/0002-ada-form.txt",
    "out/example/en/letters/0002-ada.home.pdf",
    "out/example/en/letters/0002-ada.screen.pdf",
    "out/example/en/letters/notes.txt",
)
MADE = "out/example/en/letters/0002-bob.screen.pdf"


@pytest.fixture
def former(tmp_path, monkeypatch):
    """A folder with files of a former table; the command works there."""
    for path in (*FORMER, MADE):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    monkeypatch.setattr("booklet.cli.letters.ROOT", tmp_path)
    return lambda: {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}


def test_letters_of_former_tables_go_in_this_table_s_languages_and_deliveries_alone(former, capsys):
    _finish(projects()["example"][1], ["en"], ("screen", "text"), [Outcome("bob", (MADE,), (), 0.0)])

    assert former() == {FORMER[0], FORMER[2], FORMER[4], MADE}
    assert capsys.readouterr().out.endswith("2 files of former letters taken away\n")


def test_letters_of_former_tables_stay_where_a_new_one_failed(former):
    outcomes = [Outcome("bob", (MADE,), (), 0.0), Outcome("eve", (), (), 0.0, 1)]
    with pytest.raises(SystemExit):
        _finish(projects()["example"][1], ["en"], ("screen", "text"), outcomes)

    assert former() == {*FORMER, MADE}


def test_every_delivery_of_a_letter_ends_as_its_files_of_former_tables_do():
    _, _, (edition, *_) = projects()["example"]
    (one,) = addressed([edition], read_recipients(TABLE, f"name,language,limit\nAda,{edition.language},9\n".encode()))
    names = [*home_names(one), name_of(one, "screen"), *(name_of(one, f"text-{text.id}") for text in one.texts)]

    assert [name.removeprefix(one.stem) for name in names] == [".home.pdf", ".screen.pdf", "-form.txt"]


def test_only_the_letter_of_the_event_s_products_is_taken():
    project, event, _ = projects()["example"]

    with pytest.raises(ContentError, match="is a letter"):
        letter_editions(project, event.model_copy(update={"products": ("booklet",), "copies": {}}))


# ── the checks of the plan ────────────────────────────────────────────────────────────────────────────────────────────

LETTER = """
- id: note
  deliveries: [screen, text]
  texts: [{id: post, limit: 280}]
  formats:
    - id: a4
      family: a
      width_mm: 210
      height_mm: 297
      bleed_mm: 3
      margins: {inner: 20, outer: 20, top: 20, bottom: 20}
      condition: fogra39
  sections:
    - {section: note, layout: note, pages: 0}
"""
SECTION = """id: note
title: A note
blocks:
  - {id: greeting, weight: 3, text: Dear reader}
  - {id: facts, protected: true, text: It happened in Baku.}
  - {id: facts-short, short_for: facts, weight: 2, text: It happened.}
"""
MORE = """id: more
title: More
blocks:
  - {id: facts, protected: true, text: Much more of it.}
"""


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("section", "weight: 3, text: Dear", "text: Dear", "the block greeting says neither"),
        ("section", "short_for: facts", "short_for: greeting", "facts-short is short for greeting"),
        (
            "plan",
            "layout: note, pages: 0}\n",
            "layout: note, pages: 0}\n    - {section: more, layout: note, pages: 0}\n",
            "the block facts stands in note and in more",
        ),
        ("section", "protected: true", "weight: 1", "no block of note is protected"),
        ("section", "protected: true", "protected: true, weight: 1", "a protected block never goes"),
        ("section", "short_for: facts, weight: 2", "short_for: facts", "needs a weight"),
        ("plan", "limit: 280}", "limit: 280, without: [facts]}", "the text post cannot leave out facts"),
        ("plan", "limit: 280}", "limit: 280, without: [end]}", "the text post cannot leave out end"),
        ("plan", "  texts: [{id: post, limit: 280}]\n", "", "text stands in deliveries"),
        ("plan", "[screen, text]", "[screen]", "text stands in deliveries"),
    ],
)
def test_a_mistake_in_the_plan_of_a_letter_is_found(world, path, old, new, words):
    products = "data/book/products.yaml"
    texts = {"section": SECTION, "plan": LETTER}
    texts[path] = texts[path].replace(old, new)
    world.write("data/book/sections/note.yaml", texts["section"])
    world.write("data/book/sections/more.yaml", MORE)
    world.write(products, world.text(products) + texts["plan"])

    with pytest.raises(ContentError) as error:
        world.project()
    assert any(words in problem.message and problem.line for problem in error.value.problems), str(error.value)


# ── the proof ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_content_hash_changes_with_a_text_and_with_nothing_else(world):
    edition = world.project()
    (event,) = edition.events
    product = edition.loaded.book.products["booklet"]
    one = projects()["general"][2][0].model_copy(update={"event": event, "product": product})
    first = content_hash(one, world.sources)
    world.write("README.md", "no input of any page")

    assert content_hash(one, world.sources) == first
    world.replace("data/events/vigil.yaml", "products: [booklet]", "products: [booklet]\ncontact: somebody")
    assert content_hash(one, world.sources) != first


@pytest.mark.parametrize("path", ["data/profiles/fogra39-coated-300.icc", "translations/ru/LC_MESSAGES/ui.po"])
def test_the_content_hash_has_the_profiles_and_the_languages_of_pairs(path):
    project, event, (edition, *_) = projects()["example"]
    inputs = _inputs(edition.model_copy(update={"language": "az"}), project.sources)

    assert ("az", "ru") in event.pairs
    assert path in inputs


@cache
def finished(product, language):
    """The finished files of an edition of the event that shows every field."""
    project, event, _ = projects()["example"]
    plan = project.loaded.book.products[product]
    edition = Edition(event=event, language=language, product=plan, format=plan.formats[0])
    return make_edition(project, edition).files


def words_of(pdf):
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proof_names_the_files_and_the_hash_of_what_they_are_made_of(language):
    project, event, (edition, *_) = projects()["example"]
    (text,) = words_of(finished("proof", language)["home"])
    digest = content_hash(edition.model_copy(update={"language": language}), project.sources)

    assert digest in "".join(text.split())
    assert all(f"{name}-a4" in text for name in event.products)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_proof_names_the_editions_that_are_built_and_no_others(language):
    project, editions = read_selection(Sources(CHECKOUT), Selection(("example",), ()))
    wanted = [edition for edition in editions if language in edition.languages]
    (proof,) = [edition for edition in wanted if edition.product.id == "proof"]

    view = proof_view(project.loaded.book, project.words[language], proof, project.sources)
    pages = {row.file: row.pages for row in view.rows}
    assert sorted(pages) == sorted(edition.setting if edition.second else edition.stem for edition in wanted)
    assert (pages["booklet-a5"], pages["az+en/booklet-a5" if language != "ru" else "ru+en/booklet-a5"]) == (24, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_one_page_and_says_the_same_in_every_text_delivery(language):
    files = finished("letter", language)

    assert len(words_of(files["screen"])) == 1
    assert {name for name in files if name.startswith("text-")} == {
        f"text-{length.id}" for length in projects()["example"][2][0].product.texts
    }


@pytest.mark.parametrize("product", ["letter", "press-release"])
def test_the_screen_files_can_be_read_aloud(product, tmp_path):
    path = tmp_path / "file.pdf"
    path.write_bytes(finished(product, "az")["screen"])
    report = page_validation.validate_pdf(path, profile="ua1")

    assert report.failures == []


def test_a_fact_sheet_numbers_its_own_sources():
    release, facts = words_of(finished("press-release", "en")["screen"])

    assert "131" in release
    assert "Report, 20 January 2026" in facts
