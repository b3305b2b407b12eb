"""Bounds: a disk without room, partitions that multiply, partitions that grow; each with a lowered limit."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from storage import bounds
from storage.bounds import check_partitions, require_space
from storage.checks import require_known, require_passed
from storage.drafts import draft
from storage.errors import AuditFailed, SpaceMissing
from storage.schemas import TABLES
from storage.table import Table


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def text(n: int, year: int = 2024) -> str:
    return f"东岭省/云溪市/青禾区/990101/{year}/notice\n第{n}件。落实《条例{n}》。又一句。"


def test_a_disk_without_room_is_seen_before_anything_is_read(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.put("a.txt", text(1))
    lake = world.lake.create_or_open(world.base / "lake", world.corpus)
    plan = world.plan(lake)
    require_space(lake, plan)
    room = bounds.MARGIN_BYTES + plan.parse[0].size * bounds.BYTES_A_BYTE
    for free in (room, room - 1):
        monkeypatch.setattr(shutil, "disk_usage", lambda path, free=free: Usage(10 * free, 9 * free, free))
        if free < room:
            with pytest.raises(SpaceMissing, match=r"about 33\.\d MB in .*, and 33\.\d MB are free"):
                require_space(lake, plan)
        else:
            require_space(lake, plan)
    require_space(lake, replace(plan, parse=()))


def prepared(world: Any) -> Any:
    lake = world.lake.create_or_open(world.base / "lake", world.corpus)
    plan = world.plan(lake)
    return draft(lake, plan, [world.stage(lake, batch) for batch in world.batches(plan)])


@pytest.mark.parametrize(
    ("limits", "severity", "found"),
    [
        ({}, "warning", set()),
        ({"MANY_PARTITIONS": 5}, "warning", {"documents", "sections", "sentences", "citations"}),
        ({"MANY_PARTITIONS": 5, "TOO_MANY_PARTITIONS": 5}, "error", {"documents", "sections"}),
        ({"THIN_FROM": 5}, "warning", {"documents", "sections"}),
        ({"THIN_FROM": 5, "FEW_DOCUMENTS": 1}, "warning", set()),
    ],
)
def test_partitions_that_multiply_are_told_and_then_refused(
    world: Any, monkeypatch: pytest.MonkeyPatch, limits: Mapping[str, int], severity: str, found: set[str]
) -> None:
    for n in range(6):
        world.put(f"{n}.txt", text(n, year=2001 + n))
    for name, value in limits.items():
        monkeypatch.setattr(bounds, name, value)
    result = check_partitions(prepared(world))
    tables = {row["table"]: row["partitions"] for row in result.rows}
    assert (result.severity, tables.keys() >= found, bool(tables)) == (severity, True, bool(found))
    assert set(tables.values()) <= {6}
    if severity == "error":
        with pytest.raises(AuditFailed, match=r"partitions: .*\n  table .* · partitions 6 · documents 6"):
            require_passed([result])
    accepted = require_passed([result], {"partitions": "a long series"})
    assert [one.rows for one in accepted] == ([len(tables)] if found else [])
    require_known(["partitions"])


def test_a_partition_that_grows_is_split_and_the_law_holds(
    world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Growing over the limit and falling below it again leave what a rebuild makes, and every row in one part."""
    small: dict[str, Table] = {name: replace(table, rows_per_file=3) for name, table in TABLES.items()}
    for name, table in small.items():
        monkeypatch.setitem(TABLES, name, table)  # type: ignore[arg-type]
    world.complete = False
    seen = []
    for count in (2, 9, 12, 4):
        for n in range(12):
            (world.corpus / f"{n}.txt").unlink(missing_ok=True)
        for n in range(count):
            world.put(f"{n}.txt", text(n))
        world.plan_options = {"accept_disappearance": True}
        world.run()
        seen.append(max(ref.parts for ref in world.lake.manifest().objects if ref.table == "documents"))
        rebuilt = world.other(f"rebuilt-{count}", seed=count)
        rebuilt.run()
        assert world.files() == rebuilt.files()
    assert seen == [1, 4, 4, 2]
