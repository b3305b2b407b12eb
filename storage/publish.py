"""From receipts to a snapshot: draft → merges → tree → checks and comparisons → commit.

The manifest is the commit point. Everything before it can be thrown away, everything after it can be redone.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from storage.catalog import write_catalog
from storage.corrections import corrections_fingerprint
from storage.drafts import Draft, draft
from storage.durable import discard, discard_folder, move, replace_file
from storage.errors import PlanOutdated
from storage.lake import Lake
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import encode, put_object, sort_rows
from storage.partitions import empty_partition
from storage.remote.fetch import prepare_to_write
from storage.remote.push import push
from storage.schemas import TABLES
from storage.table import Table
from storage.tree import is_whole, link_objects, sync_tree

__all__ = [
    "Draft",
    "build_tree",
    "clear_left_overs",
    "clear_staging",
    "commit",
    "draft",
    "point_to",
    "publish_manifest",
    "rebuild_tree",
    "recover",
    "recover_folder",
]


def build_tree(lake: Lake, draft: Draft, objects: Sequence[ObjectRef]) -> Path:
    """Link the settled and the merged `objects` into a new tree outside snapshots/; returns its folder."""
    tree = _new_tree(lake, draft.snapshot)
    link_objects(lake.root, tree, _all_tables(lake, draft, objects))
    return tree


def commit(
    lake: Lake, draft: Draft, tree: Path, objects: Sequence[ObjectRef], comparisons: Sequence[ObjectRef]
) -> int:
    """Publish: manifest (the commit point), rename of the tree, catalog, CURRENT. Returns the snapshot's number.

    Where draft.is_same nothing is published and the parent's number comes back. Raises PlanOutdated when another
    run published since the plan.
    """
    if draft.is_same:
        discard_folder(tree)
        clear_staging(lake)
        return draft.snapshot - 1
    link_objects(lake.root, tree, comparisons)
    refs = sorted([*_all_tables(lake, draft, objects), *comparisons], key=_position)
    plan = draft.plan
    manifest = Manifest(
        snapshot=draft.snapshot,
        parent=plan.parent,
        fingerprint=plan.fingerprint,
        compare_fingerprint=plan.compare_fingerprint,
        ledger=draft.ledger,
        objects=tuple(refs),
        corrections=corrections_fingerprint(plan.corrections),
        accepted=draft.accepted,
        coding_fingerprint=plan.coding_fingerprint,
    )
    return _publish(lake, manifest, tree)


def publish_manifest(lake: Lake, manifest: Manifest) -> int:
    """Publish a snapshot whose objects are all in the lake already; returns its number."""
    return _publish(lake, manifest, _tree_of(lake, manifest))


def _tree_of(lake: Lake, manifest: Manifest) -> Path:
    """A new tree of all objects of a manifest, outside snapshots/."""
    tree = _new_tree(lake, manifest.snapshot)
    link_objects(lake.root, tree, manifest.objects)
    return tree


def _new_tree(lake: Lake, number: int) -> Path:
    return lake.trees / f"{number:08d}.{uuid.uuid4().hex}"


def _publish(lake: Lake, manifest: Manifest, tree: Path) -> int:
    """Commit, then show. Raises PlanOutdated where the number was given away.

    For a lake in a store the commit is the store's. The working copy follows: it never has a manifest of its own.
    """
    sync_tree(tree)
    try:
        if lake.home is not None:
            push(lake, manifest)
        manifest.write(lake.manifest_file(manifest.snapshot))
    except FileExistsError:
        discard_folder(tree)
        raise PlanOutdated("Another run published since this one planned; run again.") from None
    _show(lake, manifest.snapshot, tree)
    return manifest.snapshot


def recover(lake: Lake) -> int | None:
    """Redo the last steps of a publication that was cut short; call at the start of each run, under the lock.

    Returns the number of the current snapshot. Half-built trees are cleared away. The working copy of a lake in a
    store is brought up to date before.
    """
    prepare_to_write(lake)
    return recover_folder(lake)


def recover_folder(lake: Lake) -> int | None:
    """The same for the folder alone, whatever store it is a working copy of."""
    number = next(reversed(lake.committed()), None)
    if number is not None:
        manifest = lake.manifest(number)
        if not is_whole(lake.snapshots / f"{number:08d}", manifest.objects):
            tree = _tree_of(lake, manifest)
            sync_tree(tree)
            _show(lake, number, tree)
        elif lake.current() != number or not lake.catalog.exists():
            point_to(lake, number)
    clear_left_overs(lake)
    return number


def rebuild_tree(lake: Lake, number: int) -> None:
    """Build the tree of a committed snapshot anew, in the place of the one that is there. Raises LakeDamaged."""
    tree = _tree_of(lake, lake.manifest(number))
    sync_tree(tree)
    _put_in_place(lake, number, tree)


def clear_left_overs(lake: Lake) -> None:
    """Delete half-built trees, and temporary files that never got a name."""
    for tree in lake.trees.iterdir():
        discard_folder(tree)
    for file in (*lake.trees.glob("*.tmp"), *lake.manifests.glob(".*.tmp"), *lake.root.glob(".*.tmp")):
        discard(file)


def _show(lake: Lake, number: int, tree: Path) -> None:
    """Give readers the tree: its name under snapshots/, then what points to it."""
    _put_in_place(lake, number, tree)
    point_to(lake, number)


def _put_in_place(lake: Lake, number: int, tree: Path) -> None:
    target = lake.snapshots / f"{number:08d}"
    if target.exists():
        # Only a power cut leaves a snapshot that is not whole; nobody can have read it as current.
        move(target, _new_tree(lake, number))
    move(tree, target)


def point_to(lake: Lake, number: int) -> None:
    """Make the snapshot the one that readers see."""
    # CURRENT comes last: as long as it says another number, recovery knows that there is something to redo.
    clear_staging(lake)
    write_catalog(lake, number)
    replace_file(lake.current_file, f"{number:08d}\n".encode())


def clear_staging(lake: Lake) -> None:
    """What was staged is merged. What was refused for want of memory must not be found there again."""
    for batch in lake.staging.iterdir():
        discard_folder(batch)


def _all_tables(lake: Lake, draft: Draft, objects: Sequence[ObjectRef]) -> list[ObjectRef]:
    """The objects of every table; a table without rows has one empty file."""
    refs = [*draft.settled, *objects]
    filled = {ref.table for ref in refs}
    return refs + [_empty(lake, name) for name in TABLES if name not in filled]


def _empty(lake: Lake, name: str) -> ObjectRef:
    table = TABLES[name]
    content = _empty_file(table)
    return ObjectRef(name, empty_partition(table), 0, len(content), put_object(lake.root, content))


@cache
def _empty_file(table: Table) -> bytes:
    return encode(sort_rows(table, table.arrow_schema.empty_table()), table.rows_per_group)


def _position(ref: ObjectRef) -> tuple[str, str, int]:
    return ref.table, str(ref.partition), ref.part
