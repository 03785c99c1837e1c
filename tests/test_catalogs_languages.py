"""A language more: one command begins it, says all that it needs, and what it says is enough to print a page."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from booklet.catalogs import load_words, ui_messages
from booklet.catalogs.languages import needs_of, plural_rule
from booklet.content import load_book
from booklet.content.languages import languages_of
from booklet.language import COMPLETE, missing_rules
from booklet.model import LANGUAGES
from booklet.problems import CommandLineError, ContentError

CHECKOUT = Path(__file__).parents[1]
DOMAINS = ("content", "ui")

IF = '    if language == "{}":\n        return f"{}'


def before(known: str, start: str, new: str) -> tuple[str, str]:
    """A branch of a function, and the same with one for Turkish before it; ``start`` is how its text begins."""
    branch = IF.format(known, start)
    return branch, IF.format("tr", new) + f'"\n{branch}'


# What `booklet catalogs init tr` asks for, done: file, what stands there, what stands there then.
CODE = [
    ("model/base.py", 'LANGUAGES = ("en", "az", "ru")', 'LANGUAGES = ("en", "az", "ru", "tr")'),
    ("model/base.py", 'Literal["en", "az", "ru"]', 'Literal["en", "az", "ru", "tr"]'),
    ("model/base.py", "    ru: Text | None = None\n", "    ru: Text | None = None\n    tr: Text | None = None\n"),
    ("language/locales.py", '"ru": "ru"}', '"ru": "ru", "tr": "tr"}'),
    ("language/collation.py", "_ALPHABETS = {\n", '_ALPHABETS = {\n    "tr": "abcçdefgğhıijklmnoöprsştuüvyz",\n'),
    ("language/dates.py", '"ru": "в {time}"}', '"ru": "в {time}", "tr": "saat {time}"}'),
    ("language/dates.py", *before("en", "on the night", "{first.day}–{format_date(last, language)} gecesi")),
    ("language/hyphenation.py", '        "ru": pyphen', '        "tr": HYPHENATION_DICTIONARY,\n        "ru": pyphen'),
    ("language/hyphenation.py", "_SMALL_LETTERS = {\n", '_SMALL_LETTERS = {\n    "tr": {"İ": "i", "I": "ı"},\n'),
    ("language/numbers.py", '"ru": ("one", "few", "many")}', '"ru": ("one", "few", "many"), "tr": ("one", "other")}'),
    (
        "language/ordinals.py",
        '    if language != "en":\n',
        '    if language == "tr":\n        return f"{number}."\n    if language != "en":\n',
    ),
    ("language/partial_dates.py", *before("ru", "{ordinal", "{first_year}’lar")),
    ("language/partial_dates.py", *before("ru", "с {", "{_moment(text, language)} –")),
    ("checks/counts.py", "_EXEMPT = {\n", '_EXEMPT = {\n    "tr": (r"\\d{1,2} Ocak",),\n'),
    ("language/quotation.py", "_MARKS = {", '_MARKS = {"tr": _ENGLISH_MARKS, '),
    ("language/spacing.py", '"ru": _russian_rules}', '"ru": _russian_rules, "tr": list}'),
]
DATA = [
    ("book/glossary.yaml", "az: komendant saatı,", "az: komendant saatı, tr: sokağa çıkma yasağı,"),
    ("book/places.yaml", "az: Bakı,", "az: Bakı, tr: Bakü,"),
    ("events/vigil.yaml", "languages: [en, az, ru]", "languages: [en, az, ru, tr]"),
    ("events/vigil.yaml", "az: Anım axşamı", "az: Anım axşamı\n  tr: Anma akşamı"),
    ("events/vigil.yaml", "az: London,", "az: London, tr: Londra,"),
    ("events/vigil.yaml", "az: Nümunə zalı", "az: Nümunə zalı\n  tr: Örnek salon"),
    ("events/vigil.yaml", "az: Güllər,", "az: Güllər, tr: Çiçekler,"),
    ("events/vigil.yaml", "az: Bir dəqiqəlik sükut,", "az: Bir dəqiqəlik sükut, tr: Saygı duruşu,"),
]


def booklet(world, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The program as it stands in the world's own folder."""
    command = [sys.executable, "-m", "booklet", *arguments]
    return subprocess.run(command, cwd=world.root, capture_output=True, text=True, check=False)


