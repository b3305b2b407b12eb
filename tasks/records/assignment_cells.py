"""Task lists of tables that lost their borders: each cell on a line of its own, the head's cells first, then row by row.

序号 / 重点任务 / 牵头单位 / 完成时限 / 1 / 优化审批 / 区营商局 / 6月底前 / 2 / … is how a page's table is pasted as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.records.assignment_blocks import LABEL_ALONE, label_role
from tasks.records.bodies import ends_like_body, is_collective, split_bodies
from tasks.records.deadlines import read_deadline
from tasks.records.numerals import number
from tasks.records.rows import NUMBER_HEAD, ROLES, Cell, Row, plain_role, row_of
from tasks.text.model import Document

_LONGEST_HEAD = 10
_FEWEST_COLUMNS = 3
_OTHER_HEAD = re.compile(
    r"备\s*注|说\s*明|进展(?:情况)?|类\s*别|领\s*域|目\s*标|指\s*标|序\s*号|编\s*号|名\s*称"
)
_NO_TITLE = re.compile(r"[\d、。:年]|(?:表|清单|方案)$")
_ORDINAL = re.compile(r"\s*(\d{1,3}|[一二三四五六七八九十]{1,3})[.、]?\s*")
_LINE = re.compile(r"[^\n|]*[^\n| \u3000](?=[ \u3000|]*(?:\n|$))")
"""A cell's line; a page's table can leave its borders at the ends of lines."""


def find_cells(document: Document) -> Iterator[Row]:
    """The rows of all such tables of `document`, in order; a row whose cells do not fit the head ends its table."""
    text = document.text
    done = 0
    lines: list[Cell] | None = None
    for label in LABEL_ALONE.finditer(text):
        if label.end() <= done:
            continue
        if lines is None:
            lines = [match.span() for match in _LINE.finditer(text) if match[0].strip()]
        at = next(i for i, (_, end) in enumerate(lines) if end > label.start() + 1)
        first, last = _head(text, lines, at)
        done = lines[last - 1][1]
        head = [label_role(text[s:e]) or plain_role(text[s:e]) for s, e in lines[first:last]]
        if len(head) >= _FEWEST_COLUMNS and "task" in head and any(role in head for role in ROLES):
            for row in _rows(text, head, lines[last:]):
                done = row.end
                yield row


def _head(text: str, lines: Sequence[Cell], at: int) -> tuple[int, int]:
    """The lines of the head around the label on line `at`: titles of columns, as far as they go in both directions."""
    first, last = at, at + 1
    while first and not NUMBER_HEAD.search(text, *lines[first]) and _is_title(text[slice(*lines[first - 1])]):
        first -= 1
    while last < len(lines) and (
        label_role(text[slice(*lines[last])]) or _OTHER_HEAD.fullmatch(text[slice(*lines[last])].strip())
    ):
        last += 1
    return first, last


def _is_title(line: str) -> bool:
    line = line.strip()
    known = label_role(line) or plain_role(line) or _OTHER_HEAD.fullmatch(line)
    return bool(known) and len(line) <= _LONGEST_HEAD and not _NO_TITLE.search(line)


def _rows(text: str, head: list[str], lines: Sequence[Cell]) -> Iterator[Row]:
    position, ordinal = 0, (_ordinal(text, lines[0]) or 1) if lines else 1
    while position < len(lines):
        cells = lines[position : position + len(head)]
        if head[0] == "number":
            if _ordinal(text, lines[position]) != ordinal:
                return
            ahead = range(position + 2, min(position + 3 * len(head), len(lines)))
            following = next((i for i in ahead if _ordinal(text, lines[i]) == ordinal + 1), None)
            cells = lines[position:following] if following is not None else cells
            ordinal += 1
        fitted = _fit(text, head, cells)
        if fitted is None:
            return
        yield row_of(text, head, fitted)
        position += len(cells)


def _ordinal(text: str, cell: Cell) -> int | None:
    printed = _ORDINAL.fullmatch(text, *cell)
    value = number(printed[1]) if printed else None
    return None if value is None else int(value)


def _fit(text: str, head: list[str], cells: Sequence[Cell]) -> list[Cell] | None:
    """A cell for each column; a broken text cell is joined, an empty column gets an empty cell. None where it fails."""
    if len(cells) > len(head):
        more = len(cells) - len(head)
        columns = [i for i, role in enumerate(head) if role in ("task", "")]
        at = next((i for i in reversed(columns) if i < _first_role(head)), columns[0])
        cells = [*cells[:at], (cells[at][0], cells[at + more][1]), *cells[at + more + 1 :]]
    fitted: list[Cell] = []
    rest = list(cells)
    for column, role in enumerate(head):
        missing = len(head) - column - len(rest)
        if rest and (_suits(text[slice(*rest[0])], role) or (missing <= 0 and role == "")):
            fitted.append(rest.pop(0))
        elif missing > 0 and role not in ("task", "number"):
            end = fitted[-1][1] if fitted else 0
            fitted.append((end, end))
        else:
            return None
    return fitted if not rest else None


def _first_role(head: list[str]) -> int:
    return next(i for i, role in enumerate(head) if role in ROLES)


def _suits(cell: str, role: str) -> bool:
    if role in ROLES:
        units = split_bodies(cell)
        return bool(units) and all(ends_like_body(unit) or is_collective(unit) for unit in units)
    if role == "deadline":
        read = read_deadline(cell, None)
        return read is not None and (read.kind is not None or len(cell) < _LONGEST_HEAD)
    return role != "number" or NUMBER_HEAD.search(cell) is None
