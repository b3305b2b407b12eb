"""The command line `duizhao`. Light on purpose: what a command needs is imported when it runs.

duizhao --help                        the commands, with examples
duizhao COMMAND --help                one command
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Annotated, Any

import typer

from flows.commands import (
    compare,
    diff,
    explain,
    export,
    fsck,
    gc,
    notify,
    path,
    plan,
    query,
    report,
    retry,
    rollback,
    run,
    server,
    show,
    snapshots,
    status,
    tables,
    tls,
    up,
    watch,
)
from flows.errors import EXIT_FAILED, EXIT_INTERRUPTED, DuizhaoError
from flows.terminal import complain

HELP = """Read the documents of China's district and county governments; lay the districts side by side.

Start with a folder of documents (text, HTML, DOCX, PDF; one file may hold many):

\b
  duizhao run DOCUMENTS --lake LAKE       read, publish, compare; later: what changed
  duizhao status --lake LAKE              what is published, what was refused and why
  duizhao compare coverage --lake LAKE    districts × kinds of document × years
  duizhao show 青禾 --lake LAKE            one document, each fact with its sentence
  duizhao query "SELECT district, count(*) FROM measures GROUP BY ALL" --lake LAKE

The lake is ./lake unless --lake, DUIZHAO_LAKE or `lake = …` in duizhao.toml says otherwise; flags win over the
environment, the environment over the file. Exit codes: 0 fine, 3 some files were refused, 1 the run failed, 2 the
command was wrong, 130 stopped with Ctrl-C.
"""

app = typer.Typer(
    name="duizhao",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Options of every command."""
    if debug:
        os.environ["DUIZHAO_DEBUG"] = "1"


def guarded(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with every error turned into a sentence and an exit code."""

    @functools.wraps(command)
    def guard(*args: Any, **kwargs: Any) -> None:
        try:
            with _noting_ctrl_c():
                command(*args, **kwargs)
        except (typer.Exit, typer.Abort):
            raise
        except KeyboardInterrupt:
            raise typer.Exit(_stopped()) from None
        except BrokenPipeError:  # `duizhao query … | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        except Exception as error:
            raise typer.Exit(_stopped() if _ctrl_c.is_set() else _report(error)) from error

    return guard


_ctrl_c = threading.Event()


@contextmanager
def _noting_ctrl_c() -> Iterator[None]:
    """Note that Ctrl-C was pressed: inside Prefect and Dask it may come out as an error of theirs."""

    def note(number: int, frame: FrameType | None) -> None:
        _ctrl_c.set()
        signal.default_int_handler(number, frame)

    _ctrl_c.clear()
    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _stopped() -> int:
    complain("Stopped. The lake is as it was; what was read so far is kept for the next run.")
    return EXIT_INTERRUPTED


def _report(error: Exception) -> int:
    """Say what happened; returns the exit code."""
    if os.environ.get("DUIZHAO_DEBUG"):
        traceback.print_exception(error)
    if isinstance(error, DuizhaoError):
        complain(str(error))
        return error.exit_code
    from flows.lake_errors import exit_code

    code = exit_code(error)
    if code is not None:
        name = getattr(error, "code", "")
        complain(f"{error} [{name}]" if name else str(error))
        return code
    what = str(error).strip().split("\n", 1)[0]
    complain(f"{type(error).__name__}: {what}\nThis is a fault in Duizhao; `duizhao --debug …` shows where.")
    return EXIT_FAILED


READING = (status, tables, query, path, compare, show, explain, report, export)
KEEPING = (snapshots, diff, rollback, gc, fsck)
SERVING = (up, watch, notify, server)
for module in (run, plan, retry, *READING, *KEEPING, *SERVING):
    app.command(module.NAME)(guarded(module.command))
tls.app.command("init")(guarded(tls.init))
app.add_typer(tls.app)


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
