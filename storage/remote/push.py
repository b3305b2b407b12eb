"""Publishing to a store: objects → manifest, if there is none of this number (the commit) → tree → CURRENT.

The tree comes after the commit, other than on disk, where a finished one is renamed: keys cannot be renamed, and two
writers that build trees of the same number would mix them. Only the winner builds one; until CURRENT names it,
nobody looks. What a run leaves undone after the commit, the next one finishes.
"""

from __future__ import annotations

from collections.abc import Iterable

from storage.errors import PlanOutdated
from storage.lake import Lake
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import object_file
from storage.remote.home import Home, object_key, snapshot_prefix, tree_key
from storage.remote.store import at_once


def push(lake: Lake, manifest: Manifest) -> None:
    """Publish a snapshot of the working copy in its home. Raises PlanOutdated where another run was first."""
    assert lake.home is not None
    home = Home.at(lake.home)
    _upload(home, lake, manifest)
    if not home.commit(manifest):
        raise PlanOutdated(
            f"Snapshot {manifest.snapshot} of {home} was published by {home.writer_of(manifest.snapshot)} since this "
            "run planned; nothing of it is lost and nothing of this one is published. Run again."
        )
    show(home, manifest)


def finish(home: Home) -> None:
    """Do what is left of a publication that was cut short after its commit."""
    newest = next(reversed(home.manifests()), None)
    if newest is not None and home.current()[0] != newest:
        show(home, home.manifest(newest))


def show(home: Home, manifest: Manifest) -> None:
    """Give readers a committed snapshot: its tree, then what points to it."""
    build_tree(home, manifest.snapshot, manifest.objects)
    home.point_to(manifest.snapshot)


def build_tree(home: Home, n: int, objects: Iterable[ObjectRef]) -> None:
    """Copy, inside the store, those objects to their places in a snapshot that are not there."""
    there = {entry.key: entry.size for entry in home.store.list(snapshot_prefix(n))}
    missing = [ref for ref in objects if there.get(tree_key(n, ref)) != ref.size]
    at_once(lambda ref: home.store.copy(object_key(ref.sha256), tree_key(n, ref)), missing)


def _upload(home: Home, lake: Lake, manifest: Manifest) -> None:
    """Write every object that the parent does not name.

    An object that is there although the parent does not name it is written all the same: a garbage collection that
    goes on elsewhere may be about to delete it, and spares what is young.
    """
    parent = lake.manifest(manifest.parent) if manifest.parent is not None else None
    settled = {ref.sha256 for ref in (*parent.objects, parent.ledger)} if parent else set()
    wanted = {ref.sha256 for ref in (*manifest.objects, manifest.ledger)}

    def upload(sha256: str) -> None:
        home.store.write(object_key(sha256), object_file(lake.root, sha256).read_bytes())

    at_once(upload, sorted(wanted - settled))
