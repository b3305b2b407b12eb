"""Task lists printed as tables: a head with 牵头单位, 责任单位 …, one row a task, cells parted by | or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.records.assignment_blocks import label_role
from tasks.records.bodies import split_bodies
from tasks.text.model import Document, Sentence

_CELL = re.compile(r"\s*(?:\||\t)\s*")
_NUMBER_HEAD = re.compile(r"序号|编号|项次")
_TASK_HEAD = re.compile(r"任务|事项|内容|举措|措施|项目|要求")
_ROLES = ("lead", "responsible", "cooperating")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of such a table; `start:end` is the cell that states the task."""

    start: int
    end: int
    ordinal: int | None
    units: dict[str, tuple[str, ...]]
    deadline: str | None


def find_rows(document: Document) -> Iterator[Row]:
    """The rows of all task tables of `document`, in order. A row has as many cells as its head."""
    head: list[str] = []
    if "|" not in document.text and "\t" not in document.text:
        return
    for sentence in document.sentences:
        cells = _cells(document.text, sentence)
        words = [document.text[start:end] for start, end in cells]
        roles = [label_role(word) for word in words]
        if len(cells) > 1 and any(role in _ROLES for role in roles):
            head = [role or _plain_role(word) for role, word in zip(roles, words, strict=True)]
        elif head and len(cells) == len(head) and "task" in head:
            yield _row(head, cells, words)
        elif len(cells) < 2:
            head = []


def _plain_role(word: str) -> str:
    if _NUMBER_HEAD.search(word):
        return "number"
    return "task" if _TASK_HEAD.search(word) else ""


def _cells(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    edges = [m.span() for m in _CELL.finditer(text, sentence.start, sentence.end)]
    starts = [sentence.start, *(end for _, end in edges)]
    ends = [*(start for start, _ in edges), sentence.end]
    return list(zip(starts, ends, strict=True))


def _row(head: list[str], cells: list[tuple[int, int]], words: list[str]) -> Row:
    said = dict(
        zip(reversed(head), reversed(words), strict=True)
    )  # of two 任务 columns the first states the task
    at = len(head) - 1 - head[::-1].index("task") if head.count("task") > 1 else head.index("task")
    ordinal = re.fullmatch(r"\s*(\d{1,3})\s*", said.get("number", ""))
    units = {role: split_bodies(said.get(role, "")) for role in _ROLES}
    return Row(*cells[at], int(ordinal[1]) if ordinal else None, units, said.get("deadline"))
