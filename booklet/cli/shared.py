"""What every command shares: where the project is, how problems are told, how options are read."""

import sys
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from booklet.problems import BookletError, ExitCode, FileRefusedError, Problem, in_reading_order

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_EVENT = "general"


def _fail(problems: Iterable[Problem], code: int) -> NoReturn:
    tell(problems)
    sys.exit(code)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems in reading order, on standard error."""
    for problem in in_reading_order(problems):
        click.echo(str(problem), err=True)


def guarded_command(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn our exceptions into messages and exit codes; any other exception is our bug and keeps its traceback."""

    @wraps(command)
    def guarded(*arguments: Any, **options: Any) -> Any:
        try:
            return command(*arguments, **options)
        except BookletError as error:
            _fail(error.problems, error.exit_code)
        except KeyboardInterrupt:
            click.echo("interrupted; every file in out/ is whole", err=True)
            sys.exit(ExitCode.INTERRUPTED)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(ExitCode.DONE)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception:  # noqa: BLE001 - told in full, with the exit code of a bug
            traceback.print_exc()
            click.echo("this is a bug of ours; please report it with the lines above", err=True)
            sys.exit(ExitCode.OUR_BUG)

    return guarded


def split_list(value: str | None, option: str, allowed: Iterable[str] | None = None) -> tuple[str, ...]:
    """Several values with commas between; BadParameter names one that is none of ``allowed``."""
    parts = tuple(part.strip() for part in (value or "").split(",") if part.strip())
    for part in parts:
        if allowed is not None and part not in allowed:
            raise click.BadParameter(f"{part} is none of {', '.join(allowed)}", param_hint=option)
    return parts


def comma_list(
    allowed: Iterable[str] | None = None,
) -> Callable[[click.Context, click.Parameter, str | None], tuple[str, ...]]:
    """An option that takes several values with commas between; ``allowed`` limits them."""

    def split(_context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
        return split_list(value, f"'{parameter.opts[0]}'", allowed)

    return split


def read_file(file: Path) -> bytes:
    """The bytes of a file anywhere; FileRefusedError where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise FileRefusedError(
            Problem(str(file), None, "error", f"the file cannot be read: {error.strerror}")
        ) from error


def named_events(events: Iterable[str]) -> tuple[str, ...]:
    """The events of the command line, each once; several may stand in one word with commas."""
    return tuple(dict.fromkeys(slug for event in events for slug in event.split(",") if slug))
