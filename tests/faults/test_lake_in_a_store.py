"""A lake in an object store: the same bytes as in a folder, one winner among writers, recovery from any last write.

The store is a real server (tests/object_store.py). Two machines are two working copies of the same lake.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from storage.errors import LakeError, PlanOutdated, StoreDenied, StoreUnsuitable
from storage.fsck import examine, repair
from storage.gc import collect
from storage.history import roll_back
from storage.lake import Lake
from storage.lock import writer_lock
from storage.place import StoreUrl
from storage.publish import build_tree, commit, draft, recover
from storage.remote.home import Home
from storage.remote.reading import published
from storage.retention import DAY

PLACES = ("青禾区/990101", "石桥县/990102", "柳渡区/990103")


def text(version: int, place: str = PLACES[0]) -> str:
    return f"东岭省/{place[:2]}市/{place}/2024/notice\n第{version}版。"


def put(world: Any, version: int, places: tuple[str, ...] = PLACES) -> None:
    for place in places:
        world.put(f"{place[:3]}.txt", text(version, place))


@pytest.fixture
def url(bucket: str) -> StoreUrl:
    return StoreUrl(bucket, "湖/lake")


@pytest.fixture
def machine(world: Any, url: StoreUrl) -> Any:
    """`machine(name)`: a world whose lake is a working copy of the lake at `url`."""

    def make(name: str) -> Any:
        one = world.other(name, complete=False)
        one.lake.make_folders()
        one.lake.home_file.write_text(f"{url}\n")
        return one

    return make


@pytest.fixture
def shown(object_store: Any, url: StoreUrl) -> Any:
    """`shown()`: path → sha256 of what a reader finds who follows CURRENT, and the number that it holds."""

    def read() -> tuple[int, dict[str, str]]:
        number = Home.at(url).current()[0]
        keys = object_store.keys(url.bucket, f"{url.prefix}/snapshots/{number:08d}/")
        return number, {path: hashlib.sha256(content).hexdigest() for path, content in keys.items()}

    return read


def rebuilt(world: Any, name: str = "rebuilt") -> dict[str, str]:
    """The files of a lake in a folder, made from the present corpus at once."""
    folder = world.other(name, complete=False)
    folder.run()
    files: dict[str, str] = folder.files()
    return files


def test_the_bytes_are_those_of_a_lake_in_a_folder(
    world: Any, machine: Any, shown: Any, url: StoreUrl
) -> None:
    put(world, 1)
    assert machine("one").run() == 1
    assert shown() == (1, rebuilt(world))
    assert Home.at(url).manifest_bytes(1) == Lake(world.base / "rebuilt").manifest_file(1).read_bytes()
    put(world, 2, PLACES[:1])
    (world.corpus / "柳渡区.txt").unlink()
    world.plan_options = {"accept_disappearance": True}
    two = machine("another machine")
    two.plan_options = world.plan_options
    assert two.run() == 2
    assert shown() == (2, rebuilt(world, "rebuilt again"))
    assert two.run() == 2


def test_of_two_commits_one_wins_and_the_other_says_who(
    world: Any, machine: Any, shown: Any, url: StoreUrl
) -> None:
    put(world, 1)
    machines = [machine("one"), machine("two")]
    prepared = []
    for one in machines:
        lake = one.lake
        recover(lake)
        plan = one.plan(lake)
        receipts = [one.stage(lake, batch) for batch in one.batches(plan)]
        new = draft(lake, plan, receipts)
        objects = one.merge(lake, new.merges)
        prepared.append((lake, new, build_tree(lake, new, objects), objects, ()))
        put(world, 2)
    assert commit(*prepared[1]) == 1
    before = shown()
    with pytest.raises(
        PlanOutdated, match=rf"Snapshot 1 of {url} was published by process {os.getpid()} on "
    ):
        commit(*prepared[0])
    assert shown() == before
    assert prepared[0][0].committed() == ()
    assert machines[0].run() == 1  # the loser plans against the winner's, and finds that all is done
    assert shown() == (1, rebuilt(world))


def kind(request: str) -> str:
    """What a write is of: the part of the lake that its key lies in."""
    return next(
        name for name in ("probe", "_objects", "manifests", "snapshots", "CURRENT") if name in request
    )


def writes(store: Any) -> list[str]:
    return [request for request in store.requests() if re.match("PUT|POST|DELETE", request)]


@pytest.mark.timeout(3600)
def test_whatever_write_is_the_last_the_next_run_goes_on(
    world: Any, machine: Any, shown: Any, object_store: Any, url: StoreUrl
) -> None:
    """The first write of each kind; with DUIZHAO_ALL_KILL_POINTS every single one."""
    every = "DUIZHAO_ALL_KILL_POINTS" in os.environ
    put(world, 0, PLACES[:1])
    machine("first").run()
    before = len(writes(object_store))
    put(world, 1, PLACES[:1])
    assert machine("whole").run() == 2
    kinds = [kind(request) for request in writes(object_store)[before:]]
    points = range(len(kinds)) if every else [kinds.index(name) for name in dict.fromkeys(kinds)]
    assert set(kinds) == {"probe", "_objects", "manifests", "snapshots", "CURRENT"}
    files = {2: shown()[1]}
    for round_, point in enumerate(points, start=2):
        put(world, round_, PLACES[:1])
        with object_store.set("writes", str(point)), pytest.raises(StoreDenied):
            machine(f"dies at {point}").run()
        number, seen = shown()
        assert seen == files[number]  # readers have the old state, whole
        # the same machine, or another one
        machine(f"dies at {point}" if round_ % 2 else f"recovers from {point}").run()
        number, files[round_ + 1] = shown()
        assert number == round_ + 1
    assert files[number] == rebuilt(world)


@pytest.mark.parametrize("header", ["If-None-Match", "If-Match"])
def test_a_store_that_ignores_conditions_is_refused(
    world: Any, machine: Any, object_store: Any, url: StoreUrl, header: str
) -> None:
    put(world, 1)
    with object_store.set("deaf", header), pytest.raises(StoreUnsuitable, match=f"does not honour {header} "):
        machine("one").run()
    assert object_store.keys(url.bucket) == {}


def test_readers_by_duckdb_and_pyarrow(world: Any, machine: Any, url: StoreUrl) -> None:
    import s3fs

    put(world, 1)
    machine("one").run()
    files = s3fs.S3FileSystem(anon=False)
    with duckdb.connect() as con:
        con.register_filesystem(files)
        glob = f"{url}/snapshots/00000001/documents/*/*/*/*.parquet"
        types = "{'province': VARCHAR, 'city': VARCHAR, 'year': INTEGER}"
        found = con.execute(
            "SELECT city, year, count(*) FROM read_parquet(?, hive_partitioning = true, "
            f"hive_types = {types}) GROUP BY ALL ORDER BY city",
            [glob],
        ).fetchall()
    assert found == [("柳渡市", 2024, 1), ("石桥市", 2024, 1), ("青禾市", 2024, 1)]
    folder = f"{url.bucket}/{url.prefix}/snapshots/00000001/documents"
    # the columns are in the files too, and folder names would give them other types
    assert pq.read_table(folder, filesystem=files, partitioning=None).num_rows == 3


def test_commands_on_another_machine_fetch_what_they_need(world: Any, machine: Any, shown: Any) -> None:
    put(world, 1)
    machine("one").run()
    first = shown()[1]
    put(world, 2)
    machine("one").run()
    reader = published(machine("reader").lake)
    assert reader.current() == 2
    assert not (reader.snapshots / "00000001").exists()
    assert (published(reader, 1).snapshot_path(1) / "documents").is_dir()
    writer = machine("another").lake
    with writer_lock(writer):
        recover(writer)
        assert roll_back(writer, 1) == 3
    assert shown() == (3, first)


def test_a_lake_that_was_begun_anew_is_not_taken_for_the_old_one(
    world: Any, machine: Any, object_store: Any, url: StoreUrl, shown: Any
) -> None:
    put(world, 1)
    one = machine("one")
    one.run()
    client = object_store.client()
    for key in object_store.keys(url.bucket):
        client.delete_object(Bucket=url.bucket, Key=key)
    time.sleep(1.1)  # stores tell times in seconds
    put(world, 22)
    machine("two").run()
    assert published(one.lake).current() == 1
    assert one.files() == shown()[1]


def test_garbage_goes_and_what_is_young_or_named_stays(
    world: Any, machine: Any, object_store: Any, url: StoreUrl, shown: Any
) -> None:
    one = machine("one")
    for version in range(1, 8):
        put(world, version)
        one.run()
    object_store.put(url.bucket, f"{url.prefix}/_objects/00/{'0' * 64}.parquet", b"left over")
    home = Home.at(url)
    assert collect(one.lake).snapshots == ()
    gone = collect(one.lake, time.time() + DAY / 2)
    assert (gone.snapshots, gone.objects) == ((1, 2), 0)
    gone = collect(one.lake, time.time() + 2 * DAY)
    assert gone.objects > 1
    assert sorted(home.manifests()) == [3, 4, 5, 6, 7]
    assert sorted(home.store.folders("snapshots/")) == [f"{n:08d}" for n in range(3, 8)]
    assert [finding for finding in examine(one.lake) if finding.is_fault] == []
    assert shown() == (7, rebuilt(world))


def test_fsck_finds_and_mends_what_is_lost_in_the_store(
    world: Any, machine: Any, object_store: Any, url: StoreUrl, shown: Any
) -> None:
    put(world, 1)
    machine("one").run()
    files = shown()[1]
    client, keys = object_store.client(), sorted(object_store.keys(url.bucket, f"{url.prefix}/"))
    documents = [key for key in keys if key.startswith("snapshots/00000001/documents/")]
    content = object_store.keys(url.bucket, f"{url.prefix}/{documents[0]}")[""]
    sha256 = hashlib.sha256(content).hexdigest()
    client.delete_object(Bucket=url.bucket, Key=f"{url.prefix}/_objects/{sha256[:2]}/{sha256}.parquet")
    object_store.put(url.bucket, f"{url.prefix}/{documents[1]}", b"x" * 100)
    object_store.put(url.bucket, f"{url.prefix}/CURRENT", b"?\n")
    lake = machine("a fresh machine").lake
    kinds = {finding.kind for finding in examine(lake)}
    assert kinds == {"object", "tree", "current"}
    repair(lake)
    assert examine(lake) == ()
    assert shown() == (1, files)


def test_errors_of_the_lake_have_a_code(world: Any, machine: Any, object_store: Any) -> None:
    put(world, 1)
    with object_store.set("writes", "0"), pytest.raises(LakeError) as caught:
        machine("one").run()
    assert caught.value.code == "E_STORE_DENIED"
    assert "AWS_ACCESS_KEY_ID" in str(caught.value)
    assert "secret-of-the-test" not in str(caught.value)


def test_a_working_copy_may_be_thrown_away(world: Any, machine: Any, shown: Any) -> None:
    put(world, 1)
    one = machine("one")
    one.run()
    for file in Path(one.lake.root).glob("_objects/*/*"):
        file.unlink()
    put(world, 2)
    assert one.run() == 2
    assert shown() == (2, rebuilt(world))
