"""`duizhao retry`: read the files again that were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import CorrectionsOption, DivisionsOption, JsonOption, LakeOption, ZipOption
from flows.errors import EXIT_REFUSALS, WrongCommand

if TYPE_CHECKING:
    from storage.lake import Lake

NAME = "retry"


def command(
    corpus: Annotated[str, typer.Argument(help="Folder or address of documents, as for `duizhao run`.")],
    lake: LakeOption = None,
    code: Annotated[
        list[str] | None, typer.Option(help="Only files with this code, such as E_RESOURCE; may be repeated.")
    ] = None,
    divisions: DivisionsOption = None,
    zips: ZipOption = None,
    corrections: CorrectionsOption = None,
    json: JsonOption = False,
) -> None:
    """Read refused files again, whatever they were refused for, and everything that changed.

    A run by itself tries again only what may pass by itself (memory, permission, a file that was being written).
    The work is done in this process, with all the memory of the machine, without Prefect and Dask.

    \b
    duizhao retry documents                     all of them
    duizhao retry documents --code E_RESOURCE   what a worker had not enough memory for
    """
    from dataclasses import replace

    from flows.commands.run import tell
    from flows.local import run_locally
    from flows.options import options_for
    from flows.progress import Terminal
    from flows.settings import load_settings
    from flows.terminal import messages
    from storage.lake import Lake
    from storage.remote.reading import published

    settings = load_settings(
        lake=lake, divisions=divisions, zip=zips, corrections=corrections, executor="local"
    )
    options = options_for(settings, corpus)
    codes = _codes(published(Lake(options.lake)), code)
    with Terminal(messages()) as watcher:
        outcome = run_locally(replace(options, retry=options.retry | codes), watcher)
    tell(outcome, settings, json=json)
    if outcome.refused:
        raise typer.Exit(EXIT_REFUSALS)


def _codes(lake: Lake, wanted: list[str] | None) -> frozenset[str]:
    """The codes to try again: those that the lake has, or of these the wanted ones. Raises WrongCommand."""
    from storage.lookup import refusals

    found = frozenset(row["reason_code"] for row in refusals(lake))
    unknown = sorted(set(wanted or ()) - found)
    if unknown:
        have = f"There are {', '.join(sorted(found))}." if found else "Nothing was refused."
        raise WrongCommand(f"No file was refused with {unknown[0]}. {have}")
    return frozenset(wanted) if wanted else found
