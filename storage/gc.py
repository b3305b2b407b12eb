"""Garbage collection: old snapshots, objects that no manifest names, staging that was merged."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from storage.durable import discard, discard_folder, move
from storage.lake import Lake

NEWEST = 5
"""This many snapshots are kept whatever their age."""

GRACE_SECONDS = 30 * 60
"""Younger ones are all kept: a reader may still be at work on them."""

HOUR, DAY = 3600, 86_400
"""Of the last day, the newest snapshot of each hour is kept."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What was deleted."""

    snapshots: tuple[int, ...]
    objects: int
    size: int


def collect(lake: Lake, now: float | None = None) -> Collected:
    """Delete what is old; call under the lock, after a commit. `now` is a time stamp, by default the clock's."""
    born = {n: lake.manifest_file(n).stat().st_mtime for n in lake.committed()}
    keep = snapshots_to_keep(born, time.time() if now is None else now)
    gone = tuple(n for n in sorted(born) if n not in keep)
    for n in (*gone, *unnamed_snapshots(lake)):
        _take_down(lake, n)
    objects, size = _delete_unnamed_objects(lake)
    return Collected(gone, objects, size)


def snapshots_to_keep(born: Mapping[int, float], now: float) -> set[int]:
    """Of snapshots and the time stamps of their commits, the numbers of those that stay."""
    newest_first = sorted(born, reverse=True)
    keep = set(newest_first[:NEWEST])
    hours: set[int] = set()
    for n in newest_first:
        age, hour = now - born[n], int(born[n] // HOUR)
        if age < GRACE_SECONDS or (age < DAY and hour not in hours):
            keep.add(n)
        hours.add(hour)
    return keep


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
