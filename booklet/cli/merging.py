"""The command that brings shards together."""

import sys
from pathlib import Path

import click

from booklet.build.merging import MergeError, merge
from booklet.cli.shared import ROOT, guarded_command, tell
from booklet.problems import errors_among
from booklet.publish import write_gallery
from booklet.recipe import recipe
from booklet.sources import Sources


@click.command(name="merge")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@guarded_command
def merge_command(folders: tuple[Path, ...]) -> None:
    """Bring the out/ FOLDERS of shards that were built elsewhere together in out/, each edition whole."""
    merged = merge(ROOT, folders, recipe())
    tell((*merged.problems, *write_gallery(Sources(ROOT)).problems))
    click.echo(f"{len(merged.editions)} editions, {sum(map(len, merged.editions.values()))} files")
    if errors_among(merged.problems):
        sys.exit(MergeError.exit_code)
