"""Garbage collection: what stays, and that what stays is whole."""

from __future__ import annotations

import os
from typing import Any

from storage.gc import collect
from storage.retention import DAY, HOUR, snapshots_to_keep

NOW = 100 * DAY


def test_the_newest_five_stay_whatever_their_age() -> None:
    born = {n: n * 0.1 for n in range(1, 9)}
    assert snapshots_to_keep(born, NOW) == {4, 5, 6, 7, 8}


def test_young_ones_stay_and_of_the_last_day_one_an_hour() -> None:
    # a commit every ten minutes for two days; the last is number 288
    born = {n: NOW - (288 - n) * 600.0 for n in range(1, 289)}
    keep = snapshots_to_keep(born, NOW)
    assert {284, 285, 286, 287, 288} <= keep
    hours = {int(born[n] // HOUR) for n in keep}
    assert len(hours) in (24, 25)
    assert len(keep) <= 5 + 25
    assert min(born[n] for n in keep) > NOW - DAY


def test_old_snapshots_go_with_their_objects(world: Any) -> None:
    world.complete = False
    for n in range(1, 9):
        world.put("a.txt", f"东岭省/云溪市/青禾区/990101/2024/notice\n第{n}件。")
        assert world.run(clean=False) == n
    for n in range(1, 9):
        os.utime(world.lake.manifest_file(n), (n, n))
    objects = len(list(world.lake.objects.glob("*/*")))
    collected = collect(world.lake, NOW)
    assert collected.snapshots == (1, 2, 3)
    assert len(list(world.lake.objects.glob("*/*"))) == objects - collected.objects < objects
    assert [path.name for path in sorted(world.lake.snapshots.iterdir())] == [f"{n:08d}" for n in range(4, 9)]
    assert collect(world.lake, NOW).objects == 0
    rebuilt = world.other("rebuilt")
    rebuilt.run()
    assert world.files() == rebuilt.files()
    world.put("b.txt", "东岭省/云溪市/青禾区/990101/2024/notice\n又一件。")
    assert world.run() == 9
