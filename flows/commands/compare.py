"""`duizhao compare`: a comparison table."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.commands.options import JsonOption, LakeOption, WithoutPeopleOption, open_lake
from flows.commands.query import Format, print_as
from flows.errors import WrongCommand
from flows.files import result_file

if TYPE_CHECKING:
    from storage.lake import Lake
    from tasks.reports.model import Comparison
    from tasks.reports.selection import Filter

NAME = "compare"


class Form(StrEnum):
    """How rows are printed, or the file that they become."""

    table = "table"
    csv = "csv"
    json = "json"
    xlsx = "xlsx"
    parquet = "parquet"


FILES = (Form.xlsx, Form.parquet)


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
    form: Annotated[Form, typer.Option("--format", help="How rows are printed, or the file.")] = Form.table,
    out: Annotated[Path | None, typer.Option("--out", help="File to write (xlsx, parquet).")] = None,
    without_people: WithoutPeopleOption = False,
    json: JsonOption = False,
) -> None:
    """Lay the districts side by side.

    A table shows districts against something, as the report does; csv and json give every row and column, and so does
    parquet, with types. A workbook (xlsx) has the sentences behind the cells too.

    \b
    duizhao compare                             which comparisons there are, and what each asks
    duizhao compare coverage                    who published what, and when
    duizhao compare citations --district 青禾区 --format csv > citations.csv
    duizhao compare coverage --city 云泽市 --year 2023 --year 2024
    duizhao compare indicators --year 2023 --format xlsx --out indicators.xlsx
    """
    chosen = Form.json if json else form
    _require_fit(chosen, name, out, without_people)
    if name is None:
        _list(Format(chosen))
        return
    from tasks.reports.selection import Filter, selected, with_rows
    from tasks.steps.comparisons import published

    opened = open_lake(lake)
    comparison = published(opened, name)
    filters = [
        Filter(("district", "district_code"), district or ()),
        Filter(("city",), city or ()),
        Filter(("year", "years", "announced_year"), year or ()),
        Filter(("theme",), theme or ()),
        # of other comparisons `name` is something else
        Filter(
            ("indicator", "name") if "indicator" in comparison.columns else ("indicator",), indicator or ()
        ),
    ]
    _require_columns(comparison, filters)
    kept = selected(comparison, filters)
    if chosen in FILES:
        with result_file(opened, out, chosen.value) as file:
            if chosen is Form.xlsx:
                _write_book(opened, file, name, filters, without_people)
            else:
                _write_parquet(opened, file, name, list(kept))
    elif chosen is Form.table:
        _show(with_rows(comparison, kept))
    else:
        rows = [dict(comparison.rows[number]) for number in kept]
        print_as(rows, list(comparison.columns), Format(chosen))


def _require_fit(form: Form, name: str | None, out: Path | None, without_people: bool) -> None:
    """Raise WrongCommand where the options do not go together."""
    if form in FILES and name is None:
        raise WrongCommand(f"{form} is a file of one comparison: name it. `duizhao compare` lists them.")
    if out is not None and form not in FILES:
        raise WrongCommand(
            f"--out goes with --format xlsx or parquet; {form} is printed: send it on with > FILE."
        )
    if without_people and form is not Form.xlsx:
        raise WrongCommand("--without-people is for workbooks: --format xlsx.")


def _write_book(lake: Lake, file: Path, name: str, filters: Sequence[Filter], without_people: bool) -> None:
    from tasks.steps.report import write_book

    write_book(lake, file, [name], filters=filters, without_people=without_people)


def _write_parquet(lake: Lake, file: Path, name: str, kept: Sequence[int]) -> None:
    from storage.compare import read_comparison
    from storage.export import write_rows

    write_rows(read_comparison(lake, name).take(kept), file)


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


def _require_columns(comparison: Comparison, filters: Sequence[Filter]) -> None:
    """Raise WrongCommand where the comparison has nothing that could be asked for."""
    for one in filters:
        if one.values and not set(one.columns) & set(comparison.columns):
            raise WrongCommand(
                f"compare.{comparison.name} has no {one.columns[0]}; that filter does not fit it."
            )
