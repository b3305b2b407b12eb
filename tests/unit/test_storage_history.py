"""Snapshots listed, compared, and brought back."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from storage.diff import DocumentChange, RowChange, diff_snapshots
from storage.errors import LakeMissing
from storage.fsck import examine
from storage.history import list_snapshots, roll_back
from tests.conftest import document


def changes(world: Any, old: int, new: int) -> dict[str, list[tuple[str | None, int, int, int]]]:
    """Table → (district, added, removed, changed)."""
    found: dict[str, list[tuple[str | None, int, int, int]]] = {}
    for row in diff_snapshots(world.lake, old, new).rows:
        assert isinstance(row, RowChange)
        found.setdefault(row.table, []).append((row.district, row.added, row.removed, row.changed))
    return found


def test_snapshots_are_listed(world: Any) -> None:
    world.put("a.txt", document("第一件"))
    world.run()
    world.put("b.txt", document("第二件", year=2023))
    world.run()
    listed = list_snapshots(world.lake)
    assert [(s.number, s.documents, s.sources, s.restored, s.is_current) for s in listed] == [
        (1, 1, 1, None, False),
        (2, 2, 2, None, True),
    ]
    assert all(s.size > 0 and s.rows > 0 for s in listed)


def test_what_was_added_and_removed_is_counted_by_district(world: Any) -> None:
    world.complete = False
    world.put("a.txt", document("第一件。落实《水利条例》"))
    world.put("b.txt", document("第二件", district="石桥县", code="990102"))
    world.run()
    (world.corpus / "b.txt").unlink()
    world.put("c.txt", document("第三件", "第四件"))
    world.plan_options["accept_disappearance"] = True
    world.run()
    found = diff_snapshots(world.lake, 1, 2)
    assert found.documents == (
        DocumentChange("removed", "b.txt", "石桥县2024", "石桥县"),
        DocumentChange("added", "c.txt", "青禾区2024", "青禾区"),
    )
    assert changes(world, 1, 2) == {
        "sources": [(None, 1, 1, 0)],
        "documents": [("石桥县", 0, 1, 0), ("青禾区", 1, 0, 0)],
        "sections": [("石桥县", 0, 1, 0), ("青禾区", 1, 0, 0)],
        "sentences": [("石桥县", 0, 1, 0), ("青禾区", 2, 0, 0)],
    }
    assert changes(world, 2, 1)["sentences"] == [("石桥县", 1, 0, 0), ("青禾区", 0, 2, 0)]
    assert changes(world, 2, 2) == {}


def test_an_edited_document_is_one_change_and_only_its_new_rows_count(world: Any) -> None:
    world.complete = False
    world.put("a.txt", document("第一件。落实《水利条例》", "第二件"))
    world.run()
    world.put("a.txt", document("先说一件", "第一件。落实《水利条例》", "第二件改了"))
    world.run()
    found = diff_snapshots(world.lake, 1, 2)
    assert found.documents == (DocumentChange("edited", "a.txt", "青禾区2024", "青禾区"),)
    assert changes(world, 1, 2) == {
        "sources": [(None, 0, 0, 1)],
        "documents": [("青禾区", 0, 0, 1)],
        "sentences": [("青禾区", 2, 1, 0)],
    }


def test_comparisons_are_compared_by_their_keys(world: Any) -> None:
    world.put("a.txt", document("第一件"))
    world.run()
    world.put("b.txt", document("第二件", district="石桥县", code="990102"))
    world.run()
    assert all(name.startswith("compare.") or name in ("sources", "documents", "sections", "sentences")
               for name in changes(world, 1, 2))  # fmt: skip
    assert ("石桥县", 0, 0, 1) in changes(world, 1, 2)["compare.overview"]


def test_rolling_back_publishes_the_old_content_under_a_new_number(world: Any) -> None:
    world.put("a.txt", document("第一件"))
    world.run()
    old = world.files()
    world.put("a.txt", document("第二件"))
    world.run()
    new = world.files()
    assert roll_back(world.lake, 1) == 3
    assert world.files() == old
    assert world.lake.manifest().restored == 1
    assert world.lake.manifest().parent == 2
    assert examine(world.lake) == ()
    with duckdb.connect(str(world.lake.catalog), read_only=True) as con:
        assert "第一件" in str(con.execute("SELECT text FROM documents").fetchall())
    assert world.run() == 4, "the next run follows the corpus again"
    assert world.files() == new
    assert list_snapshots(world.lake)[2].restored == 1


def test_rolling_back_to_what_is_there_does_nothing(world: Any) -> None:
    world.put("a.txt", document("第一件"))
    world.run()
    assert roll_back(world.lake, 1) == 1
    assert world.lake.committed() == (1,)
    with pytest.raises(LakeMissing, match="Snapshot 7"):
        roll_back(world.lake, 7)
