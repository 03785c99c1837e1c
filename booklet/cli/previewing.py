"""The command that shows translators the pages while they write."""

from collections.abc import Collection, Iterable
from importlib.util import find_spec
from typing import Any

import click

from booklet.cli.shared import DEFAULT_EVENT, ROOT, comma_list, guarded_command
from booklet.content.languages import languages_of
from booklet.model import SOURCE_LANGUAGE
from booklet.problems import BookletError, CommandLineError, ExitCode, Problem
from booklet.sources import Sources

LIBRARIES = ("starlette", "uvicorn", "watchfiles")
THIS_COMPUTER = ("127.0.0.1", "localhost")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - named in order to be refused


class MissingLibrariesError(BookletError):
    """The preview needs libraries that are installed for it alone."""

    exit_code = ExitCode.SOMETHING_TO_INSTALL


@click.command()
@click.option(
    "--lang", "language", required=True, help="The language that you translate into: az, ru, or one that you began."
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes any that is free."
)
@click.option("--event", default=DEFAULT_EVENT, show_default=True, help="Whose pages to show.")
@click.option("--product", "products", callback=comma_list(), help="Products to show; those of the event without it.")
@click.option("--paper", type=click.Choice(["a", "us"]), help="Paper family; the event's own without it.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address needs --let-others-write too.")
@click.option(
    "--let-others-write",
    is_flag=True,
    help="With --host: everybody who can reach that address and overhears the unencrypted connection can read and "
    "change the translations. Only for a network in which you trust everybody.",
)
@guarded_command
def preview(
    language: str,
    port: int,
    host: str,
    let_others_write: bool,  # noqa: FBT001 - click gives options by name
    **shown: Any,
) -> None:
    """Show the pages beside their messages in a web browser; what you change is written to the catalogs."""
    _refuse_network(host, allowed=let_others_write)
    _refuse_without_libraries()
    from booklet.preview.binding import listen
    from booklet.preview.running import opened_desk, serve
    from booklet.preview.security import Gate
    from booklet.preview.snapshot import Choice

    _refuse_unknown(language)
    listener = listen(host, port)
    with listener, opened_desk(ROOT, Choice(language, **shown)) as desk:
        _refuse_unknown_products(shown["products"], desk.snapshot.facts.loaded.book.products)
        gate = Gate(host, listener.getsockname()[1])
        click.echo(f"open {gate.address}")
        click.echo("the pages follow what you save, here or in another program; end with Ctrl+C", err=True)
        serve(desk, gate, listener)


def _refuse_unknown(language: str) -> None:
    known = [code for code in languages_of(Sources(ROOT)) if code != SOURCE_LANGUAGE]
    if language not in known:
        hint = f"there are: {', '.join(known)}; English itself stands in data/ and templates/"
        raise CommandLineError(Problem("--lang", None, "error", f"there are no catalogs for {language}", hint))


def _refuse_unknown_products(products: Iterable[str], known: Collection[str]) -> None:
    problems = [
        Problem("--product", None, "error", f"{name} is no product", f"there are: {', '.join(known)}")
        for name in products
        if name not in known
    ]
    if problems:
        raise CommandLineError(*problems)


def _refuse_without_libraries() -> None:
    missing = [name for name in LIBRARIES if find_spec(name) is None]
    if missing:
        message = f"the preview needs {', '.join(missing)}"
        raise MissingLibrariesError(Problem("preview", None, "error", message, "install and start it: make preview"))


def _refuse_network(host: str, *, allowed: bool) -> None:
    if host in THIS_COMPUTER:
        return
    if not allowed:
        message = f"at {host} others could reach the preview, read the translations and change them"
        hint = "leave --host out; or, where you trust everybody in the network, add --let-others-write"
        raise CommandLineError(Problem("--host", None, "error", message, hint))
    if host in EVERYWHERE:
        hint = "give the one address by which others reach this computer"
        raise CommandLineError(Problem("--host", None, "error", f"{host} is no single address", hint))
