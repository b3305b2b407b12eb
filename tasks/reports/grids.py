"""Comparison rows → a grid that a person would want to look at, and a request for the evidence behind each cell.

A comparison is long (a row per district and something); people look at districts against something. How each is laid
out is data: `LAYOUTS`. A comparison without a layout is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tasks.reports.labels import COLUMNS, KINDS_OF_EMPTY, VALUES
from tasks.reports.model import Cell, Grid

Row = Mapping[str, Any]
DISTRICT = ("province", "city", "district", "district_code")
NOTHING = Cell("")
LISTED = 3
"""A cell shows so many items of a list; all of them stand in its evidence and in the table itself."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published comparison: what its header says, and its rows in order. `key` identifies a row."""

    name: str
    title: str
    title_en: str
    question: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """`rows` and `columns` are the keys that become rows and columns, `value` what stands in the cells.

    Without `columns` the comparison stays flat: one column for each that is neither in `rows` nor `hidden`. `at_least` and `at_most` leave out
    rows whose column `of` is smaller or larger; the grid says how many. `missing` stands where the comparison has no
    row.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    value: str = ""
    of: str = ""
    at_least: int = 0
    at_most: int | None = None
    missing: Cell = NOTHING
    hidden: tuple[str, ...] = ()

    def shows(self, row: Row) -> bool:
        """False for a row that the limits leave out."""
        value = row[self.of] if self.of else None
        return value is None or (self.at_least <= value and (self.at_most is None or value <= self.at_most))


LAYOUTS: Mapping[str, Layout] = {
    "coverage": Layout(DISTRICT, ("year", "document_type"), "documents", missing=Cell("–", "not_collected")),
    "overview": Layout(DISTRICT),
    "meetings": Layout(DISTRICT, hidden=("reports",)),
    "problems": Layout(DISTRICT, hidden=("without_status",)),
    "accountability": Layout(DISTRICT, hidden=("with_amount",)),
    "timeline": Layout(DISTRICT, hidden=("document_id", "title", "signed", "steps", "undated_steps")),
    "disclosure": Layout(DISTRICT),
    "citations": Layout(("title",), DISTRICT, "mentions", of="cited_by_districts", at_least=2),
    "terms": Layout(DISTRICT, ("rank",), "word", of="rank", at_most=12),
}


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Asks for what stands behind one cell: `key` and `column` address it in the comparison."""

    address: str
    page_title: str
    anchor: str
    heading: str
    key: Row
    column: str


def lay_out(comparison: Comparison) -> tuple[Grid, list[EvidenceRequest]]:
    """The grid of a comparison, and a request for every cell in it that has evidence."""
    layout = LAYOUTS.get(comparison.name, Layout(comparison.key))
    shown = [row for row in comparison.rows if layout.shows(row)]
    if layout.rows == DISTRICT:
        shown.sort(key=lambda row: _sortable(_key(row, DISTRICT), DISTRICT))
    builder = _Grid(comparison, layout)
    rows = builder.pivoted(shown) if layout.columns else builder.flat(shown)
    grid = Grid(
        comparison.name,
        comparison.title,
        comparison.title_en,
        comparison.question,
        builder.header,
        tuple(rows),
        tuple(_notes(comparison, layout, len(comparison.rows) - len(shown))),
    )
    return grid, builder.requests


def _notes(comparison: Comparison, layout: Layout, left_out: int) -> list[str]:
    used = {row["kind_of_empty"] for row in comparison.rows if row.get("kind_of_empty")}
    notes = [f"{KINDS_OF_EMPTY[kind]}:{_MEANING[kind]}" for kind in KINDS_OF_EMPTY if kind in used]
    silent = len(
        {_key(row, layout.columns) for row in comparison.rows if row.get("kind_of_empty") == "not_collected"}
    )
    if layout.columns == DISTRICT and silent:
        notes.append(f"{silent} 个区县没有任何文档,不列为列。")
    if left_out:
        limit = f"不少于 {layout.at_least}" if layout.at_most is None else f"不大于 {layout.at_most}"
        wanted = COLUMNS.get(layout.of, layout.of)
        notes.append(f"只列{wanted}{limit} 的;另有 {left_out} 行,见 duizhao compare {comparison.name}。")
    return notes


