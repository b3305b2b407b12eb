"""`duizhao rollback`: publish an earlier snapshot again."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake

NAME = "rollback"


def command(
    snapshot: Annotated[int, typer.Argument(help="Snapshot to go back to; `duizhao snapshots` lists them.")],
    lake: LakeOption = None,
    json: JsonOption = False,
) -> None:
    """Give readers an earlier snapshot again, under a new number.

    Nothing is lost: the snapshot that was current stays for a while. The next run brings the lake up to date with the
    corpus again, so mend the corpus (or stop the schedule) first.
    """
    from flows.settings import load_settings
    from flows.terminal import print_json, results
    from storage.history import roll_back
    from storage.lock import writer_lock
    from storage.publish import recover

    opened = open_lake(lake)
    with writer_lock(opened, load_settings().lock_wait):
        recover(opened)
        number = roll_back(opened, snapshot)
    if json:
        print_json({"lake": str(opened.place), "snapshot": number, "restored": snapshot})
        return
    results().print(f"Snapshot {number} is current and holds what snapshot {snapshot} held.")
