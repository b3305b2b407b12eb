"""Garbage collection: old snapshots, objects that no manifest names, staging that was merged."""

from __future__ import annotations

import time
import uuid

from storage.durable import discard, discard_folder, move
from storage.lake import Lake
from storage.remote.gc import collect_home
from storage.remote.home import Home
from storage.retention import Collected, snapshots_to_keep


def collect(lake: Lake, now: float | None = None) -> Collected:
    """Delete what is old; call under the lock, after a commit. `now` is a time stamp, by default the clock's.

    Of a lake in a store both are cleaned, home and working copy; what is returned is the home's.
    """
    now = time.time() if now is None else now
    here = _collect_folder(lake, now)
    return here if lake.home is None else collect_home(Home.at(lake.home), now)


def _collect_folder(lake: Lake, now: float) -> Collected:
    born = {n: lake.manifest_file(n).stat().st_mtime for n in lake.committed()}
    keep = snapshots_to_keep(born, now)
    gone = tuple(n for n in sorted(born) if n not in keep)
    for n in (*gone, *unnamed_snapshots(lake)):
        _take_down(lake, n)
    objects, size = _delete_unnamed_objects(lake)
    return Collected(gone, objects, size)


def unnamed_snapshots(lake: Lake) -> tuple[int, ...]:
    """Snapshots without a manifest: what stays where a process dies while it takes one down."""
    there = {int(folder.name) for folder in lake.snapshots.glob("[0-9]*")}
    return tuple(sorted(there - set(lake.committed())))


def _take_down(lake: Lake, n: int) -> None:
    """Remove a snapshot, whole at once for readers; the manifest goes first, so that recovery does not rebuild it."""
    discard(lake.manifest_file(n))
    tree = lake.snapshots / f"{n:08d}"
    if tree.is_dir():
        hidden = lake.trees / f"{n:08d}.{uuid.uuid4().hex}"
        move(tree, hidden)
        discard_folder(hidden)


def _delete_unnamed_objects(lake: Lake) -> tuple[int, int]:
    named: set[str] = set()
    for n in lake.committed():
        manifest = lake.manifest(n)
        named.add(manifest.ledger.sha256)
        named.update(ref.sha256 for ref in manifest.objects)
    count = size = 0
    for file in lake.objects.glob("??/*"):
        if file.stem not in named:
            count, size = count + 1, size + file.stat().st_size
            discard(file)
    return count, size
