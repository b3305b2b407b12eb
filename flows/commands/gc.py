"""`duizhao gc`: delete old snapshots and what only they used."""

from __future__ import annotations

from dataclasses import asdict

from flows.commands.options import JsonOption, LakeOption, open_lake

NAME = "gc"
MEGABYTE = 1_000_000


def command(lake: LakeOption = None, json: JsonOption = False) -> None:
    """Delete old snapshots and what only they used. Every run does it too, after it published.

    What stays: the newest five snapshots, the newest of each hour of the last day, all younger than 30 minutes.
    """
    from flows.settings import load_settings
    from flows.terminal import print_json, results
    from storage.gc import collect
    from storage.lock import writer_lock
    from storage.publish import recover

    opened = open_lake(lake)
    with writer_lock(opened, load_settings().lock_wait):
        recover(opened)
        gone = collect(opened)
    if json:
        print_json(asdict(gone))
        return
    freed = f"{len(gone.snapshots)} snapshots and {gone.objects} files deleted, {gone.size / MEGABYTE:.1f} MB"
    results().print(f"{freed}; {len(opened.committed())} snapshots are kept.")
