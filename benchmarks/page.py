"""The page of results: every table as it was measured, and a picture of the ones that show growth."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from pathlib import Path

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Table:
    """One measurement: column names, rows, and a sentence that says how to read it.

    Where `plot` names two columns, the page shows the second against the first on logarithmic axes, a line for each
    value of the first column of the table.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    plot: tuple[str, str] | None = None

    def as_text(self) -> str:
        """The table for a terminal."""
        lines = [self.columns, *(tuple(_shown(cell) for cell in row) for row in self.rows)]
        widths = [max(len(line[place]) for line in lines) for place in range(len(self.columns))]
        body = "\n".join(
            "  "
            + "  ".join(
                f"{cell:{'<' if place == 0 else '>'}{widths[place]}}" for place, cell in enumerate(line)
            )
            for line in lines
        )
        return "\n".join(part for part in (self.title, body, self.note and f"  {self.note}") if part)


@dataclass(slots=True)
class Results:
    """Everything that one run measured, in the order in which it was measured."""

    machine: str
    tables: list[Table] = field(default_factory=list)


def write_page(folder: Path, results: Results) -> None:
    """Write `index.html` and `results.json` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(
        json.dumps(asdict(results), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    body = "".join(_section(table) for table in results.tables)
    (folder / "index.html").write_text(
        _PAGE.format(machine=escape(results.machine), body=body), encoding="utf-8"
    )


_PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Duizhao: what it costs</title>
<style>body{{font:15px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}
table{{border-collapse:collapse;margin:.5rem 0}}td,th{{padding:.15rem .8rem;border-bottom:1px solid #ddd;text-align:right}}
td:first-child,th:first-child{{text-align:left}}svg{{max-width:100%}}p{{color:#555}}</style>
<h1>Duizhao: what it costs</h1><p>{machine}</p>{body}</html>
"""


def _section(table: Table) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(_shown(cell))}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    picture = _picture(table, *table.plot) if table.plot else ""
    return f"<h2>{escape(table.title)}</h2><table><tr>{head}</tr>{rows}</table>{picture}<p>{escape(table.note)}</p>"


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.3f}" if abs(cell) < 10 else f"{cell:,.1f}"
    return f"{cell:,}" if isinstance(cell, int) else cell


_WIDTH, _HEIGHT, _MARGIN = 640, 320, 60
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")  # Okabe and Ito: told apart by colour-blind readers


def _picture(table: Table, x_name: str, y_name: str) -> str:
    """An SVG of one column against another, both logarithmic."""
    x_at, y_at = table.columns.index(x_name), table.columns.index(y_name)
    lines: dict[str, list[tuple[float, float]]] = {}
    for row in table.rows:
        lines.setdefault(str(row[0]), []).append((float(row[x_at] or 0), float(row[y_at] or 0)))
    points = [point for line in lines.values() for point in line]
    to_x = _axis([x for x, _ in points], _MARGIN, _WIDTH - _MARGIN)
    to_y = _axis([y for _, y in points], _HEIGHT - 40, 36)
    drawn = []
    for colour, (name, line) in zip(_COLOURS, lines.items(), strict=False):
        path = " ".join(f"{to_x(x):.1f},{to_y(y):.1f}" for x, y in line)
        drawn.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        last_x, last_y = line[-1]
        drawn.append(
            f'<text x="{to_x(last_x) + 8:.0f}" y="{to_y(last_y) + 4:.0f}" fill="{colour}">'
            f"{escape(name)}</text>"
        )
        for x, y in line:
            drawn.append(f'<circle cx="{to_x(x):.1f}" cy="{to_y(y):.1f}" r="3" fill="{colour}"/>')
            drawn.append(
                f'<text x="{to_x(x):.0f}" y="{_HEIGHT - 20}" font-size="11" text-anchor="middle">{x:,.0f}</text>'
            )
            drawn.append(
                f'<text x="{_MARGIN - 6}" y="{to_y(y):.0f}" font-size="11" text-anchor="end">{y:,.1f}</text>'
            )
    label = (
        f'<text x="{_WIDTH / 2:.0f}" y="{_HEIGHT - 4}" text-anchor="middle">{escape(x_name)} (both axes logarithmic)</text>'
        f'<text x="0" y="12">{escape(y_name)}</text>'
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(y_name)} against {escape(x_name)}">'
        f"{''.join(drawn)}{label}</svg>"
    )


def _axis(values: Sequence[float], low: float, high: float) -> Callable[[float], float]:
    logs = [math.log10(max(value, 1e-3)) for value in values]
    first, span = min(logs), (max(logs) - min(logs)) or 1.0
    return lambda value: low + (math.log10(max(value, 1e-3)) - first) / span * (high - low)
