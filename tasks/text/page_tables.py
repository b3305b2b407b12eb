"""Tables among printed lines: rows whose cells stand under each other become lines with ` | ` between their cells.

Only what is surely a table: three rows of three cells or more, told apart by white space, under 序号 or numbered one
after another. Columns of names look alike in all but the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from tasks.text.html import CELL_BORDER

FEWEST_ROWS = 3
FEWEST_CELLS = 3
_NUMBER_HEADS = ("序号", "编号", "序 号")
_NEAR = 1.5
"""Heights of a line between a row and what goes on below it."""
_SAME = 1.0
"""Ems by which the beginnings of a column's cells may differ."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed, blank edges stripped, and the box around it.

    `cells` are its parts between wide gaps with the place where each begins; none where it has no such gap. `is_row`:
    it is known to be the row of a table.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    cells: tuple[tuple[float, str], ...] = ()
    is_row: bool = False

    @property
    def em(self) -> float:
        """The width of a full-width character in this line."""
        width = sum(1.0 if c >= "\u2e80" else 0.5 for c in self.text)
        return max((self.right - self.left) / width, 1.0)


@dataclass(slots=True)
class _Row:
    """A row, the lines it is printed on, and its cells so far: place and text."""

    lines: list[PrintedLine]
    cells: list[tuple[float, str]]

    @property
    def em(self) -> float:
        return (self.lines[0].top - self.lines[0].bottom) or 1.0


def with_rows(lines: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """The lines, those of a table put together to one line a row."""
    rows: list[_Row] = []
    for line in lines:
        if len(line.cells) >= FEWEST_CELLS:
            rows.append(_Row([line], list(line.cells)))
        elif rows and (column := _column(rows[-1], line)) is not None:
            place, text = rows[-1].cells[column]
            rows[-1].cells[column] = (place, text + line.text)
            rows[-1].lines.append(line)
        else:
            yield from _shown(rows)
            rows = []
            yield line
    yield from _shown(rows)


def _column(row: _Row, line: PrintedLine) -> int | None:
    """Which cell of the row goes on in the line below, of its size, that begins where it began; never the first."""
    height = line.top - line.bottom
    near = row.lines[-1].bottom - line.top < _NEAR * row.em and abs(height - row.em) < 0.1 * row.em
    if line.cells or not near:
        return None
    found = (i for i, (place, _) in enumerate(row.cells) if i and abs(place - line.left) < _SAME * row.em)
    column = next(found, None)
    if column is None or column + 1 == len(row.cells):
        return column
    return column if line.right <= row.cells[column + 1][0] else None


def _shown(rows: list[_Row]) -> Iterator[PrintedLine]:
    if len(rows) < FEWEST_ROWS or not _is_numbered(rows):
        yield from (line for row in rows for line in row.lines)
        return
    heads = [place for place, _ in rows[0].cells]
    for row in rows:
        yield replace(row.lines[0], text=CELL_BORDER.join(_under(heads, row)), is_row=True)


def _is_numbered(rows: list[_Row]) -> bool:
    first = [row.cells[0][1] for row in rows]
    numbers = [int(text) for text in first if text.isdecimal() and len(text) < 4]
    follow = len(numbers) >= FEWEST_ROWS - 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return follow and len(numbers) >= len(rows) - 1 and (first[0] in _NUMBER_HEADS or first[0].isdecimal())


def _under(heads: list[float], row: _Row) -> list[str]:
    """The texts of a row's cells, each in the column whose head begins nearest; empty cells keep the others in place."""
    if len(row.cells) == len(heads):
        return [text for _, text in row.cells]
    texts = [""] * len(heads)
    for place, text in row.cells:
        nearest = min(range(len(heads)), key=lambda i: abs(heads[i] - place))
        texts[nearest] += text
    return texts
