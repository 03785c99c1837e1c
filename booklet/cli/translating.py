"""Commands for translators."""

import click

from booklet.build import write_whole
from booklet.catalogs import updated_catalogs
from booklet.cli.shared import ROOT, guarded_command, main
from booklet.content import load_book
from booklet.model import LANGUAGES
from booklet.sources import Sources


@main.group()
def catalogs() -> None:
    """Work on the translations."""


@catalogs.command()
@guarded_command
def update() -> None:
    """Bring templates (.pot) and catalogs (.po) up to date with data and templates; no translation is dropped."""
    sources = Sources(ROOT)
    for path, text in updated_catalogs(sources, load_book(sources), LANGUAGES[1:]).items():
        if sources.exists(path) and sources.text(path) == text:
            continue
        write_whole(ROOT / path, text.encode())
        click.echo(path)
