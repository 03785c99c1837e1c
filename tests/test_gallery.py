"""The gallery: what it shows, what it leaves out, and that its pages lead somewhere."""

import re
from dataclasses import replace

import pytest

from booklet.build.files import only_build
from booklet.catalogs import read_labels
from booklet.content import load_book, load_events
from booklet.problems import BusyError, ContentError
from booklet.publish import thumbnails, write_gallery
from booklet.publish.editions import review_of
from booklet.publish.pages import gallery_printer
from booklet.publish.shelf import read_shelves
from booklet.publish.view import _ORDER, event_view, file_size
from booklet.receipts import Output, read_receipt
from booklet.sealed import digest
from booklet.sources import Sources
from tests.receipts_of import (
    CHECKOUT,
    EVENTS,
    add_edition,
    add_event,
    broken_links,
    gallery_project,
    pdf,
    receipt_for,
    tree,
    write_receipt,
)

BOOKLET = "general/az/booklet-a5"
PRESS = f"out/{BOOKLET}.press.pdf"


@pytest.fixture
def root(tmp_path):
    return gallery_project(tmp_path / "project")


def page(root, path="index.html"):
    return (root / "out" / path).read_text(encoding="utf-8")


def pages(root):
    return sorted((root / "out").glob("**/index*.html"))


def change(root, edition, **values):
    """Write the receipt of an edition anew with other values."""
    write_receipt(root, replace(read_receipt(root, edition), **values))


text = Sources.text


def test_what_a_build_has_read_is_not_read_again(root, monkeypatch):
    sources, read = Sources(root), []
    load_book(sources)
    load_events(sources, list(EVENTS))
    for language in ("az", "ru"):
        read_labels(sources, language)
    monkeypatch.setattr(Sources, "text", lambda _self, path: read.append(path) or text(_self, path))
    write_gallery(sources)
    before = {path: path.read_bytes() for path in pages(root)}
    known = {path for path in read if not path.startswith("templates/")}
    write_gallery(Sources(root))

    assert known == set()
    assert {path: path.read_bytes() for path in pages(root)} == before


def test_every_file_of_every_edition_stands_on_the_page(root):
    made = write_gallery(Sources(root))
    text = page(root)
    receipts = [read_receipt(root, f"{slug}/{code}/poster-a2") for slug in EVENTS for code in ("en", "az", "ru")]

    assert (made.editions, made.files, made.problems) == (25, 62, ())
    for receipt in receipts:
        for output in receipt.outputs:
            assert f'href="{output.path.removeprefix("out/")}"' in text
            assert output.sha256 in text


@pytest.mark.parametrize(("name", "language"), [("index.html", "en"), ("index.az.html", "az"), ("index.ru.html", "ru")])
def test_each_page_is_in_its_language_and_names_the_others(root, name, language):
    write_gallery(Sources(root))

    for text in (page(root, name), page(root, f"london/{name}")):
        assert f'<html lang="{language}">' in text
        for code, other in (("en", "index.html"), ("az", "index.az.html"), ("ru", "index.ru.html")):
            assert f'<link rel="alternate" hreflang="{code}" href="{other}">' in text


def test_the_words_of_each_language_are_its_own(root):
    write_gallery(Sources(root))

    assert "Draft, awaits a native speaker’s review" in page(root)
    assert "ana dili daşıyıcısının yoxlamasını gözləyir" in page(root, "index.az.html")
    assert "ждёт проверки носителем языка" in page(root, "index.ru.html")
    assert "Лондон" in page(root, "london/index.ru.html")


def test_every_address_leads_to_a_file_and_none_to_the_web(root):
    write_gallery(Sources(root))

    assert len(pages(root)) == 9
    assert {path: broken for path in pages(root) if (broken := broken_links(path))} == {}


def test_a_planted_broken_address_is_found(root):
    write_gallery(Sources(root))
    (root / "out/index.html").write_text('<a href="general/no.pdf">x</a><img src="https://www.example.org/x.png">')

    assert broken_links(root / "out/index.html") == ["general/no.pdf", "https://www.example.org/x.png"]


def _missing(root):
    (root / PRESS).unlink()


def _longer(root):
    (root / PRESS).write_bytes((root / PRESS).read_bytes() + b"x")


