"""The marks around quoted words."""

import pytest

from booklet.language import quote


@pytest.mark.parametrize(("language", "written"), [("en", "“a ‘b’”"), ("az", "“a ‘b’”"), ("ru", "«a „b“»")])
def test_a_quotation_inside_a_quotation_takes_the_inner_marks(language: str, written: str) -> None:
    assert quote(f"a {quote('b', language, level=2)}", language) == written


def test_the_third_level_takes_the_outer_marks_again() -> None:
    assert quote("a", "ru", level=3) == "«a»"


def test_there_is_no_level_zero() -> None:
    with pytest.raises(ValueError, match="level 1"):
        quote("a", "en", level=0)
