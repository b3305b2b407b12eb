"""`duizhao path`: where the files of a table are, ready to paste into DuckDB."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.errors import WrongCommand

NAME = "path"


def command(
    table: Annotated[str, typer.Argument(help="Table, or compare.NAME.")],
    lake: LakeOption = None,
    json: JsonOption = False,
) -> None:
    """Print where a table's files are, and a call that reads them.

    The files behind it never change: a long query sees one state from its beginning to its end.

    \b
    duckdb -c "FROM $(duizhao path metrics | tail -1) LIMIT 5"
    """
    from flows.terminal import print_json
    from storage.compare import list_comparisons
    from storage.lookup import read_call, table_glob
    from storage.schemas import TABLES

    names = {*TABLES, *(f"compare.{c.name}" for c in list_comparisons())}
    if table not in names:
        raise WrongCommand(f"There is no table {table}; `duizhao tables` lists them.")
    opened = open_lake(lake)
    glob, call = table_glob(opened, table), read_call(opened, table)
    if json:
        print_json({"table": table, "glob": glob, "read_parquet": call})
    else:
        typer.echo(f"{glob}\n{call}")
