"""`duizhao query`: one SELECT on the published tables."""

from __future__ import annotations

import csv
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake

NAME = "query"


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How rows are printed.")]


def command(
    sql: Annotated[str, typer.Argument(help="One SELECT statement of DuckDB's SQL; - reads it from stdin.")],
    lake: LakeOption = None,
    format_: FormatOption = Format.table,
    json: JsonOption = False,
    limit: Annotated[int, typer.Option(min=1, help="Most rows to print.")] = 1000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds before it is given up.")] = 60.0,
) -> None:
    """Ask the published tables in SQL. Read only: nothing can be changed, no other file be read.

    \b
    duizhao query "SELECT district, count(*) AS n FROM measures GROUP BY ALL ORDER BY n DESC"
    duizhao query "SELECT title, district, quote FROM citations WHERE action = '制定'" --format csv
    duizhao query "FROM compare.coverage" --json
    """
    from flows.terminal import messages
    from storage.query import run_query

    statement = sys.stdin.read() if sql == "-" else sql
    found = run_query(open_lake(lake), statement, max_rows=limit, timeout=timeout)
    print_as(found.table.to_pylist(), found.table.column_names, Format.json if json else format_)
    if found.truncated:
        messages().print(f"Only the first {limit} rows; --limit shows more.", style="yellow")


def print_as(rows: list[dict[str, Any]], columns: list[str], format_: Format) -> None:
    """Print rows in the format that was asked for; CSV with a byte order mark, so that Excel reads it as UTF-8."""
    from flows.terminal import print_json, print_rows, shown
    from storage.export import disarmed

    if format_ is Format.json:
        print_json(rows)
    elif format_ is Format.csv:
        sys.stdout.write("" if sys.stdout.isatty() else "\ufeff")
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        for row in rows:
            # Excel is what opens it: a text may not turn into a formula; numbers are left alone
            cells = (disarmed(v) if isinstance(v, str) else shown(v) for v in row.values())
            writer.writerow(cells)
    else:
        print_rows(rows)
