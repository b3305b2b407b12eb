"""`duizhao compare`: a comparison table."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.commands.options import JsonOption, LakeOption, open_lake
from flows.commands.query import Format, FormatOption, print_as
from flows.errors import WrongCommand

if TYPE_CHECKING:
    from tasks.reports.model import Comparison

NAME = "compare"


def command(
    name: Annotated[str | None, typer.Argument(help="Comparison; without it they are listed.")] = None,
    lake: LakeOption = None,
    district: Annotated[
        list[str] | None, typer.Option(help="Only this district, by name or code; may be repeated.")
    ] = None,
    city: Annotated[list[str] | None, typer.Option(help="Only this city; may be repeated.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="Only this year; may be repeated.")] = None,
    theme: Annotated[list[str] | None, typer.Option(help="Only this theme; may be repeated.")] = None,
    indicator: Annotated[
        list[str] | None, typer.Option(help="Only this indicator, by code or name; may be repeated.")
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
    duizhao compare coverage --city 云泽市 --year 2023 --year 2024
    """
    chosen = Format.json if json else format_
    if name is None:
        _list(chosen)
        return
    from tasks.steps.comparisons import published

    comparison = published(open_lake(lake), name)
    chosen_by = [
        (("district", "district_code"), district),
        (("city",), city),
        (("year", "years", "announced_year"), year),
        (("theme",), theme),
        # of other comparisons `name` is something else
        (("indicator", "name") if "indicator" in comparison.columns else ("indicator",), indicator),
    ]
    for columns, wanted in chosen_by:
        _require_column(comparison, columns, wanted)
    rows = tuple(row for row in comparison.rows if all(_is_chosen(row, *one) for one in chosen_by))
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


def _require_column(comparison: Comparison, columns: Sequence[str], wanted: Sequence[Any] | None) -> None:
    """Raise WrongCommand where the comparison has nothing that could be asked for."""
    if wanted and not set(columns) & set(comparison.columns):
        raise WrongCommand(f"compare.{comparison.name} has no {columns[0]}; that filter does not fit it.")


def _is_chosen(row: Mapping[str, Any], columns: Sequence[str], wanted: Sequence[Any] | None) -> bool:
    """True where nothing is asked for, or a column (one of the items of a list) is among what is."""
    values = [row.get(column) for column in columns]
    return not wanted or any(
        bool(set(value) & set(wanted)) if isinstance(value, list) else value in wanted for value in values
    )
