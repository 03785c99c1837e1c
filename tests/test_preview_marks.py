"""Which text on a page comes from which message."""

import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from booklet.preview.marks import mark, messages_in, running_message, take_marks
from booklet.render import KEY, RANGES
from tests.previews import CHECKOUT


def taken(html):
    root = ElementTree.fromstring(html)
    take_marks(root)
    return root


def test_an_element_with_one_message_and_nothing_else_has_its_key():
    root = taken(f"<p>{mark('content/a.b', 'One <em>two</em> three')}</p>")

    assert root.get(KEY) == "content/a.b"
    assert root.find("em").get(KEY) is None
    assert "".join(root.itertext()) == "One two three"


def test_two_messages_in_one_element_have_their_letters_counted():
    root = taken(f"<p>{mark('content/a', 'Süd 1')}, {mark('content/b', 'nord')} end</p>")

    assert root.get(RANGES) == "content/a 0 4|content/b 4 8"
    assert root.text == "Süd 1, nord end"


def test_an_element_inside_of_a_message_that_shares_its_parent_has_the_key():
    root = taken(f"<p>{mark('content/a', 'One <em>two</em>')}<sup>3</sup></p>")

    assert root.find("em").get(KEY) == "content/a"
    assert root.find("sup").get(KEY) is None
    assert root.get(RANGES) == "content/a 0 3"


def test_a_picture_has_the_key_of_its_alternative_text():
    root = taken(
        f'<p><img alt="{mark("content/a", "A flower")}"/><svg><title>{mark("ui/b", "A code")}</title></svg></p>'
    )

    assert root.find("img").get(KEY) == "content/a"
    assert root.find("img").get("alt") == "A flower"
    assert root.find("svg").get(KEY) == "ui/b"
    assert root.find("svg/title").text == "A code"


def test_no_mark_is_left_anywhere():
    marked = mark("content/a", "Text")
    root = taken(
        f"<body data-example='{marked}'><title>{marked}</title><h1 data-running='{marked}'>x {marked}</h1></body>"
    )

    assert not re.search("[\ue000-\uf8ff]", ElementTree.tostring(root, encoding="unicode"))


def test_a_mark_keeps_markup_markup_and_an_empty_text_empty():
    assert mark("content/a", "") == ""
    assert isinstance(mark("content/a", Markup("<b>x</b>")), Markup)
    assert "<b>" in mark("content/a", Markup("<b>x</b>"))
    assert not isinstance(mark("content/a", "<b>"), Markup)


@pytest.mark.parametrize("stray", ["\ue0f0", "\ue0f1", "\ue0f2"])
def test_the_letters_of_marks_are_taken_out_of_texts(stray):
    root = taken(f"<p>{mark('content/a', f'On{stray}e')}</p>")

    assert root.text == "One"
    assert root.get(KEY) == "content/a"


def test_the_messages_of_a_page_and_of_its_running_head_are_known():
    html = f'<h1 data-running="{mark("content/a.running", "Short")}">{mark("content/a.title", "Long")}</h1>'

    assert messages_in(html) == {"content/a.running", "content/a.title"}
    assert running_message(html) == "content/a.running"
    assert running_message("<h1>None</h1>") == ""


def test_no_function_of_the_script_takes_the_place_of_another():
    script = (CHECKOUT / "templates/preview/preview.js").read_text(encoding="utf-8")
    names = re.findall(r"^(?:async )?function (\w+)", script, re.MULTILINE)

    assert len(names) > 40
    assert sorted(names) == sorted(set(names))