def translate_all(world) -> None:
    for domain in DOMAINS:
        path = f"translations/tr/LC_MESSAGES/{domain}.po"
        catalog = polib.pofile(world.text(path))
        for entry in catalog:
            entry.msgstr = entry.msgid.replace("January", "Ocak")
        world.write(path, str(catalog))


def test_a_language_is_begun_by_one_command_and_prints_when_its_list_is_done(world):
    shutil.copytree(CHECKOUT / "booklet", world.root / "booklet", ignore=shutil.ignore_patterns("__pycache__"))
    begun = booklet(world, "catalogs", "init", "tr")
    asked = {line.partition(":")[0] for line in begun.stdout.splitlines()}
    for path, old, new in CODE:
        world.replace(f"booklet/{path}", old, new)
    for path, old, new in DATA:
        world.replace(f"data/{path}", old, new)
    translate_all(world)
    made = booklet(world, "build", "vigil", "--lang", "tr", "--product", "booklet", "--delivery", "screen")

    assert begun.returncode == 0
    assert {f"booklet/{path}" for path, _, _ in CODE} <= asked
    assert {path for path in asked if path.startswith("booklet/")} == {f"booklet/{path}" for path, _, _ in CODE}
    assert (made.returncode, "error" in made.stderr) == (0, False)
    assert list((world.root / "out/vigil/tr").glob("*.screen.pdf"))


def test_a_language_that_has_no_rules_yet_is_told_what_is_missing(world):
    missing = [rule for rule in needs_of(load_book(world.sources), "tr") if rule.startswith("booklet/")]

    assert missing[0] == "booklet/model/base.py: its code, in LANGUAGES, Language and Translated"
    assert "booklet/language/quotation.py: its quotation marks" in missing
    assert "data/book/glossary.yaml: “tr: …” beside 1 names" in list(needs_of(load_book(world.sources), "tr"))


@pytest.mark.parametrize("language", sorted({*LANGUAGES, *COMPLETE}))
def test_our_own_languages_have_all_their_rules(language):
    assert missing_rules(language) == []


def test_a_language_without_its_rules_prints_nothing_and_names_them(world):
    world.run("catalogs", "init", "tr")
    sources = world.sources
    with pytest.raises(ContentError) as caught:
        load_words(sources, load_book(sources), ui_messages(sources), "tr")

    assert ("booklet/language/spacing.py", "tr lacks where its lines may not break") in {
        (problem.path, problem.message) for problem in caught.value.problems
    }


def test_languages_are_those_that_have_catalogs(world):
    assert languages_of(world.sources) == ("en", "az", "ru")
    world.run("catalogs", "init", "tr")

    assert languages_of(world.sources) == ("en", "az", "ru", "tr")


def test_new_catalogs_hold_every_text_and_the_plural_rule(world):
    result = world.run("catalogs", "init", "tr")
    catalog = polib.pofile(world.text("translations/tr/LC_MESSAGES/content.po"))

    assert result.exit_code == 0
    assert {entry.msgctxt for entry in catalog} == load_book(world.sources).messages.keys()
    assert catalog.metadata["Plural-Forms"] == plural_rule("tr")
    assert catalog.metadata["Language"] == "tr"
    assert world.run("catalogs", "update").stdout == ""


@pytest.mark.parametrize("language", ["az", "en", "xq", "../x", "tr_TR.x", ""])
def test_what_is_no_new_language_is_not_begun(world, language):
    result = world.run("catalogs", "init", language)

    assert result.exit_code == 2
    assert languages_of(world.sources) == ("en", "az", "ru")


def test_a_code_that_is_no_language_is_named():
    with pytest.raises(CommandLineError, match="xq is no language"):
        plural_rule("xq")
