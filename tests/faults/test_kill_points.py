"""A publication that dies, or is refused by the disk, at any one of its changes leaves the old state or the new one.

Dying is played in this process: from the n-th change on every change raises, so that nothing, no `finally` either,
touches the disk any more, as if the process were gone. A disk that is full or faulty fails the n-th change alone, and
the process tidies up as well as it can. The first point of each kind is tried, by `make test-system` also the middle
and the last one; `DUIZHAO_ALL_KILL_POINTS=1` tries them all.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest

CHANGES = ("open", "replace", "rename", "link", "unlink", "mkdir", "rmdir", "fsync", "remove")


ALL = "DUIZHAO_ALL_KILL_POINTS" in os.environ
OF_EACH_KIND = pytest.mark.parametrize("of_each_kind", [1, pytest.param(3, marks=pytest.mark.system)])


class Killed(BaseException):
    """The process is gone."""


@contextmanager
def counted_changes(
    monkeypatch: pytest.MonkeyPatch, die_at: int | None = None, error: int | None = None
) -> Iterator[list[str]]:
    """The labels of all changes made inside the block; the change with the number `die_at` is not made.

    With an `error` number it fails with that error; without one nothing after it is made either.
    """
    made: list[str] = []

    def counting(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def change(*args: Any, **kwargs: Any) -> Any:
            if name == "open" and not args[1] & os.O_CREAT:
                return call(*args, **kwargs)
            if error is None and die_at is not None and len(made) >= die_at:
                raise Killed
            made.append(label(name, args[-1] if name in ("replace", "rename", "link") else args[0]))
            if error is not None and len(made) - 1 == die_at:
                raise OSError(error, os.strerror(error))
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


def points_to_try(made: list[str], of_each_kind: int) -> list[int]:
    """Numbers of changes: of each kind the first, or the first, the middle and the last; all when asked for."""
    if ALL:
        return list(range(len(made)))
    kinds: dict[str, list[int]] = {}
    for number, kind in enumerate(made):
        kinds.setdefault(kind, []).append(number)
    spread = ([numbers[0], numbers[len(numbers) // 2], numbers[-1]] for numbers in kinds.values())
    return sorted({number for numbers in spread for number in numbers[:of_each_kind]})


@pytest.fixture
def world(make_world: Any, tmp_path: Path) -> Iterator[Any]:
    """A world in memory where there is such a folder: the disk is only played here, and fsync takes most of the time."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as base:
        (Path(base) / "corpus").mkdir()
        yield make_world(Path(base))


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


@OF_EACH_KIND
@pytest.mark.timeout(3600)
def test_every_kill_point_leaves_a_whole_state(
    two_states: Any, monkeypatch: pytest.MonkeyPatch, of_each_kind: int
) -> None:
    world = two_states
    with counted_changes(monkeypatch) as made:
        world.run()
    assert world.files() == world.after
    points = [*points_to_try(made, of_each_kind), len(made)]
    assert len(points) > 10
    print(len(made), len(points), [made[p] for p in points[:-1]])
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


def faults_to_try(made: list[str], of_each_kind: int) -> list[tuple[int, int]]:
    """Pairs of change and error: the points in turn with one error and the other; with both when all are asked for."""
    points, errors = points_to_try(made, of_each_kind), (errno.EIO, errno.ENOSPC)
    return list(product(points, errors) if ALL else zip(points, cycle(errors), strict=False))


@OF_EACH_KIND
@pytest.mark.timeout(3600)
def test_a_disk_that_fails_once_leaves_a_whole_state(
    two_states: Any, monkeypatch: pytest.MonkeyPatch, of_each_kind: int
) -> None:
    world = two_states
    with counted_changes(monkeypatch) as made:
        world.run()
    faults = faults_to_try(made, of_each_kind)
    assert len(faults) > 10
    failed = 0
    for point, error in faults:
        restore(world)
        with counted_changes(monkeypatch, point, error):
            try:
                world.run()
            except OSError as found:
                failed += found.errno == error
        state_of(world, made, point)
        world.run()
        assert world.files() == world.after, f"not recovered after {error} at {name_of(made, point)}"
        # A folder in staging that could not be deleted stays until the next publication.
        assert_clean(world, staging="rmdir" in made[point] or "unlink" in made[point])
    assert failed > len(faults) // 2, "a failing disk must not go unnoticed"


def name_of(made: list[str], point: int) -> str:
    return f"change {point} ({made[point] if point < len(made) else 'the end'})"


def state_of(world: Any, made: list[str], point: int) -> str:
    """What a reader sees who comes by before anybody has recovered the lake."""
    files = world.files()
    assert files in (world.before, world.after), f"a mixed state after dying before {name_of(made, point)}"
    return "old" if files == world.before else "new"


def assert_clean(world: Any, *, staging: bool = False) -> None:
    """Nothing is left over of the run that died; with `staging` staged batches may be."""
    assert list(world.lake.trees.iterdir()) == []
    assert staging or list(world.lake.staging.iterdir()) == []
    named = {ref.sha256 for n in world.lake.committed() for ref in world.lake.manifest(n).objects}
    named |= {world.lake.manifest(n).ledger.sha256 for n in world.lake.committed()}
    assert {path.stem for path in world.lake.objects.glob("*/*")} == named
    assert [path for path in Path(world.lake.root).rglob("*.tmp")] == []
