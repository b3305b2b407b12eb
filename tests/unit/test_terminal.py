"""A laid-out comparison on terminals of several widths: figures whole, what has no room named."""

from __future__ import annotations

import io

import pytest
from rich.cells import cell_len
from rich.console import Console

from flows import terminal
from tasks.reports.model import Cell, Grid

TITLES = tuple(f"第{number}类会议次数" for number in range(1, 21))
FIGURES = tuple(1_000_000 + number for number in range(1, 21))
GRID = Grid(
    "meetings",
    "会议对照",
    "Meetings",
    "开了多少次会?",
    ("区县", *TITLES),
    tuple(
        (Cell(f"云溪市 {name}", "text"), *(Cell(str(figure), "number") for figure in FIGURES))
        for name in ("青禾区", "石桥县")
    ),
    (),
)


@pytest.mark.parametrize("width", [60, 80, 120, 400])
def test_figures_are_whole_or_left_out_and_named(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    page = io.StringIO()
    console = Console(file=page, width=width, force_terminal=True, color_system=None, highlight=False)
    monkeypatch.setattr(terminal, "results", lambda: console)
    terminal.print_grid(GRID)
    lines = page.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= width
    (row,) = (line for line in lines if "青禾区" in line)
    shown = row.split()[2:]
    assert shown == [str(figure) for figure in FIGURES[: len(shown)]]
    left_out = len(FIGURES) - len(shown)
    assert (f"另外{left_out}列" in "".join("".join(lines).split())) == (left_out > 0)
    assert (left_out == 0) == (width == 400)
