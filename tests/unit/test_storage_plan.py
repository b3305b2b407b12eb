"""Planning: what is parsed and why, what leaves, and when the run stops to ask."""

from __future__ import annotations

import os
from typing import Any

import pytest

from storage.batches import halves, make_batches
from storage.errors import MassDisappearance, PlanIncomplete, PlanOutdated
from storage.model import Plan, WorkItem
from storage.publish import draft
from storage.query import run_query


def text(number: int) -> str:
    return f"东岭省/云溪市/青禾区/990101/2024/notice\n第{number}件。"


def reasons(world: Any) -> dict[str, str]:
    return {item.path: item.reason for item in world.plan(world.lake).parse}


@pytest.fixture
def five(world: Any) -> Any:
    """A published lake of five files; a.txt and b.txt hold the same document."""
    world.complete = False
    for path, number in (("a.txt", 1), ("b.txt", 1), ("c.txt", 2), ("d.txt", 3), ("e.txt", 4)):
        world.put(path, text(number))
    assert world.run() == 1
    return world


def test_nothing_to_do(five: Any) -> None:
    assert five.plan(five.lake).is_empty
    os.utime(five.corpus / "a.txt", (1, 1))
    assert five.run() == 1


def test_new_changed_and_rules(five: Any) -> None:
    five.put("f.txt", text(9))
    five.put("c.txt", text(5))
    assert reasons(five) == {"f.txt": "new", "c.txt": "changed"}
    five.fingerprint = "rules-2"
    assert reasons(five) == dict.fromkeys(("a.txt", "b.txt", "d.txt", "e.txt"), "rules") | {
        "c.txt": "changed",
        "f.txt": "new",
    }


@pytest.mark.parametrize("change", ["delete", "edit"])
def test_the_heir_is_read_when_the_owner_goes(five: Any, change: str) -> None:
    if change == "delete":
        (five.corpus / "a.txt").unlink()
    else:
        five.put("a.txt", text(7))
    assert reasons(five)["b.txt"] == "heir"
    five.run()
    sources = dict(query(five, "SELECT source_path, status FROM sources"))
    assert sources["b.txt"] == "ok"


def query(world: Any, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in run_query(world.lake, sql).table.to_pylist()]


def test_a_copy_is_a_duplicate(five: Any) -> None:
    assert dict(query(five, "SELECT source_path, status FROM sources"))["b.txt"] == "duplicate"
    occurrences = query(five, "SELECT source_path, is_owner FROM document_sources ORDER BY ALL")
    assert occurrences[:2] == [("a.txt", True), ("b.txt", False)]


def test_a_fifth_may_vanish_and_no_more(five: Any) -> None:
    (five.corpus / "e.txt").unlink()
    assert five.plan(five.lake).removed == ("e.txt",)
    (five.corpus / "d.txt").unlink()
    with pytest.raises(MassDisappearance, match="2 of 5"):
        five.plan(five.lake)
    five.plan_options = {"accept_disappearance": True}
    assert five.plan(five.lake).removed == ("d.txt", "e.txt")
    five.plan_options = {"keep_missing": True}
    assert five.plan(five.lake).is_empty


def test_an_empty_corpus_never_empties_the_lake(five: Any) -> None:
    for file in five.corpus.iterdir():
        file.unlink()
    with pytest.raises(MassDisappearance):
        five.run()
    assert five.lake.current() == 1


def test_renaming_all_files_is_no_disappearance(five: Any) -> None:
    for file in list(five.corpus.iterdir()):
        file.rename(file.with_suffix(".md"))
    assert len(five.plan(five.lake).removed) == 5


def test_refused_files_are_told_once(five: Any) -> None:
    (five.corpus / "link").symlink_to("a.txt")
    assert five.run() == 2
    assert five.run() == 2
    found = query(five, "SELECT source_path, stage, reason_code FROM rejects")
    assert found == [("link", "scan", "E_SYMLINK")]
    (five.corpus / "link").unlink()
    assert five.run() == 3
    assert query(five, "SELECT count(*) FROM rejects") == [(0,)]


def test_kept_files_keep_their_documents(five: Any) -> None:
    (five.corpus / "d.txt").unlink()
    five.plan_options = {"keep_missing": True}
    five.put("f.txt", text(8))
    five.run()
    assert ("d.txt",) in query(five, "SELECT source_path FROM documents")


def test_a_kept_file_cannot_inherit(five: Any) -> None:
    (five.corpus / "b.txt").unlink()
    five.put("a.txt", text(8))
    five.plan_options = {"keep_missing": True}
    five.run()
    assert query(five, "SELECT source_path FROM sources ORDER BY ALL") == [(f"{n}.txt",) for n in "acde"]


def test_a_plan_that_is_not_carried_out_whole_is_not_published(five: Any) -> None:
    five.put("f.txt", text(9))
    plan = five.plan(five.lake)
    with pytest.raises(PlanIncomplete, match=r"f\.txt"):
        draft(five.lake, plan, [])
    five.run()
    with pytest.raises(PlanOutdated):
        draft(five.lake, plan, [])


def plan_of(sizes: list[int]) -> Plan:
    items = tuple(WorkItem(f"{n:04d}", size, "0" * 64, str(n), "new") for n, size in enumerate(sizes))
    return Plan(None, "f", "c", "d", items, (), (), (), (), False, True, False)


def test_few_files_are_a_task_each() -> None:
    assert [len(batch.items) for batch in make_batches(plan_of([1] * 300))] == [1] * 300


def test_many_files_are_batched_by_bytes_and_bounded() -> None:
    plan = plan_of([10, 10, 50, 10, 10, 10] * 100)
    batches = make_batches(plan, per_file_up_to=10, target_bytes=100, max_batches=1000)
    assert all(sum(item.size for item in batch.items) <= 100 for batch in batches)
    assert tuple(item for batch in batches for item in batch.items) == plan.parse
    assert len(make_batches(plan, per_file_up_to=10, target_bytes=1, max_batches=7)) <= 7


def test_halving_ends_at_one_file() -> None:
    (batch,) = make_batches(plan_of([1] * 5), per_file_up_to=0, max_batches=1)
    assert [len(half.items) for half in halves(batch)] == [2, 3]
    (single,) = halves(halves(halves(batch)[0])[0])
    assert halves(single) == (single,)


def test_an_empty_plan_has_no_batches() -> None:
    assert make_batches(plan_of([])) == ()
