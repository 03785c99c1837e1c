"""Our rules about tags and an independent PDF/UA-1 validator say the same of every file that both can judge."""

import page as page_validation
import pytest

from booklet.preflight import RULES, load_printers, preflight
from booklet.sources import Sources
from tests.preflight_pdfs import ROOT, changed, drawn, good_screen, own_font
from tests.test_preflight_rules import CASES, fonts, spoilt, without_font_file, without_unicode

OFFICE = load_printers(Sources(ROOT))["office"]

# What the validator calls each of our rules.
NAMES = {
    "tags-language": "LANGUAGE",
    "tags-marked": "TAGGED-DOCUMENT",
    "tags-structure": "STRUCT-TREE-ROOT",
    "tags-title": "TITLE",
    "tags-alternative": "FIGURE-ALTERNATIVE-TEXT",
    "tags-headings": "HEADING-NESTING",
    "tags-content": "CONTENT-TAGGING",
    "tags-tab-order": "PAGE-TABS",
    "tags-link": "LINK-CONTENTS",
    "tags-unicode": "UNICODE-MAPPING",
}
TAG_CASES = [case for case in CASES if case.rule in NAMES]


def missing_letter_in_tags(document):
    font = own_font(document).encode()
    drawn(b"/Artifact BMC 0 g BT %s 12 Tf 100 200 Td <0000> Tj ET EMC" % font)(document)


@pytest.fixture
def validated(tmp_path):
    def validate(pdf):
        path = tmp_path / "file.pdf"
        path.write_bytes(pdf)
        return [failure.rule_id for failure in page_validation.validate_pdf(str(path), profile="ua1").failures]

    return validate


def rules_broken(pdf):
    return {finding.rule for finding in preflight(pdf, OFFICE, name="file.pdf").findings}


def test_every_rule_about_tags_is_compared():
    assert {rule.id for rule in RULES if rule.group == "tags"} == NAMES.keys()
    assert {case.rule for case in TAG_CASES} == NAMES.keys()


def test_both_pass_the_good_file(validated):
    assert validated(good_screen()) == []
    assert rules_broken(good_screen()) == set()


@pytest.mark.parametrize("case", TAG_CASES, ids=lambda case: case.rule)
def test_both_see_the_fault(case, validated):
    pdf = spoilt(case)

    assert case.rule in rules_broken(pdf)
    assert any(NAMES[case.rule] in name for name in validated(pdf))


@pytest.mark.parametrize("case", [case for case in TAG_CASES if case.passes], ids=lambda case: case.rule)
def test_both_pass_what_is_nearly_a_fault(case, validated):
    pdf = changed(case.base(), *case.passes)

    assert case.rule not in rules_broken(pdf)
    assert not any(NAMES[case.rule] in name for name in validated(pdf))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("letter-missing", missing_letter_in_tags),
        ("font-not-embedded", fonts(without_font_file)),
        ("tags-unicode", fonts(without_unicode)),
    ],
)
def test_both_see_faults_of_fonts(rule, change, validated):
    pdf = changed(good_screen(), change)

    assert rule in rules_broken(pdf)
    assert any("FONT" in name or "NOTDEF" in name or "GLYPH" in name for name in validated(pdf))
