"""`fsck` finds each kind of damage, repairs what is derived, and says so of what is not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storage.errors import LakeDamaged, LakeMissing
from storage.fsck import examine, repair
from storage.gc import collect
from storage.lake import Lake
from storage.parquet import object_file
from storage.partitions import object_path
from tests.conftest import document

Damage = Callable[[Lake], None]


@pytest.fixture
def lake(world: Any) -> Lake:
    """A lake with two snapshots."""
    world.complete = False
    world.put("a.txt", document("第一件。落实《水利条例》"))
    world.run()
    world.put("b.txt", document("第二件", district="石桥县", code="990102", year=2023))
    world.run()
    found: Lake = world.lake
    return found


def faults(lake: Lake) -> set[tuple[str, str]]:
    return {(finding.kind, finding.what) for finding in examine(lake) if finding.is_fault}


def file_of(lake: Lake, table: str = "documents", n: int = 2) -> tuple[Path, Path]:
    """An object and its place in the tree."""
    ref = next(ref for ref in lake.manifest(n).objects if ref.table == table and ref.rows)
    return object_file(lake.root, ref.sha256), lake.snapshot_path(n) / object_path(ref)


def test_a_healthy_lake_agrees_with_itself(lake: Lake) -> None:
    assert examine(lake) == ()


def test_there_must_be_a_lake(tmp_path: Path) -> None:
    with pytest.raises(LakeMissing):
        examine(Lake(tmp_path / "nothing"))


def lose_tree(lake: Lake) -> None:
    shutil.rmtree(lake.snapshots / "00000002")


def lose_a_name(lake: Lake) -> None:
    file_of(lake)[1].unlink()


def add_a_file(lake: Lake) -> None:
    (lake.snapshots / "00000002" / "documents" / "more.parquet").write_bytes(b"PAR1")


def change_a_copy(lake: Lake) -> None:
    _, path = file_of(lake)
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-9] + b"x" + content[-8:])


def older_current(lake: Lake) -> None:
    lake.current_file.write_text("00000001\n")


def garbage_in_current(lake: Lake) -> None:
    lake.current_file.write_bytes(b"\0\0\0\0")


def no_current(lake: Lake) -> None:
    lake.current_file.unlink()


def no_catalog(lake: Lake) -> None:
    lake.catalog.unlink()


def garbage_in_catalog(lake: Lake) -> None:
    lake.catalog.write_bytes(b"not a database" * 1000)


def catalog_of_another(lake: Lake) -> None:
    with duckdb.connect(str(lake.catalog)) as con:
        glob = lake.partition_glob("documents", 1)
        con.execute(f"CREATE OR REPLACE VIEW documents AS FROM read_parquet('{glob}')")


def lose_an_object(lake: Lake) -> None:
    file_of(lake)[0].unlink()


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        (lose_tree, "tree"),
        (lose_a_name, "tree"),
        (add_a_file, "tree"),
        (change_a_copy, "tree"),
        (older_current, "current"),
        (garbage_in_current, "current"),
        (no_current, "current"),
        (no_catalog, "catalog"),
        (garbage_in_catalog, "catalog"),
        (catalog_of_another, "catalog"),
        (lose_an_object, "object"),
    ],
)
def test_what_can_be_made_again_is(world: Any, lake: Lake, damage: Damage, kind: str) -> None:
    before = world.files()
    damage(lake)
    assert kind in {found for found, _ in faults(lake)}
    repair(lake)
    assert examine(lake) == ()
    assert world.files() == before
    world.put("c.txt", document("第三件"))
    assert world.run() == 3


def test_bytes_that_changed_everywhere_are_named_and_not_hidden(world: Any, lake: Lake) -> None:
    file, _ = file_of(lake)
    file.chmod(0o644)
    content = file.read_bytes()
    file.write_bytes(content[:-9] + b"x" + content[-8:])  # the tree's name leads to the same bytes
    assert faults(lake) == {("object", file.stem)}
    repair(lake)
    assert faults(lake) == {("object", file.stem)}


def test_a_manifest_that_cannot_be_read_is_named(lake: Lake) -> None:
    path = lake.manifest_file(1)
    path.chmod(0o644)
    path.write_text("{")
    assert ("manifest", "1") in faults(lake)
    assert not [finding for finding in examine(lake) if finding.what == "objects"], "who knows what it named?"


def test_a_ledger_that_knows_other_sources_is_found(world: Any, lake: Lake) -> None:
    old, new = lake.manifest(1), lake.manifest_file(2)
    lines = new.read_text().splitlines()
    head = lake.manifest_file(1).read_text().splitlines()[0].replace('"snapshot": 1', '"snapshot": 2')
    assert old.ledger.sha256 in head
    new.chmod(0o644)
    new.write_text("\n".join([head, *lines[1:]]) + "\n")
    assert faults(lake) == {("ledger", "sources"), ("ledger", "documents"), ("ledger", "document_sources")}


def test_what_an_interrupted_run_left_is_no_fault(lake: Lake) -> None:
    (lake.trees / "00000003.x").mkdir()
    (lake.staging / "batch").mkdir()
    (lake.objects / "ab").mkdir(exist_ok=True)
    (lake.objects / "ab" / ("ab" * 32 + ".parquet")).write_bytes(b"PAR1")
    found = examine(lake)
    assert [finding.what for finding in found] == ["objects", "trees", "batches"]
    assert not any(finding.is_fault for finding in found)


def test_a_snapshot_that_was_half_collected_goes_with_the_next_collection(lake: Lake) -> None:
    lake.manifest_file(1).unlink()
    assert [finding.what for finding in examine(lake)][-1] == "snapshots"
    collect(lake)
    assert examine(lake) == ()
    assert [path.name for path in lake.snapshots.iterdir()] == ["00000002"]


def test_manifests_and_objects_are_a_backup(world: Any, lake: Lake, tmp_path: Path) -> None:
    restored = Lake(tmp_path / "restored")
    shutil.copytree(lake.manifests, restored.manifests)
    shutil.copytree(lake.objects, restored.objects)
    repair(restored)
    assert examine(restored) == ()
    other = world.other("restored", complete=False)
    assert other.files() == world.files()
    assert other.run() == 2


def test_a_run_says_what_is_missing(world: Any, lake: Lake) -> None:
    file, path = file_of(lake)
    file.unlink()
    path.unlink()
    with pytest.raises(LakeDamaged, match="fsck"):
        world.run()
    os.utime(lake.manifest_file(2))
    assert ("object", file.stem) in faults(lake)
