"""What a page or a sheet needs to know of a column: its titles, and what kind of value stands in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tasks.reports.labels import COLUMNS, VALUES, english
from tasks.reports.model import DISTRICT, Comparison

EMPTY = "kind_of_empty"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is shown. `kind` is year, number, share (0 to 1), date, flag, list, code or text."""

    name: str
    title: str
    title_en: str
    note: str
    kind: str
    is_key: bool


def columns_of(comparison: Comparison) -> tuple[Column, ...]:
    """The columns of a comparison but those that name the district and the kind of empty, which every view shows apart."""
    return tuple(
        Column(
            name,
            title_of(comparison.name, name),
            english(name),
            comparison.notes.get(name, ""),
            kind_of(name, (row[name] for row in comparison.rows), comparison.notes.get(name, "")),
            name in comparison.key,
        )
        for name in comparison.columns
        if name not in (*place_columns(comparison), EMPTY)
    )


def place_columns(comparison: Comparison) -> tuple[str, ...]:
    """The columns that name the row's district: all four, or none where the comparison is not about districts."""
    return DISTRICT if set(DISTRICT) <= set(comparison.columns) else ()


def title_of(comparison: str, column: str) -> str:
    """The Chinese title of a column; a comparison may call a column of a common name its own way."""
    return COLUMNS.get(f"{comparison}.{column}", COLUMNS.get(column, column))


def kind_of(name: str, values: Iterable[Any], note: str = "") -> str:
    """What stands in the column `name`, told from its first value; text where it is always empty.

    A share that the note says is in percent is a number already: its title bears the sign.
    """
    if name in VALUES:
        return "code"
    first = next((value for value in values if value is not None), None)
    if isinstance(first, bool):
        return "flag"
    if isinstance(first, int | float | Decimal):
        if name == "year" or name.endswith("_year"):
            return "year"
        return "share" if "share" in name.split("_") and "percent" not in note else "number"
    if isinstance(first, dt.date):
        return "date"
    return "list" if isinstance(first, list) else "text"
