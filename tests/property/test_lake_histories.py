"""The law of the lake: incremental result == full rebuild of the present corpus, byte for byte, whatever the history.

Histories write, delete, rename, move and copy files, change rules, codes and corrections, die before the n-th change to
the disk, meet a second writer, collect garbage, and read. `DUIZHAO_HISTORIES=500` plays many more than `make test` does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, seed, settings
from hypothesis import strategies as st

from storage.drafts import draft
from storage.errors import PlanOutdated
from storage.gc import collect
from storage.model import Correction
from storage.publish import build_tree, commit
from storage.query import run_query
from storage.retention import DAY
from tests.faults.test_kill_points import Killed, counted_changes

NAMES = ("a.txt", "b/一.txt", "b/二.html", "z.txt")

# Few texts, so that files often hold equal documents, over places that lie in different partitions.
A = "东岭省/云溪市/青禾区/990101/2024/notice\n修路。落实《水利条例》。"
B = "东岭省/云溪市/石桥县/990102/2023/notice\n学习《水利条例》。𠮷野家😀。"
C = "西原省/麦台市////other\n"
BAD = "!坏"
CONTENTS = st.sampled_from((A, B, C, BAD, f"{A}\f{B}", f"{B}\f{C}\f{B}", f"{A}\f{A}"))

Step = tuple[str, str, str]
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), CONTENTS),
    st.tuples(st.just("delete"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.sampled_from(("rename", "copy")), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.just(("rules", "", "")),
    st.sampled_from((("codes", "", ""), ("correct", "", ""), ("meet", "", ""), ("collect", "", ""))),
    st.tuples(st.just("die"), st.integers(0, 120).map(str), st.just("")),
)
START = st.dictionaries(st.sampled_from(NAMES), CONTENTS, min_size=1)
HISTORIES = st.lists(st.lists(STEPS, min_size=1, max_size=2), max_size=3)

TWICE = {"a.txt": f"{A}\f{B}", "b/一.txt": A, "z.txt": f"{B}\f{A}"}
"""Documents that occur in three sources."""


@contextmanager
def temporary_world(make_world: Any) -> Iterator[Any]:
    base = Path(tempfile.mkdtemp(prefix="duizhao-history-"))
    (base / "corpus").mkdir()
    try:
        yield make_world(base, plan_options={"accept_disappearance": True})
    finally:
        shutil.rmtree(base)


def take_step(world: Any, kind: str, name: str, value: str) -> None:
    file, target = world.corpus / name, world.corpus / value
    if kind == "write":
        world.put(name, value)
    elif kind == "rules":
        world.fingerprint += "'"
    elif kind == "codes":
        world.coding += "'"
    elif kind == "correct":
        correct(world)
    elif kind == "meet":
        meet(world)
    elif kind == "collect":
        collect(world.lake, now=time.time() + 10 * DAY)
    elif kind == "die":
        die(world, int(name))
    elif not file.is_file():
        return
    elif kind == "delete":
        file.unlink()
    elif file != target:
        target.parent.mkdir(exist_ok=True)
        (shutil.copyfile if kind == "copy" else shutil.move)(file, target)


def correct(world: Any) -> None:
    """Correct every published citation, or take the corrections back."""
    if world.corrections or world.lake.current() is None:
        world.corrections = ()
        return
    sql = "SELECT document_id, record_id FROM citations ORDER BY ALL"
    rows = run_query(world.lake, sql).table.to_pylist()
    world.corrections = tuple(
        Correction(2 + n, row["document_id"], "citations", row["record_id"], "action", "落实", "学习", "why")
        for n, row in enumerate(rows)
    )


def meet(world: Any) -> None:
    """Two writers that planned against the same snapshot: the first publishes, the second is turned away."""
    lake, plan = world.lake, world.plan(world.lake)
    if plan.is_empty:
        return
    prepared = draft(lake, plan, [world.stage(lake, batch) for batch in world.batches(plan)])
    objects = world.merge(lake, prepared.merges)
    tree = build_tree(lake, prepared, objects)
    before = world.lake.committed()
    world.run(clean=False)
    if world.lake.committed() != before:
        with pytest.raises(PlanOutdated):
            commit(lake, prepared, tree, objects, ())


def die(world: Any, point: int) -> None:
    """A run that is gone before its change number `point`; whoever reads then sees the old state or the new one."""
    states = [world.files()]
    with pytest.MonkeyPatch.context() as patch, counted_changes(patch, point), suppress(Killed):
        world.run()
    seen = world.files()
    world.run()
    states.append(world.files())
    assert seen in states


@seed(20240501)
@settings(
    max_examples=int(os.environ.get("DUIZHAO_HISTORIES", "6")),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@example(start=TWICE, history=[[("delete", "a.txt", "")]], order=1, one_batch=False)
@example(
    start=TWICE, history=[[("write", "a.txt", B)], [("delete", "b/一.txt", "")]], order=2, one_batch=True
)
@example(start=TWICE, history=[[("rename", "a.txt", "b/二.html")]], order=3, one_batch=True)
@example(start={"z.txt": f"{A}\f{A}"}, history=[[("copy", "z.txt", "a.txt")]], order=4, one_batch=False)
@example(start=TWICE, history=[[("rules", "", ""), ("delete", "z.txt", "")]], order=5, one_batch=True)
@example(start=TWICE, history=[[("codes", "", "")]], order=6, one_batch=False)
@example(start=TWICE, history=[[("correct", "", ""), ("die", "30", "")]], order=7, one_batch=True)
@example(start=TWICE, history=[[("write", "a.txt", B), ("meet", "", "")]], order=8, one_batch=False)
@example(start=TWICE, history=[[("delete", "z.txt", "")], [("collect", "", "")]], order=9, one_batch=True)
@example(start=TWICE, history=[[("codes", "", ""), ("write", "a.txt", B)]], order=7, one_batch=True)
@given(start=START, history=HISTORIES, order=st.integers(0, 99), one_batch=st.booleans())
def test_incremental_equals_full_rebuild(
    make_world: Any, start: dict[str, str], history: list[list[Step]], order: int, one_batch: bool
) -> None:
    with temporary_world(make_world) as world:
        world.seed, world.per_file_up_to, world.complete = order, 0 if one_batch else 300, False
        for name, content in start.items():
            world.put(name, content)
        for steps in history:
            world.run()
            for step in steps:
                take_step(world, *step)
        published = world.run()
        rebuilt = world.other("rebuilt", seed=order + 1, per_file_up_to=300 - world.per_file_up_to)
        rebuilt.run()
        assert world.files() == rebuilt.files()
        assert world.run() == published, "a run with nothing to do must not publish"
