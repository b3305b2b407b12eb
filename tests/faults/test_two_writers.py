"""Writers at the same time lose nothing, and readers beside them see whole snapshots only."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from storage.errors import PlanOutdated
from storage.publish import build_tree, commit, draft


def text(version: int, place: str = "青禾区/990101") -> str:
    return f"东岭省/云溪市/{place}/2024/notice\n第{version}版。"


def write_files(world: Any, writer: int, count: int) -> None:
    world.lock_wait = 120
    for n in range(count):
        world.put(f"{writer}-{n}.txt", text(100 * writer + n))
        world.run()


def in_child(call: Callable[[], None]) -> int:
    """Run `call` in a forked process; returns its pid. It ends there at once, whatever else this process has open."""
    pid = os.fork()
    if pid == 0:
        try:
            call()
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
            os._exit(1)
        os._exit(0)
    return pid


def test_two_writers_lose_nothing(world: Any) -> None:
    world.complete = False
    writers = [in_child(lambda writer=writer: write_files(world, writer, 3)) for writer in (1, 2)]
    assert [os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) for writer in writers] == [0, 0]
    rebuilt = world.other("rebuilt")
    rebuilt.run()
    assert world.files() == rebuilt.files()
    with duckdb.connect(str(world.lake.catalog), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(6,)]


def test_without_the_lock_the_second_commit_is_refused(world: Any) -> None:
    """The lock is a courtesy; what keeps two runs apart is that a manifest can be created once."""
    world.complete = False
    world.put("a.txt", text(1))
    world.run()
    world.put("a.txt", text(2))
    lake, plan = world.lake, world.plan(world.lake)
    prepared = []
    for _ in range(2):
        receipts = [world.stage(lake, batch) for batch in world.batches(plan)]
        one = draft(lake, plan, receipts)
        objects = world.merge(lake, one.merges)
        prepared.append((one, build_tree(lake, one, objects), objects))
    assert commit(lake, *prepared[0], ()) == 2
    with pytest.raises(PlanOutdated):
        commit(lake, *prepared[1], ())
    assert lake.committed() == (1, 2)
    assert list(lake.trees.iterdir()) == []


def read_all_the_time(root: Any, stop: Any, found: Any) -> None:
    """Count queries that saw other than three documents of one version."""
    queries = wrong = 0
    with duckdb.connect() as con:
        while not stop.is_set():
            number = (root / "CURRENT").read_text().strip()
            glob = f"{root}/snapshots/{number}/documents/*/*/*/*.parquet"
            rows = con.execute(
                "SELECT count(*), count(DISTINCT regexp_extract(text, '第.*版')) FROM read_parquet(?)", [glob]
            )
            wrong += rows.fetchall() != [(3, 1)]
            queries += 1
    found.put((queries, wrong))


def test_readers_see_whole_snapshots_only(world: Any) -> None:
    world.complete = False
    places = ("青禾区/990101", "石桥县/990102", "柳渡区/990103")

    def publish(version: int) -> None:
        for place in places:
            # one partition a place, so that a snapshot has several files
            world.put(f"{place[:3]}.txt", text(version, place).replace("云溪市", f"{place[:2]}市"))
        world.run()

    publish(0)
    context = multiprocessing.get_context("spawn")
    stop, found = context.Event(), context.Queue()
    reader = context.Process(target=read_all_the_time, args=(world.lake.root, stop, found))
    reader.start()
    try:
        for version in range(1, 8):
            publish(version)
            time.sleep(0.05)
    finally:
        stop.set()
    queries, wrong = found.get(timeout=60)
    reader.join()
    assert queries > 5
    assert wrong == 0
