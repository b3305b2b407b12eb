"""`duizhao status`: what is published and what was refused."""

from __future__ import annotations

from flows.commands.options import JsonOption, LakeOption, open_lake

NAME = "status"


def command(lake: LakeOption = None, json: JsonOption = False) -> None:
    """Say what is published, and what was refused and why."""
    from flows.terminal import print_json, print_rows, results
    from storage.lookup import refusals, table_rows

    opened = open_lake(lake)
    rows, refused = table_rows(opened), refusals(opened)
    if json:
        tables = {row["table"]: row["rows"] for row in rows}
        print_json(
            {"lake": str(opened.place), "snapshot": opened.current(), "tables": tables, "refused": refused}
        )
        return
    results().print(f"Snapshot {opened.current()} of {opened.place}", style="bold")
    print_rows(rows)
    results().print(f"\nRefused, or not read entirely: {len(refused)}", style="bold")
    if refused:
        print_rows(refused)
