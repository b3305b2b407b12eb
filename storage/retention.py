"""Which snapshots are kept: the newest, hourly ones for a day, and all that a reader may still be at work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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
