"""`duizhao export`: tables as files of their own, to take along."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.errors import WrongCommand

NAME = "export"
ALL = "all"


class Kind(StrEnum):
    """What is written."""

    parquet = "parquet"
    csv = "csv"
    duckdb = "duckdb"


def command(
    table: Annotated[str, typer.Argument(help="Table, compare.NAME, or all.")],
    out: Annotated[
        Path, typer.Option("--out", help="File to write; with `all` a folder (duckdb: one file).")
    ],
    format_: Annotated[Kind, typer.Option("--format", help="What is written.")] = Kind.parquet,
    lake: LakeOption = None,
    snapshot: Annotated[int | None, typer.Option(help="Snapshot to take; the current one.")] = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV for machines: texts that look like formulas are left as they are."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Write one table or all of them as Parquet, CSV or a DuckDB file. Nothing is ever overwritten.

    In CSV a text that a spreadsheet would take for a formula gets an apostrophe in front; --raw leaves it out.

    \b
    duizhao export metrics --format csv --out metrics.csv
    duizhao export all --format duckdb --out districts.duckdb
    """
    from flows.terminal import print_json, print_rows
    from storage.export import export_database, export_files, table_names

    opened = open_lake(lake, *([] if snapshot is None else [snapshot]))
    names = table_names(opened, snapshot)
    if table not in (*names, ALL):
        raise WrongCommand(f"There is no table {table}. There are: {', '.join(names)}, or all.")
    wanted = names if table == ALL else (table,)
    if format_ is Kind.duckdb:
        done = export_database(opened, wanted, out, snapshot)
    else:
        done = export_files(opened, wanted, out, format_.value, snapshot, disarm=not raw)
    rows = [asdict(one) | {"path": str(one.path)} for one in done]
    if json:
        print_json(rows)
    else:
        print_rows(rows)
