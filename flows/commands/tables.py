"""`duizhao tables`: which tables there are, and what their columns mean."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flows.commands.options import JsonOption
from flows.errors import WrongCommand

NAME = "tables"


def command(
    name: Annotated[str | None, typer.Argument(help="Table whose columns are explained.")] = None,
    json: JsonOption = False,
) -> None:
    """List the tables, or explain the columns of one. Needs no lake."""
    from flows.terminal import print_json, print_rows, results
    from storage.compare import list_comparisons
    from storage.schemas import TABLES

    if name is None:
        rows: list[dict[str, Any]] = [
            {"table": t.name, "名称": t.title, "one row per": t.grain} for t in TABLES.values()
        ]
        rows += [
            {"table": f"compare.{c.name}", "名称": c.title, "one row per": c.grain}
            for c in list_comparisons()
        ]
    else:
        rows = _columns(name)
    if json:
        print_json(rows)
        return
    print_rows(rows)
    if name is None:
        results().print("\nduizhao tables NAME explains the columns of one.")


def _columns(name: str) -> list[dict[str, Any]]:
    from storage.compare import list_comparisons
    from storage.schemas import TABLES

    if name in TABLES:
        return [
            {
                "column": column.name,
                "type": str(column.type),
                "null": "null" if column.nullable else "",
                "unit": column.unit,
                "meaning": column.description,
            }
            for column in TABLES[name].columns
        ]
    for comparison in list_comparisons():
        if comparison.name == name.removeprefix("compare."):
            return [{"column": column, "meaning": note} for column, note in comparison.columns]
    known = ", ".join([*TABLES, *(f"compare.{c.name}" for c in list_comparisons())])
    raise WrongCommand(f"There is no table {name}. There are: {known}.")
