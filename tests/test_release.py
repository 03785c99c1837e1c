"""Words that are not ready: counted in a build, refused in a release; and words that are no language at all."""

import pytest

from booklet.problems import ExitCode

AZ = "translations/az/LC_MESSAGES/content.po"


@pytest.fixture
def draft(world):
    """The small world with one text that is not translated."""
    world.replace(AZ, 'msgstr "Qeydlər"', 'msgstr ""')
    return world


def test_a_build_counts_what_it_prints_in_english(draft):
    result = draft.run("build", "vigil", "--lang", "az")

    assert result.exit_code == ExitCode.DONE, result.stderr
    assert "1 of " in result.stderr
    assert "texts of az are printed in English" in result.stderr


def test_a_release_is_refused_with_the_text_that_is_missing(draft):
    result = draft.run("build", "vigil", "--lang", "az", "--release")

    assert result.exit_code == ExitCode.CONTENT
    assert "notes.title is not translated" in result.stderr
    assert draft.printed() == []


def test_a_complete_translation_is_released(world):
    result = world.run("build", "vigil", "--lang", "az", "--release")

    assert result.exit_code == ExitCode.DONE, result.stderr


def test_the_pseudo_language_has_a_folder_of_its_own(world):
    result = world.run("build", "vigil", "--lang", "qps")

    assert result.exit_code == ExitCode.DONE, result.stderr
    assert world.printed() == [f"out/vigil/qps/booklet-small.{name}.pdf" for name in ("press", "screen")]


def test_a_block_that_breaks_in_the_pseudo_language_is_named(world):
    world.replace("data/book/products.yaml", "height_mm: 140", "height_mm: 50")
    result = world.run("build", "vigil", "--lang", "qps")

    assert result.exit_code == ExitCode.CONTENT
    assert "section night does not fit its 1 page" in result.stderr


def test_the_pseudo_language_stands_beside_no_other(world):
    result = world.run("build", "vigil", "--lang", "qps,az")

    assert result.exit_code == ExitCode.COMMAND_LINE
    assert "qps is built alone" in result.stderr
