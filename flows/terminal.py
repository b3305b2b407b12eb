"""Talking to people on the terminal: messages on stderr, results on stdout, JSON for machines."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from tasks.reports.model import Grid

FULL = ("text", "number")
"""Kinds of cells that hold something; the others are kinds of empty."""


def messages() -> Console:
    """Where progress and complaints go."""
    return Console(stderr=True, highlight=False)


def results() -> Console:
    """Where results go. Piped into a file they are not cut to the width of a terminal."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=200)


def complain(message: str) -> None:
    """Print an error for a person."""
    messages().print(Text(message, style="red"), soft_wrap=True)


def print_json(value: Any) -> None:
    """Print `value` as JSON; dates as ISO strings, amounts as strings, so that nothing is rounded."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_rows(rows: Sequence[Mapping[str, Any]], title: str | None = None) -> None:
    """Print rows as a table; all have the columns of the first."""
    console = results()
    if not rows:
        console.print("No rows.")
        return
    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for name, value in rows[0].items():
        numeric = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(value)) for value in row.values()))
    console.print(table)


def print_grid(grid: Grid) -> None:
    """Print a laid-out comparison: its title and question, a row a district, what the kinds of empty mean."""
    console = results()
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 1))
    for number, title in enumerate(grid.header):
        numeric = any(len(row) > number and row[number].kind == "number" for row in grid.rows)
        # names stay whole; it is the titles of figures that can break
        table.add_column(title, justify="right" if numeric else "left", no_wrap=not number, overflow="fold")
    for row in grid.rows:
        table.add_row(*(Text(cell.text, style="" if cell.kind in FULL else "dim") for cell in row))
    console.print(
        Text(f"{grid.title} {grid.title_en}", style="bold"), Text(grid.question, style="dim"), sep="  "
    )
    console.print(table)
    for note in grid.notes:
        console.print(Text(f"· {note}", style="dim"))


def shown(value: Any) -> str:
    """A value as people read it: nothing for null, no trailing zeros, lists with 、 between."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return "、".join(shown(part) for part in value)
    return str(value)
