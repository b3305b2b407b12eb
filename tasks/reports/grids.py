"""Comparison rows → a grid for the terminal: districts against something, as `tasks.reports.layouts` says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tasks.reports.columns import title_of
from tasks.reports.labels import KINDS_OF_EMPTY, MEANINGS_OF_EMPTY, VALUES, printed
from tasks.reports.layouts import LAYOUTS, NOTHING, Layout
from tasks.reports.model import DISTRICT, Cell, Comparison, Grid, Row

LISTED = 3
"""A cell shows so many items of a list; all of them stand in its evidence and in the table itself."""


def lay_out(comparison: Comparison) -> Grid:
    """The grid of a comparison: pivoted where its layout has columns, else one column for each of its own."""
    layout = LAYOUTS.get(comparison.name, Layout(comparison.key))
    shown = [row for row in comparison.rows if layout.shows(row)]
    if layout.rows == DISTRICT:
        shown.sort(key=lambda row: _sortable(_key(row, DISTRICT), DISTRICT))
    header, rows = _pivoted(shown, comparison, layout) if layout.columns else _flat(shown, comparison, layout)
    notes = _notes(comparison, layout, len(comparison.rows) - len(shown))
    return Grid(
        comparison.name,
        comparison.title,
        comparison.title_en,
        printed(comparison.question),
        header,
        tuple(rows),
        tuple(notes),
    )


def _notes(comparison: Comparison, layout: Layout, left_out: int) -> list[str]:
    used = {row["kind_of_empty"] for row in comparison.rows if row.get("kind_of_empty")}
    notes = [f"{KINDS_OF_EMPTY[kind]}：{MEANINGS_OF_EMPTY[kind]}" for kind in KINDS_OF_EMPTY if kind in used]
    silent = len(
        {_key(row, layout.columns) for row in comparison.rows if row.get("kind_of_empty") == "not_collected"}
    )
    if layout.columns == DISTRICT and silent:
        notes.append(f"{silent} 个区县没有任何文档，不列为列。")
    if left_out:
        limit = f"不少于 {layout.at_least}" if layout.at_most is None else f"不大于 {layout.at_most}"
        wanted = title_of(comparison.name, layout.of)
        notes.append(f"只列{wanted}{limit} 的；另有 {left_out} 行，见 duizhao compare {comparison.name}。")
    return notes


def _flat(
    rows: Sequence[Row], comparison: Comparison, layout: Layout
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    left_out = (*layout.rows, *layout.hidden, "kind_of_empty")
    values = [name for name in comparison.columns if name not in left_out]
    header = (_title(comparison, layout.rows), *(title_of(comparison.name, name) for name in values))
    return header, [
        (Cell(label(row, layout.rows)), *_merged([_cell(row, name) for name in values])) for row in rows
    ]


def _pivoted(
    rows: Sequence[Row], comparison: Comparison, layout: Layout
) -> tuple[tuple[str, ...], list[tuple[Cell, ...]]]:
    columns = _columns(rows, layout)
    titles = [label(dict(zip(layout.columns, key, strict=True)), layout.columns) for key in columns]
    by_row: dict[tuple[Any, ...], dict[tuple[Any, ...], Row]] = {}
    for row in rows:
        by_row.setdefault(_key(row, layout.rows), {})[_key(row, layout.columns)] = row
    grid = []
    for found in by_row.values():
        empty = next((row for row in found.values() if not _is_shown(row, layout)), None)
        behind = [found.get(key, empty) for key in columns]
        cells = [_cell(row, layout.value) if row else layout.missing for row in behind]
        grid.append((Cell(label(next(iter(found.values())), layout.rows)), *_merged(cells)))
    return (_title(comparison, layout.rows), *titles), grid


def _cell(row: Row, column: str) -> Cell:
    value = row[column]
    if row.get("kind_of_empty") and not value:
        return Cell(KINDS_OF_EMPTY[row["kind_of_empty"]], row["kind_of_empty"])
    value = named(column, value)
    return Cell(show(value), "text" if isinstance(value, str | list) else "number")


def _merged(cells: list[Cell]) -> list[Cell]:
    """Said once where a row says the same nothing in every cell."""
    if cells and cells[0].kind in KINDS_OF_EMPTY and len(set(cells)) == 1:
        return [cells[0], *[NOTHING] * (len(cells) - 1)]
    return cells


def _columns(rows: Sequence[Row], layout: Layout) -> list[tuple[Any, ...]]:
    """Keys of the columns, in order; one in which nothing was collected would only push the others off the page."""
    keys = {
        _key(row, layout.columns)
        for row in rows
        if _is_shown(row, layout) and row.get("kind_of_empty") != "not_collected"
    }
    return sorted(keys, key=lambda key: _sortable(key, layout.columns))


def _is_shown(row: Row, layout: Layout) -> bool:
    """False for a row that only says that there is nothing: its column keys are empty."""
    return any(row[name] is not None for name in layout.columns)


def _key(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _sortable(key: tuple[Any, ...], names: Sequence[str]) -> list[tuple[bool, Any]]:
    """Places in the order of their codes, everything else as it is; what is not known comes last."""
    parts = reversed(key) if tuple(names) == DISTRICT else key
    return [(part is None, "" if part is None else part) for part in parts]


def _title(comparison: Comparison, names: Sequence[str]) -> str:
    return "区县" if names == DISTRICT else " ".join(title_of(comparison.name, name) for name in names)


def label(row: Row, names: Sequence[str]) -> str:
    """How a row or column is called: places short, document types in Chinese."""
    if tuple(names) == DISTRICT:
        return f"{row['city']} {row['district'] or '（未指明区县）'}".replace("未知 （", "（")
    parts = [named(name, row[name]) for name in names]
    return " ".join("未知" if part is None else str(part) for part in parts)


def named(column: str, value: Any) -> Any:
    """The Chinese name of a value that is a code; any other value as it is."""
    return VALUES.get(column, {}).get(value, value) if isinstance(value, str) else value


def show(value: Any) -> str:
    """A value as a reader sees it: thousands apart, lists joined and cut short, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, list):
        more = f" 等 {len(value)} 项" if len(value) > LISTED else ""
        return "；".join(map(str, value[:LISTED])) + more
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return show(int(value)) if whole else f"{value.normalize():{',f' if abs(value) >= 10_000 else 'f'}}"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return str(value)
