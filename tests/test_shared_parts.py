"""Pages that all events share: the same ink on paper as if each edition were laid out by itself, and whole files."""

import io
from functools import cache

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from booklet import parts
from booklet.build import Selection, read_selection
from booklet.content import event_slugs, load_events
from booklet.parts import Memory
from booklet.pipeline import make_edition
from booklet.preflight import preflight, printer_named
from booklet.render import Laid, lay_out
from booklet.setting import Material, Run, cut, edition_html, runs
from booklet.sources import Sources
from tests.editions import CHECKOUT, letters
from tests.sample_events import sample_events

LANGUAGES = ("en", "az", "ru")


@cache
def project_and_editions(event="example"):
    return read_selection(Sources(CHECKOUT), Selection((event,), LANGUAGES, ("booklet",), "a"))


def edition_in(language, event="example"):
    _, editions = project_and_editions(event)
    return next(edition for edition in editions if edition.language == language and edition.second is None)


@cache
def put_together(language):
    project, _ = project_and_editions()
    return make_edition(project, edition_in(language), ("press", "screen"))


@cache
def laid_out_whole(language):
    """The same edition as one run, with the renderer's own page numbers, links and tags."""
    project, _ = project_and_editions()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "runs", lambda html, _, places: [Run(html.html, tuple(places), shared=False)])
        return make_edition(project, edition_in(language), ("press", "screen"))


def opened(pdf):
    return pikepdf.open(io.BytesIO(pdf))


def pictures(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=1).to_pil().tobytes() for page in document]


def outline(pdf):
    with opened(pdf) as document, document.open_outline() as found:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        return [(item.title, pages[item.destination[0].objgen]) for item in found.root]


def links(pdf):
    """Each link of a page: the page, its place, and the page or address that it leads to."""
    with opened(pdf) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        names = document.Root.Names.Dests.Names
        places = {str(names[at]): pages[names[at + 1][0].objgen] for at in range(0, len(names), 2)}
        assert list(places) == sorted(places)
        return [
            (number, [round(float(value), 2) for value in link.Rect], str(link.Contents), target(link, places))
            for number, page in enumerate(document.pages, start=1)
            for link in page.obj.get("/Annots", ())
        ]


def target(link, places):
    return places[str(link.Dest)] if "/Dest" in link else str(link.A.URI)


def tags(pdf):
    """The kinds of all structure elements in reading order, and the page of each piece of content."""
    with opened(pdf) as document:
        pages = {page.obj.objgen: number for number, page in enumerate(document.pages, start=1)}
        found, pending = [], [document.Root.StructTreeRoot.K]
        while pending:
            item = pending.pop()
            if isinstance(item, pikepdf.Array):
                pending.extend(reversed(list(item)))
            elif isinstance(item, pikepdf.Dictionary):
                found.append((str(item.get("/S", "")), pages[item.Pg.objgen] if "/Pg" in item else None))
                if "/K" in item:
                    pending.append(item.K)
        return found


def parents(pdf):
    """For each page, the kinds of the elements that its marked content belongs to, as the parent tree tells."""
    with opened(pdf) as document:
        numbers = document.Root.StructTreeRoot.ParentTree.Nums
        tree = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        assert list(tree) == sorted(tree)
        of_links = [
            [str(tree[int(link.StructParent)].S) for link in page.obj.get("/Annots", ())] for page in document.pages
        ]
        return [[str(element.S) for element in tree[int(page.obj.StructParents)]] for page in document.pages], of_links


