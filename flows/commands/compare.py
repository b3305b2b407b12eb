"""`duizhao compare`: a comparison table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.commands.query import Format, FormatOption, print_as

if TYPE_CHECKING:
    from tasks.reports.model import Comparison

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

    A table shows districts against something, as the report does; csv and json give every row and column.

    \b
    duizhao compare                             which comparisons there are, and what each asks
    duizhao compare coverage                    who published what, and when
    duizhao compare citations --district 青禾区 --format csv > citations.csv
    """
    chosen = Format.json if json else format_
    if name is None:
        _list(chosen)
        return
    from tasks.steps.comparisons import published

    comparison = published(open_lake(lake), name)
    rows = tuple(row for row in comparison.rows if _is_chosen(row, district))
    if chosen is Format.table:
        _show(dataclasses.replace(comparison, rows=rows))
    else:
        print_as([dict(row) for row in rows], list(comparison.columns), chosen)


def _show(comparison: Comparison) -> None:
    """Print the comparison as the report lays it out: districts against something."""
    from flows.terminal import print_grid
    from tasks.reports.grids import lay_out

    print_grid(lay_out(comparison))


def _list(format_: Format) -> None:
    from storage.compare import list_comparisons

    columns = ["name", "题目", "title", "question"]
    rows = [
        dict(zip(columns, (c.name, c.title, c.title_en, c.question), strict=True)) for c in list_comparisons()
    ]
    print_as(rows, columns, format_)


def _is_chosen(row: Mapping[str, Any], districts: list[str] | None) -> bool:
    return not districts or row.get("district") in districts or row.get("district_code") in districts