def _damaged_receipt(root):
    place = root / f"out/.receipts/{BOOKLET}.json"
    place.write_bytes(place.read_bytes().replace(b'"judged": true', b'"judged": false'))


def _unjudged(root):
    change(root, BOOKLET, judged=False)


def _of_another_edition(root):
    place = root / f"out/.receipts/{BOOKLET}.json"
    place.write_bytes((root / "out/.receipts/general/ru/booklet-a5.json").read_bytes())


def _of_another_folder(root):
    receipt = read_receipt(root, BOOKLET)
    change(root, BOOKLET, outputs=(replace(receipt.outputs[0], path="out/general/az/../../../secret.pdf"),))


def _without_files(root):
    change(root, BOOKLET, outputs=())


def _another_screen_file_of_the_same_size(root):
    place = root / f"out/{BOOKLET}.screen.pdf"
    place.write_bytes(place.read_bytes()[:-1] + b"X")


FAULTS = [
    (_missing, "booklet-a5.press.pdf is missing"),
    (_longer, "booklet-a5.press.pdf has changed since it was made"),
    (_damaged_receipt, "its receipt is damaged"),
    (_unjudged, "its press file was not judged"),
    (_of_another_edition, "its receipt is damaged"),
    (_of_another_folder, "its receipt is damaged"),
    (_without_files, "it has no files"),
    (_another_screen_file_of_the_same_size, "booklet-a5.screen.pdf has changed since it was made"),
]