# ── the same pages ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["press", "screen"])
def test_the_pages_look_as_if_laid_out_whole(language, kind):
    ours, whole = put_together(language).files[kind], laid_out_whole(language).files[kind]

    assert pictures(ours) == pictures(whole)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_stands_where_it_would_stand(language):
    ours, whole = put_together(language).files["screen"], laid_out_whole(language).files["screen"]

    assert [(letter.page, letter.left, letter.baseline) for letter in letters(ours)] == [
        (letter.page, letter.left, letter.baseline) for letter in letters(whole)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_bookmarks_links_and_tags_are_whole(language):
    ours, whole = put_together(language).files["screen"], laid_out_whole(language).files["screen"]

    assert outline(ours) == outline(whole)
    assert links(ours) == links(whole)
    assert tags(ours) == tags(whole)
    assert parents(ours) == parents(whole)


def test_a_link_leads_from_a_shared_page_to_one_of_the_event():
    found = links(put_together("en").files["screen"])

    assert {(page, leads_to) for page, _, name, leads_to in found if name == "imprint"} == {(3, 2)}
    assert (2, 10) in {(page, leads_to) for page, _, name, leads_to in found if name == "figures"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_file_is_accessible(language, tmp_path):
    path = tmp_path / "screen.pdf"
    path.write_bytes(put_together(language).files["screen"])

    assert page_validation.validate_pdf(str(path), profile="ua1").failures == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_press_file_passes_as_a_whole(language):
    project, _ = project_and_editions()
    printer = printer_named(project.printers, "default")
    report = preflight(put_together(language).files["press"], printer, name="whole")

    assert [finding for finding in report.findings if finding.severity != "info"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["press", "screen"])
def test_each_font_and_the_printing_condition_are_there_once(language, kind):
    with opened(put_together(language).files[kind]) as document:
        kinds = [item for item in document.objects if isinstance(item, pikepdf.Dictionary)]
        fonts = [str(item.FontName) for item in kinds if item.get("/Type") == "/FontDescriptor"]
        intents = [item for item in kinds if item.get("/Type") == "/OutputIntent"]

    assert len(fonts) == len(set(fonts)) > 3
    assert len(intents) == (1 if kind == "press" else 0)


# ── the same bytes, wherever they come from ───────────────────────────────────────────────────────────────────────────


def test_a_part_from_the_store_gives_the_same_bytes():
    project, _ = project_and_editions()
    store, edition = Memory(), edition_in("en")
    first = make_edition(project, edition, ("press",), store=store)
    again = make_edition(project, edition, ("press", "screen"), store=store)

    assert len(store) == 1
    assert first.files["press"] == again.files["press"] == put_together("en").files["press"]
    assert again.files["screen"] == put_together("en").files["screen"]


def test_what_is_shared_is_laid_out_once(monkeypatch):
    project, _ = project_and_editions()
    store, laid = Memory(), []

    def counted(name: str, *arguments: object, **options: object) -> Laid:
        laid.append(name)
        return lay_out(name, *arguments, **options)

    monkeypatch.setattr(parts, "lay_out", counted)
    for title in ("One", "Two", "Three"):
        event = edition_in("en").event.model_copy(update={"title": title, "slug": title.lower()})
        make_edition(project, edition_in("en").model_copy(update={"event": event}), ("press",), store=store)

    assert laid.count("en/booklet-a5") == 1
    assert [name for name in laid if name != "en/booklet-a5"] == [
        f"{slug}/en/booklet-a5" for slug in ("one", "two", "three") for _run in ("front", "back")
    ]


def test_a_changed_file_makes_the_part_anew():
    project, _ = project_and_editions()
    store = Memory()
    make_edition(project, edition_in("en"), ("press",), store=store)
    name, part = next(iter(store.items()))
    planted = {**part.inputs, "templates/booklet/booklet.css": "another hash"}
    store[name] = parts.replace(part, inputs=planted, files={"press": b"old"})

    made = make_edition(project, edition_in("en"), ("press",), store=store)

    assert made.files["press"] == put_together("en").files["press"]


# ── what is shared ────────────────────────────────────────────────────────────────────────────────────────────────────


def material_of(project):
    return Material(project.loaded.book, project.words, project.sources, project.templates)


def test_only_pages_that_print_something_of_the_event_are_its_own():
    project, _ = project_and_editions()
    edition = edition_in("en")
    found = runs(*edition_html(material_of(project), edition), parts.places(edition))

    assert [(run.shared, [place.section for place in run.places]) for run in found if not run.shared] == [
        (False, ["cover", "imprint"]),
        (False, ["back"]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_composed_in_pieces_is_the_whole(language, world):
    """For events that leave different things open, every product, and names, ink-saver and example."""
    project, editions = read_selection(Sources(CHECKOUT), Selection(("example",), (language,), (), "a"))
    material = material_of(project)
    world.write("data/events.csv", sample_events(12))
    events = load_events(world.sources, [slug for slug in event_slugs(world.sources) if slug.startswith("sample")])
    changed = 0
    for edition in (edition for edition in editions if edition.second is None and not edition.product.flows):
        for event in events:
            for options in ({}, {"names": True}, {"ink_saver": True}):
                wishes = event.options.model_copy(update=options)
                own = edition.model_copy(update={"event": event.model_copy(update={"options": wishes})})
                made, _own = edition_html(material, own)
                assert made == cut(material.html(own)), own.name
                changed += 1

    assert changed > 100
