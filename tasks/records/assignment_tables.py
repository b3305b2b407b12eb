"""Task lists printed as tables: a head with 牵头单位, 责任单位 …, one row a task, cells parted by | or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks.records.assignment_blocks import label_role
from tasks.records.rows import ROLES, Cell, Row, plain_role, row_of
from tasks.text.model import Document

_CELL = re.compile(r"[ \u3000]*(?:\||\t)[ \u3000]*")
_LINE = re.compile(r"[^\n]+")


def find_rows(document: Document) -> Iterator[Row]:
    """The rows of all task tables of `document`, in order. A row has as many cells as its head.

    A cell that goes on from the row above is empty: there the row above says the task, or who leads it and when.
    """
    text = document.text
    head: list[str] = []
    above: Row | None = None
    if "|" not in text and "\t" not in text:
        return
    for line in _LINE.finditer(text):
        cells = _cells(text, *line.span())
        words = [text[start:end] for start, end in cells]
        roles = [label_role(word) for word in words]
        if len(cells) > 1 and any(role in ROLES for role in roles):
            head = [role or plain_role(word) for role, word in zip(roles, words, strict=True)]
            if head.count("lead") > 1:  # 主责单位 beside 牵头部门 does what the other leads
                head = ["responsible" if "主责" in w else r for r, w in zip(head, words, strict=True)]
            above = None
        elif head and len(cells) == len(head) and "task" in head:
            above = _goes_on(text, row_of(text, head, cells), above)
            yield above
        elif len(cells) < 2:
            head, above = [], None


def _goes_on(text: str, row: Row, above: Row | None) -> Row:
    """`row` with what its empty cells take over from the row `above` it."""
    if above is None:
        return row
    empty = not text[slice(*row.task)].strip()
    units = row.units if any(row.units.values()) else above.units
    return replace(
        row,
        task=above.task if empty else row.task,
        ordinal=above.ordinal if empty and row.ordinal is None else row.ordinal,
        units=units if units["lead"] else {**units, "lead": above.units["lead"]},
        deadline=row.deadline or above.deadline,
    )


def _cells(text: str, start: int, end: int) -> list[Cell]:
    edges = [m.span() for m in _CELL.finditer(text, start, end)]
    return list(zip([start, *(e for _, e in edges)], [*(s for s, _ in edges), end], strict=True))