@pytest.mark.parametrize(("spoil", "told"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_an_edition_that_is_not_whole_is_left_out_and_named(root, spoil, told):
    spoil(root)
    made = write_gallery(Sources(root))

    assert made.editions == 24
    assert [(one.path, one.severity) for one in made.problems] == [(f"out/{BOOKLET}", "warning")]
    assert told in made.problems[0].message
    assert f"{BOOKLET}.press.pdf" not in page(root)
    assert {path: broken for path in pages(root) if (broken := broken_links(path))} == {}


def test_a_file_that_cannot_be_drawn_leaves_its_edition_out(root):
    content = b"%PDF-1.7 and nothing more"
    path = f"out/{BOOKLET}.screen.pdf"
    (root / path).write_bytes(content)
    change(root, BOOKLET, outputs=(Output(path, len(content), digest(content)),))
    made = write_gallery(Sources(root))

    assert [one.path for one in made.problems] == [f"out/{BOOKLET}"]
    assert "cannot be drawn" in made.problems[0].message
    assert path.removeprefix("out/") not in page(root)


def test_letters_to_single_people_and_the_pseudo_language_are_not_shown(root):
    add_edition(root, "general/qps/booklet-a5", (".screen.pdf",))
    place = root / "out/.receipts/general/en/letter-a4/mayor.json"
    place.parent.mkdir(parents=True)
    place.write_text("anything", encoding="utf-8")
    made = write_gallery(Sources(root))

    assert (made.editions, made.problems) == (25, ())
    assert "qps" not in page(root)
    assert "mayor" not in page(root)


def test_an_event_title_is_text_and_never_markup(root):
    add_event(root, "evil", "year: 2027\ntitle: <script>alert(1)</script> & “more”\nhost: '\"><img src=x>'\n")
    write_gallery(Sources(root))

    for text in (page(root), page(root, "evil/index.html")):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “more”" in text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_an_event_whose_file_is_gone_is_shown_by_its_name(root):
    (root / "data/events/london.yaml").unlink()
    made = write_gallery(Sources(root))

    assert made.editions == 25
    assert [one.path for one in made.problems] == ["data/events/london.yaml"]
    assert ">london</h2>" in page(root)
    assert "The description of this event is missing" in page(root)


def test_an_event_file_with_a_mistake_does_not_hide_the_other_events(root):
    (root / "data/events/london.yaml").write_text("year: [\n", encoding="utf-8")
    made = write_gallery(Sources(root))

    assert [one.severity for one in made.problems] == ["error"]
    assert ">london</h2>" in page(root)
    assert "General edition, 2027" in page(root)


def test_a_page_tells_how_far_the_texts_are_reviewed(root):
    for language, reviewed in (("az", 0), ("ru", 200)):
        change(root, f"general/{language}/booklet-a5", texts=500, reviewed=reviewed)
    change(root, "london/az/booklet-a5", texts=500, reviewed=500)
    write_gallery(Sources(root))
    told = {path: page(root, f"{path}/index.html") for path in ("general", "london")}

    assert "Draft: 200 of 500 texts are reviewed" in told["general"]
    assert "Draft, awaits a native speaker’s review" in told["general"]
    assert "Reviewed by a native speaker" not in told["general"]
    assert "Reviewed by a native speaker" in told["london"]


@pytest.mark.parametrize(
    ("language", "reviewed", "review"),
    [
        ("en", 500, "source"),
        ("az", 0, "draft"),
        ("az", 499, "part"),
        ("az", 500, "reviewed"),
        ("az+en", 250, "draft"),
        ("az+en", 500, "reviewed"),
    ],
)
def test_nobody_is_said_to_have_read_what_is_not_read(root, language, reviewed, review):
    receipt = replace(read_receipt(root, BOOKLET), language=language, texts=500, reviewed=reviewed)

    assert review_of(receipt) == review


def test_warnings_of_the_build_are_told(root):
    change(root, BOOKLET, warnings=({"message": "a line is <loose>", "severity": "warning"},))
    write_gallery(Sources(root))

    assert "<li>a line is &lt;loose&gt;</li>" in page(root)


def test_examples_and_earlier_years_come_last(root):
    add_event(root, "old", "year: 2026\n")
    add_event(root, "shown", "date: 2027-01-19\nexample: true\n")
    write_gallery(Sources(root))
    order = re.findall(r'<section class="event" id="event-([a-z]+)"', page(root))

    assert order == ["general", "london", "shown", "old"]
    assert "Example: this event does not take place" in page(root, "shown/index.html")


def test_the_readers_own_language_comes_first(root):
    write_gallery(Sources(root))
    shown = {name: re.findall(r'id="london-([a-z+]+)"', page(root, name)) for name in ("index.html", "index.ru.html")}

    assert shown == {"index.html": ["en", "az", "ru", "az+en"], "index.ru.html": ["ru", "en", "az", "az+en"]}


# ── pictures and pages that need no work ──────────────────────────────────────────────────────────────────────────────


def test_a_picture_is_drawn_once_for_each_file_and_goes_with_it(root, monkeypatch):
    drawn = []
    real = thumbnails.small_first_page
    monkeypatch.setattr(
        thumbnails, "small_first_page", lambda *values, **named: drawn.append(1) or real(*values, **named)
    )
    write_gallery(Sources(root))
    first = set((root / "out").glob("*/thumbnails/*.png"))
    write_gallery(Sources(root))
    add_edition(root, BOOKLET, (".screen.pdf", ".extra.pdf"), texts=1)
    (root / f"out/{BOOKLET}.screen.pdf").write_bytes(pdf(100, 100))
    write_receipt(root, receipt_for(root, BOOKLET, [f"out/{BOOKLET}.screen.pdf"]))
    write_gallery(Sources(root))
    second = set((root / "out").glob("*/thumbnails/*.png"))

    assert len(first) == 19
    assert len(drawn) == 20
    assert (len(first - second), len(second - first)) == (1, 1)


def test_pictures_are_small_and_say_their_size(root):
    write_gallery(Sources(root))
    pictures = [path.read_bytes() for path in (root / "out").glob("*/thumbnails/*.png")]

    assert {(int.from_bytes(one[16:20]), int.from_bytes(one[20:24])) for one in pictures} == {(192, 272), (40, 30)}
    assert 'width="96" height="136" alt="" loading="lazy"' in page(root)


def test_pages_that_say_the_same_are_not_written_again(root):
    write_gallery(Sources(root))
    before = {path: path.stat().st_ino for path in pages(root)}
    write_gallery(Sources(root))

    assert {path: path.stat().st_ino for path in pages(root)} == before


def test_the_pages_of_an_event_go_with_its_last_edition(root):
    write_gallery(Sources(root))
    for place in (root / "out/.receipts/london").rglob("*.json"):
        place.unlink()
    write_gallery(Sources(root))

    assert "london" not in page(root)
    assert [path for path in pages(root) if path.parent.name == "london"] == []
    assert not (root / "out/london/thumbnails").exists()


def test_the_same_editions_give_the_same_bytes_in_any_folder(root, tmp_path):
    other = gallery_project(tmp_path / "another place" / "project")
    for one in (root, other):
        write_gallery(Sources(one))

    assert tree(root / "out") == tree(other / "out")


def test_without_editions_the_page_says_what_to_do(tmp_path):
    root = gallery_project(tmp_path / "project")
    for place in (root / "out/.receipts").rglob("*.json"):
        place.unlink()
    made = write_gallery(Sources(root))

    assert made.editions == 0
    assert "Run “make”" in page(root)


def test_no_gallery_is_written_while_a_build_is_working(root):
    with only_build(root), pytest.raises(BusyError):
        write_gallery(Sources(root))


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_product_and_every_use_has_its_words():
    sources = Sources(CHECKOUT)
    printer = gallery_printer(sources)
    words = printer.templates.get_template("gallery/words.html").make_module({"_": printer.translators["en"]})

    assert set(words.products) == set(load_book(sources).book.products)
    assert {one.partition(":")[0] for one in words.uses} == set(_ORDER)


@pytest.mark.parametrize(
    ("edition", "end", "use"),
    [
        ("booklet-a5", ".home.pdf", "home:fold"),
        ("poster-a2", ".home.pdf", "home:tile"),
        ("leaflet-a4", ".home.pdf", "home:flat-both"),
        ("letter-a4", ".home.pdf", "home:flat"),
        ("booklet-a5", ".home-fronts.pdf", "home-fronts"),
        ("social-square", "-1.png", "picture"),
        ("web-booklet", ".html", "page"),
    ],
)
def test_a_file_tells_how_it_is_printed(root, edition, end, use):
    add_edition(root, f"general/en/{edition}", (end,))

    assert [file.use for file in shown(root, edition).files] == [use]


def test_a_poster_reduced_to_one_sheet_is_told_from_its_tiles(root):
    path = "out/general/en/poster-a4.home.pdf"
    (root / path).write_bytes(pdf())
    write_receipt(root, receipt_for(root, "general/en/poster-a2", [path, "out/general/en/poster-a2.home.pdf"]))

    assert [file.use for file in shown(root, "poster-a2").files] == ["home:tile", "reduced"]


@pytest.mark.parametrize(
    ("edition", "ends", "size"),
    [
        ("booklet-a5", (".screen.pdf",), ("148", "210", "mm")),
        ("booklet-half-letter", (".screen.pdf",), ("5.5", "8.5", "in")),
        ("social-square", ("-1.png",), ("1080", "1080", "px")),
        ("slides-16x9", (".screen.pdf",), None),
    ],
)
def test_sizes_stand_in_the_unit_of_their_paper(root, edition, ends, size):
    product, _, name = edition.partition("-")
    add_edition(root, f"general/en/{edition}", ends, product=product, format=name)
    trim = shown(root, edition).trim

    assert (trim and (trim.first, trim.second, trim.unit)) == size


def shown(root, stem):
    """An edition of the general event as the English page gets it."""
    sources = Sources(root)
    products = load_book(sources).book.products
    shelf = next(one for one in read_shelves(sources, products)[0] if one.slug == "general")
    receipts = tuple(one for one in shelf.receipts if one.edition == f"general/en/{stem}")
    return event_view(replace(shelf, receipts=receipts), products, "en").languages[0].editions[0]


@pytest.mark.parametrize(("count", "told"), [(1, "1 kB"), (999, "1 kB"), (65_432, "65 kB"), (1_250_000, "1.2 MB")])
def test_file_sizes_are_rounded(count, told):
    size = file_size(count, "en")

    assert f"{size.first} {size.unit}" == told


# ── the command ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_says_what_it_shows_and_what_it_leaves_out(world):
    add_edition(world.root, "vigil/en/booklet-a5", (".screen.pdf",))
    add_edition(world.root, "vigil/az/booklet-a5", (".screen.pdf",))
    (world.root / "out/vigil/az/booklet-a5.screen.pdf").unlink()
    result = world.run("gallery")

    assert result.exit_code == 0
    assert result.stdout == "out/index.html shows 1 editions, 1 files\n"
    assert (
        "out/vigil/az/booklet-a5: warning: this edition is left out: booklet-a5.screen.pdf is missing" in result.stderr
    )


def test_a_mistake_in_the_book_is_told(root):
    (root / "data/book/products.yaml").write_text("- id: [", encoding="utf-8")

    with pytest.raises(ContentError):
        write_gallery(Sources(root))
