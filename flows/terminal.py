"""Talking to people on the terminal: messages on stderr, results on stdout, JSON for machines."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from tasks.reports.model import Grid

FULL = ("text", "number")
"""Kinds of cells that hold something; the others are kinds of empty."""

_TITLE_WIDTH = 4
_TEXT_WIDTH = 16
_NAMED = 8


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
    """Print a laid-out comparison: its title and question, a row a district, what the kinds of empty mean.

    Columns for which a terminal has no room are named below: a figure that is broken into pieces cannot be read.
    """
    console = results()
    widths = [_least_width(grid, number) for number in range(len(grid.header))]
    room = _fitting(widths, console.width) if console.is_terminal else len(widths)
    table = Table(header_style="bold", box=None, pad_edge=False, padding=(0, 1))
    for number, title in enumerate(grid.header[:room]):
        numeric = any(row[number].kind == "number" for row in grid.rows)
        # names stay whole; it is the titles of figures that can break
        table.add_column(
            title,
            justify="right" if numeric else "left",
            no_wrap=not number,
            overflow="fold",
            min_width=widths[number] if number else None,
        )
    for row in grid.rows:
        table.add_row(*(Text(cell.text, style="" if cell.kind in FULL else "dim") for cell in row[:room]))
    console.print(
        Text(f"{grid.title} {grid.title_en}", style="bold"), Text(grid.question, style="dim"), sep="  "
    )
    console.print(table)
    for note in (*grid.notes, *_no_room(grid, room)):
        console.print(Text(f"· {note}", style="dim"))


def _least_width(grid: Grid, number: int) -> int:
    """How many cells of a terminal a column needs: figures and names whole, text in lines of a few characters."""
    return max(
        _TITLE_WIDTH,
        *(
            min(
                cell_len(row[number].text),
                _TEXT_WIDTH if number and row[number].kind == "text" else sys.maxsize,
            )
            for row in grid.rows
        ),
        0,
    )


def _fitting(widths: Sequence[int], room: int) -> int:
    """How many columns stand side by side, two blanks between them; two at the least, or there is nothing to see."""
    needed = accumulate(width + 2 for width in widths)
    return max(2, sum(end - 2 <= room for end in needed))


def _no_room(grid: Grid, room: int) -> list[str]:
    left_out = grid.header[room:]
    if not left_out:
        return []
    named = "、".join(left_out[:_NAMED]) + (" …" if len(left_out) > _NAMED else "")
    return [f"屏幕放不下另外 {len(left_out)} 列：{named}。放宽窗口，或用 --format csv。"]


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
