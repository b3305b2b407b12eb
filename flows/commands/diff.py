"""`duizhao diff`: what differs between two snapshots."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.errors import WrongCommand

if TYPE_CHECKING:
    from storage.lake import Lake

NAME = "diff"


def command(
    old: Annotated[int | None, typer.Argument(help="Snapshot to compare from; the one before.")] = None,
    new: Annotated[int | None, typer.Argument(help="Snapshot to compare with; the current one.")] = None,
    lake: LakeOption = None,
    json: JsonOption = False,
) -> None:
    """Say what one snapshot has that another has not: documents, and rows by table and district.

    An edited document is paired with what it was by file and title; of its rows only those count that say something
    else.

    \b
    duizhao diff              the last publication
    duizhao diff 3 7
    """
    from flows.terminal import print_json, print_rows, results
    from storage.diff import diff_snapshots
    from storage.remote.reading import published

    opened = open_lake(lake)
    numbers = _numbers(opened, old, new)
    found = diff_snapshots(published(opened, *numbers), *numbers)
    if json:
        print_json(asdict(found))
        return
    results().print(f"From snapshot {found.old} to {found.new}", style="bold")
    if not (found.documents or found.rows):
        results().print("They say the same.")
        return
    print_rows([asdict(change) for change in found.documents])
    results().print("\nRows by table and district", style="bold")
    print_rows([asdict(change) for change in found.rows])


def _numbers(lake: Lake, old: int | None, new: int | None) -> tuple[int, int]:
    """The two snapshots to compare. Raises WrongCommand where there is none before the current one."""
    kept, current = lake.committed(), lake.current()
    after = new if new is not None else current
    assert after is not None  # an opened lake has one
    before = old if old is not None else max((n for n in kept if n < after), default=None)
    if before is None:
        raise WrongCommand(f"There is no snapshot before {after} to compare with.")
    return before, after
