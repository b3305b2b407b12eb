"""Task lists printed as tables: a head with 牵头单位, 责任单位 …, one row a task, cells parted by | or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.records.assignment_blocks import label_role
from tasks.records.rows import ROLES, Cell, Row, plain_role, row_of
from tasks.text.model import Document, Sentence

_CELL = re.compile(r"\s*(?:\||\t)\s*")


def find_rows(document: Document) -> Iterator[Row]:
    """The rows of all task tables of `document`, in order. A row has as many cells as its head."""
    head: list[str] = []
    if "|" not in document.text and "\t" not in document.text:
        return
    for sentence in document.sentences:
        cells = _cells(document.text, sentence)
        words = [document.text[start:end] for start, end in cells]
        roles = [label_role(word) for word in words]
        if len(cells) > 1 and any(role in ROLES for role in roles):
            head = [role or plain_role(word) for role, word in zip(roles, words, strict=True)]
        elif head and len(cells) == len(head) and "task" in head:
            yield row_of(document.text, head, cells)
        elif len(cells) < 2:
            head = []


def _cells(text: str, sentence: Sentence) -> list[Cell]:
    edges = [m.span() for m in _CELL.finditer(text, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), sentence.end]
    return list(zip(starts, ends, strict=True))
