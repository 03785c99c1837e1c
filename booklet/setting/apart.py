"""A second language in the same file: its pages say which it is, and lead to anchors of their own."""

from typing import Any

from booklet.setting.alone import Prepare


def marked_apart(language: str) -> Prepare:
    """What sets the page's language, and renames its anchors and the links to them."""

    def prepare(root: Any) -> None:
        root.find("body").set("lang", language)
        for element in root.iter():
            if isinstance(element.tag, str):
                _rename(element, language)

    return prepare


def _rename(element: Any, language: str) -> None:
    if element.get("id"):
        element.set("id", f"{language}-{element.get('id')}")
    if (element.get("href") or "").startswith("#"):
        element.set("href", f"#{language}-{element.get('href')[1:]}")
