"""Each kind of input is edited in turn: what is read again and why, and which tables have other files afterwards.

The comparisons depend on the tables as a whole, so they are left out of what must stay.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from storage.model import Correction, Plan
from storage.query import run_query

OWN = {"documents", "sections", "sentences", "citations"}
"""Tables with rows of the toy reader's documents."""
PLACES = (("青禾区", "990101"), ("石桥县", "990102"), ("柳渡区", "990103"))


def text(n: int, year: int = 2024, place: int = 0) -> str:
    district, code = PLACES[place]
    return f"东岭省/云溪市/{district}/{code}/{year}/notice\n第{n}件。落实《条例》。"


@dataclass(frozen=True)
class Cause:
    """An edit, and what must follow from it. `flags` are the plan's other reasons to publish."""

    edit: Callable[[Any], object]
    read: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    tables: frozenset[str] | set[str] = frozenset()


def put(path: str, content: str) -> Callable[[Any], object]:
    return lambda world: world.put(path, content)


def move(path: str, target: str) -> Callable[[Any], object]:
    def edit(world: Any) -> None:
        (world.corpus / target).parent.mkdir(exist_ok=True)
        (world.corpus / path).rename(world.corpus / target)

    return edit


def setting(**values: Any) -> Callable[[Any], object]:
    return lambda world: [setattr(world, name, value) for name, value in values.items()]


def delete_and_keep(world: Any) -> None:
    (world.corpus / "b.txt").unlink()
    world.plan_options = {"keep_missing": True}


def correct_one(world: Any) -> None:
    sql = "SELECT document_id, record_id FROM citations WHERE district = '石桥县'"
    ((document, record),) = [row.values() for row in run_query(world.lake, sql).table.to_pylist()]
    world.corrections = (Correction(2, document, "citations", record, "action", "落实", "学习", "原文如此"),)


ALL = {f"{name}.txt" for name in "abcdef"}
SOURCES = {"sources", "document_sources"}
CAUSES = {
    "touched": Cause(lambda world: os.utime(world.corpus / "b.txt", (1, 1))),
    "changed": Cause(put("b.txt", text(9, 2023, 1)), {"b.txt": "changed"}, tables=OWN | SOURCES),
    "new": Cause(put("g.txt", text(9)), {"g.txt": "new"}, tables=OWN | SOURCES),
    "renamed": Cause(
        move("b.txt", "乙/新.txt"), {"乙/新.txt": "new"}, ("b.txt",), tables={"documents"} | SOURCES
    ),
    "duplicated": Cause(put("g.txt", text(2, 2023, 1)), {"g.txt": "new"}, tables=SOURCES),
    "moved to another year": Cause(
        put("b.txt", text(2, 2022, 1)), {"b.txt": "changed"}, tables=OWN | SOURCES
    ),
    "moved to another district": Cause(
        put("b.txt", text(2, 2023, 2)), {"b.txt": "changed"}, tables=OWN | SOURCES
    ),
    "deleted": Cause(lambda world: (world.corpus / "b.txt").unlink(), {}, ("b.txt",), tables=OWN | SOURCES),
    "deleted, an heir takes over": Cause(
        lambda world: (world.corpus / "a.txt").unlink(),
        {"f.txt": "heir"},
        ("a.txt",),
        tables={"documents"} | SOURCES,
    ),
    "deleted and kept": Cause(delete_and_keep),
    "refused by the scan": Cause(
        lambda world: (world.corpus / "link").symlink_to("a.txt"),
        flags=("refusals_changed",),
        tables={"sources", "rejects"},
    ),
    "corrected": Cause(
        correct_one,
        {"b.txt": "corrected"},
        flags=("corrections_changed",),
        tables={"citations", "corrections"},
    ),
    "other rules": Cause(setting(fingerprint="rules-2"), dict.fromkeys(ALL, "rules")),
    "other codes": Cause(setting(coding="codes-2"), flags=("coding_changed",)),
    "other comparisons": Cause(setting(complete=True), flags=("compare_changed",)),
}


def flags_of(plan: Plan) -> tuple[str, ...]:
    names = ("refusals_changed", "compare_changed", "coding_changed", "corrections_changed")
    return tuple(name for name in names if getattr(plan, name))


def objects_of(world: Any) -> dict[tuple[str, Any, int], str]:
    found = world.lake.manifest().objects
    return {
        (ref.table, ref.partition, ref.part): ref.sha256
        for ref in found
        if ref.rows and not ref.table.startswith("comparisons/")
    }


@pytest.mark.parametrize("name", CAUSES)
def test_what_follows_from_an_edit(world: Any, name: str) -> None:
    cause = CAUSES[name]
    contents = {
        "a": text(1),
        "b": text(2, 2023, 1),
        "c": text(3),
        "d": text(4, 2023),
        "e": text(5),
        "f": text(1),
    }
    for path, content in contents.items():
        world.put(f"{path}.txt", content)
    world.complete = False  # the comparisons are another matter, and take their time
    assert world.run() == 1
    before = objects_of(world)
    cause.edit(world)
    plan = world.plan(world.lake)
    assert {item.path: item.reason for item in plan.parse} == cause.read
    assert (plan.removed, flags_of(plan)) == (cause.removed, cause.flags)
    acts = bool(cause.read or cause.removed or cause.flags)
    assert plan.is_empty is not acts
    assert world.run() == 1 + acts
    after = objects_of(world)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    tables = {table for table, _, _ in changed}
    if name == "other codes":
        assert tables  # which, is the coding's affair
    else:
        assert tables == cause.tables
    if len(cause.read) == 1:
        assert all(sum(key[0] == table for key in changed) <= 2 for table in tables)
    if not world.plan_options:
        rebuilt = replace(world, name="rebuilt", seed=7)
        rebuilt.run()
        assert world.files() == rebuilt.files()
    assert world.plan(world.lake).is_empty
