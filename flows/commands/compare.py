"""`duizhao compare`: a comparison table."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.commands.query import Format, FormatOption, print_as

NAME = "compare"


def command(
    name: Annotated[str | None, typer.Argument(help="Comparison; without it they are listed.")] = None,
    lake: LakeOption = None,
    district: Annotated[
        list[str] | None, typer.Option(help="Only this district, by name or code; may be repeated.")
    ] = None,
    format_: FormatOption = Format.table,
    json: JsonOption = False,
) -> None:
    """Lay the districts side by side.

    \b
    duizhao compare                             which comparisons there are, and what each asks
    duizhao compare coverage                    who published what, and when
    duizhao compare citations --district 青禾区 --format csv > citations.csv
    """
    chosen = Format.json if json else format_
    if name is None:
        _list(chosen)
        return
    from storage.compare import read_comparison

    table = read_comparison(open_lake(lake), name)
    rows = [row for row in table.to_pylist() if _is_chosen(row, district)]
    print_as(rows, table.column_names, chosen)


def _list(format_: Format) -> None:
    from storage.compare import list_comparisons

    columns = ["name", "题目", "title", "question"]
    rows = [
        dict(zip(columns, (c.name, c.title, c.title_en, c.question), strict=True)) for c in list_comparisons()
    ]
    print_as(rows, columns, format_)


def _is_chosen(row: dict[str, Any], districts: list[str] | None) -> bool:
    return not districts or row.get("district") in districts or row.get("district_code") in districts
