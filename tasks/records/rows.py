"""A row of a table of tasks, whatever parts its cells; and what the heads of its columns say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.records.bodies import split_bodies

Cell = tuple[int, int]
"""Where a cell stands: start and end."""

NUMBER_HEAD = re.compile(r"序\s*号|编号|项次")
_TASK_HEAD = re.compile(r"任务|事项|内容|举措|措施|项目|要求")
ROLES = ("lead", "responsible", "cooperating")


@dataclass(frozen=True, slots=True)
class Row:
    """`start:end` is the whole row, `task` the cell that states the task."""

    start: int
    end: int
    task: Cell
    ordinal: int | None
    units: dict[str, tuple[str, ...]]
    deadline: str | None


def plain_role(words: str) -> str:
    """What the head of a column without units or deadlines says: number, task, or nothing that is read."""
    if NUMBER_HEAD.search(words):
        return "number"
    return "task" if _TASK_HEAD.search(words) else ""


def row_of(text: str, head: Sequence[str], cells: Sequence[Cell]) -> Row:
    """The row with `cells`, one for each column of `head`; of two columns of tasks the first states the task."""
    said = {role: text[slice(*cell)] for role, cell in reversed(list(zip(head, cells, strict=True)))}
    ordinal = re.fullmatch(r"\s*(\d{1,3})[.、]?\s*", said.get("number", ""))
    return Row(
        start=cells[0][0],
        end=max(end for _, end in cells),
        task=cells[head.index("task")],
        ordinal=int(ordinal[1]) if ordinal else None,
        units={role: split_bodies(said.get(role, "")) for role in ROLES},
        deadline=said.get("deadline"),
    )
