"""`duizhao export`: tables as files of their own, to take along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JsonOption, LakeOption, WithoutPeopleOption, open_lake
from flows.errors import WrongCommand

if TYPE_CHECKING:
    from storage.export import Exported
    from storage.lake import Lake

NAME = "export"
ALL = "all"


class Kind(StrEnum):
    """What is written."""

    parquet = "parquet"
    csv = "csv"
    json = "json"
    duckdb = "duckdb"
    xlsx = "xlsx"


def command(
    table: Annotated[str, typer.Argument(help="Table, compare.NAME, or all.")],
    out: Annotated[
        Path, typer.Option("--out", help="File to write; with `all` a folder (duckdb and xlsx: one file).")
    ],
    format_: Annotated[Kind, typer.Option("--format", help="What is written.")] = Kind.parquet,
    lake: LakeOption = None,
    snapshot: Annotated[int | None, typer.Option(help="Snapshot to take; the current one.")] = None,
    raw: Annotated[
        bool,
        typer.Option("--raw", help="CSV for machines: texts that look like formulas are left as they are."),
    ] = False,
    without_people: WithoutPeopleOption = False,
    json: JsonOption = False,
) -> None:
    """Write one table or all of them as Parquet, CSV, JSON, a DuckDB file or a workbook. Nothing is ever overwritten.

    In CSV a text that a spreadsheet would take for a formula gets an apostrophe in front; --raw leaves it out. A workbook
    (xlsx) has a sheet for each comparison, with the sentences behind it; names can be left out of it.

    \b
    duizhao export metrics --format csv --out metrics.csv
    duizhao export all --format duckdb --out districts.duckdb
    duizhao export all --format xlsx --out districts.xlsx --without-people
    """
    from flows.terminal import print_json, print_rows
    from storage.export import export_database, export_files, table_names

    opened = open_lake(lake, *([] if snapshot is None else [snapshot]))
    names = table_names(opened, snapshot)
    if table not in (*names, ALL):
        raise WrongCommand(f"There is no table {table}. There are: {', '.join(names)}, or all.")
    if without_people and format_ is not Kind.xlsx:
        raise WrongCommand("--without-people is for workbooks: --format xlsx.")
    wanted = names if table == ALL else (table,)
    if format_ is Kind.xlsx:
        done = _workbook(opened, wanted, out, snapshot, without_people)
    elif format_ is Kind.duckdb:
        done = export_database(opened, wanted, out, snapshot)
    else:
        done = export_files(opened, wanted, out, format_.value, snapshot, disarm=not raw)
    rows = [asdict(one) | {"path": str(one.path)} for one in done]
    if json:
        print_json(rows)
    else:
        print_rows(rows)


def _workbook(
    lake: Lake, wanted: Sequence[str], out: Path, snapshot: int | None, without_people: bool
) -> list[Exported]:
    """Write the comparisons among the wanted tables as a workbook; the other tables outgrow one."""
    from storage.export import Exported, new_file
    from tasks.steps.report import write_book

    names = [name.removeprefix("compare.") for name in wanted if name.startswith("compare.")]
    if not names:
        raise WrongCommand(f"A workbook is of comparisons; take csv, parquet or duckdb for {wanted[0]}.")
    with new_file(lake, out) as file:
        written = write_book(lake, file, names, snapshot, without_people=without_people)
    return [Exported(f"compare.{one.name}", out, len(one.rows)) for one in written]
