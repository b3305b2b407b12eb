"""Garbage collection: old snapshots, objects that no manifest names, staging that was merged."""

from __future__ import annotations

from dataclasses import dataclass

from storage.lake import Lake


@dataclass(frozen=True, slots=True)
class Collected:
    """What was deleted."""

    snapshots: tuple[int, ...]
    objects: int
    staged_batches: int
    size: int


def collect(lake: Lake, now: float | None = None) -> Collected:
    """Delete what is old; call under the lock, after a commit. `now` is a time stamp, by default the clock's."""
    raise NotImplementedError
