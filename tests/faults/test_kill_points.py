"""A publication that dies before any one of its changes to the disk leaves the old state or the new one, whole.

Dying is played in this process: from the n-th change on every change raises, so that nothing, no `finally` either,
touches the disk any more, as if the process were gone. One point of each kind is tried, at its first and its last
occurrence; `DUIZHAO_ALL_KILL_POINTS=1` tries them all.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

CHANGES = ("open", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "fsync", "remove")


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def counted_changes(monkeypatch: pytest.MonkeyPatch, die_at: int | None = None) -> Iterator[list[str]]:
    """The labels of all changes made inside the block; the change with the number `die_at` is not made, nor any after."""
    made: list[str] = []

    def counting(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def change(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return call(*args, **kwargs)
            if die_at is not None and len(made) >= die_at:
                raise Killed
            made.append(label(name, args[-1] if name in ("replace", "rename", "link") else args[0]))
            return call(*args, **kwargs)

        return change

    with monkeypatch.context() as patch:
        for name in CHANGES:
            patch.setattr(os, name, counting(name, getattr(os, name)))
        yield made


def label(name: str, path: Any) -> str:
    """The kind of a change: what is done in which part of the lake."""
    where = os.readlink(f"/proc/self/fd/{path}") if isinstance(path, int) else os.fsdecode(path)
    part, _, rest = where.rpartition("/lake/")[2].partition("/")
    return f"{name} {part if rest or not part.endswith('.tmp') else 'a temporary file'}"


def points_to_try(made: list[str]) -> list[int]:
    if os.environ.get("DUIZHAO_ALL_KILL_POINTS"):
        return list(range(len(made) + 1))
    last = {kind: n for n, kind in enumerate(made)}
    first = {kind: n for n, kind in reversed(list(enumerate(made)))}
    return sorted({*first.values(), *last.values(), len(made)})


@pytest.fixture
def two_states(world: Any) -> Any:
    """A lake with one snapshot, a changed corpus, and `after`, the files that a run must lead to."""
    world.complete = False
    world.put("a.txt", "东岭省/云溪市/青禾区/990101/2024/notice\n第一件。落实《水利条例》。")
    world.put("b.html", "东岭省/云溪市/青禾区/990101/2024/notice\n第一件。落实《水利条例》。")
    world.run()
    world.before = world.files()
    world.put("a.txt", "东岭省/云溪市/石桥县/990102/2023/notice\n第二件。")
    world.put("c.txt", "!坏")
    rebuilt = world.other("rebuilt")
    rebuilt.run()
    world.after = rebuilt.files()
    shutil.copytree(world.lake.root, world.base / "saved")
    return world


def restore(world: Any) -> None:
    shutil.rmtree(world.lake.root)
    shutil.copytree(world.base / "saved", world.lake.root)


def test_every_kill_point_leaves_a_whole_state(two_states: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    world = two_states
    with counted_changes(monkeypatch) as made:
        world.run()
    assert world.files() == world.after
    points = points_to_try(made)
    assert len(points) > 15
    seen = set()
    for point in points:
        restore(world)
        with counted_changes(monkeypatch, point), suppress(Killed):
            world.run()
        seen.add(state_of(world, made, point))
        world.run()
        assert world.files() == world.after, f"not recovered after dying before {name_of(made, point)}"
        assert_clean(world)
    assert seen == {"old", "new"}


def name_of(made: list[str], point: int) -> str:
    return f"change {point} ({made[point] if point < len(made) else 'the end'})"


def state_of(world: Any, made: list[str], point: int) -> str:
    """What a reader sees who comes by before anybody has recovered the lake."""
    files = world.files()
    assert files in (world.before, world.after), f"a mixed state after dying before {name_of(made, point)}"
    return "old" if files == world.before else "new"


def assert_clean(world: Any) -> None:
    """Nothing is left over of the run that died."""
    assert list(world.lake.trees.iterdir()) == []
    assert list(world.lake.staging.iterdir()) == []
    named = {ref.sha256 for n in world.lake.committed() for ref in world.lake.manifest(n).objects}
    named |= {world.lake.manifest(n).ledger.sha256 for n in world.lake.committed()}
    assert {path.stem for path in world.lake.objects.glob("*/*")} == named
    assert [path for path in Path(world.lake.root).rglob("*.tmp")] == []
