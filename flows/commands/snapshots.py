"""`duizhao snapshots`: which states of the lake are kept."""

from __future__ import annotations

from dataclasses import asdict

from flows.commands.options import JsonOption, LakeOption, open_lake

NAME = "snapshots"
MEGABYTE = 1_000_000


def command(lake: LakeOption = None, json: JsonOption = False) -> None:
    """List the snapshots that are kept: the newest five, one an hour for a day, all younger than 30 minutes."""
    from flows.terminal import print_json, print_rows, results
    from storage.history import list_snapshots

    found = list_snapshots(open_lake(lake))
    if json:
        print_json([asdict(one) for one in found])
        return
    print_rows(
        [
            {
                "snapshot": one.number,
                "committed": one.committed.astimezone().strftime("%Y-%m-%d %H:%M:%S"),
                "documents": one.documents,
                "sources": one.sources,
                "rows": one.rows,
                "MB": round(one.size / MEGABYTE, 1),
                "": "current" if one.is_current else f"was {one.restored}" if one.restored else "",
            }
            for one in found
        ]
    )
    for one in found:
        for accepted in one.accepted:
            line = f"{one.number}: check {accepted.check} was accepted with {accepted.rows} rows: {accepted.reason}"
            results().print(line, markup=False)