_MEANING = {
    "not_collected": "语料中没有该区县的此类文档",
    "not_reported": "有文档,但未提及",
    "reported_without_value": "有提及,但未给出数值",
    "not_extracted": "检查发现疑点,数值未采用",
}


class _Grid:
    """Builds the rows of one grid and remembers what evidence its cells need."""

    def __init__(self, comparison: Comparison, layout: Layout) -> None:
        self.comparison = comparison
        self.layout = layout
        self.header: tuple[str, ...] = ()
        self.requests: list[EvidenceRequest] = []

    def flat(self, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
        left_out = (*self.layout.rows, *self.layout.hidden, "kind_of_empty")
        values = [c for c in self.comparison.columns if c not in left_out]
        self.header = (_title(self.layout.rows), *(COLUMNS.get(name, name) for name in values))
        grid = []
        for number, row in enumerate(rows):
            name = label(row, self.layout.rows)
            cells = [self._cell(number, name, COLUMNS.get(v, v), row, v) for v in values]
            grid.append((Cell(name), *_merged(cells)))
        return grid

    def pivoted(self, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
        layout = self.layout
        columns = _columns(rows, layout)
        titles = [label(dict(zip(layout.columns, key, strict=True)), layout.columns) for key in columns]
        self.header = (_title(layout.rows), *titles)
        by_row: dict[tuple[Any, ...], dict[tuple[Any, ...], Row]] = {}
        for row in rows:
            by_row.setdefault(_key(row, layout.rows), {})[_key(row, layout.columns)] = row
        grid = []
        for number, found in enumerate(by_row.values()):
            name = label(next(iter(found.values())), layout.rows)
            empty = next((row for key, row in found.items() if not _is_shown(row, layout)), None)
            cells = [
                self._cell(number, name, title, found.get(key, empty), layout.value)
                for key, title in zip(columns, titles, strict=True)
            ]
            grid.append((Cell(name), *_merged(cells)))
        return grid

    def _cell(self, number: int, name: str, title: str, row: Row | None, column: str) -> Cell:
        if row is None:
            return self.layout.missing
        value = row[column]
        if row.get("kind_of_empty") and not value:
            return Cell(KINDS_OF_EMPTY[row["kind_of_empty"]], row["kind_of_empty"])
        value = named(column, value)
        kind = "text" if isinstance(value, str | list) else "number"
        if not value or column in self.comparison.key:
            return Cell(show(value), kind)
        address, anchor = f"evidence/{self.comparison.name}/{number}.html", f"c{len(self.requests)}"
        key = {part: row[part] for part in self.comparison.key}
        heading = f"{title}:{show(value)}"
        self.requests.append(EvidenceRequest(address, name, anchor, heading, key, column))
        return Cell(show(value), kind, f"{address}#{anchor}")


def _merged(cells: list[Cell]) -> list[Cell]:
    """One wide cell where a row says the same nothing in every cell."""
    first = cells[0] if cells else Cell("")
    if first.kind in KINDS_OF_EMPTY and all(cell == first for cell in cells):
        return [Cell(first.text, first.kind, span=len(cells))]
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


def _title(names: Sequence[str]) -> str:
    return "区县" if names == DISTRICT else " ".join(COLUMNS.get(name, name) for name in names)


def label(row: Row, names: Sequence[str]) -> str:
    """How a row or column is called: places short, document types in Chinese."""
    if tuple(names) == DISTRICT:
        return f"{row['city']} {row['district'] or '(未指明区县)'}".replace("未知 (", "(")
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
        return ";".join(map(str, value[:LISTED])) + more
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value()
        return show(int(value)) if whole else f"{value.normalize():{',f' if abs(value) >= 10_000 else 'f'}}"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return str(value)
