"""Files of the inbox are told of when they have settled: together, once, and again when they change."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.arrivals import Gatherer
from storage.errors import CorpusMissing
from storage.look import FileState, look

A, B, A_LONGER = (1, 10, 100), (1, 11, 101), (2, 12, 100)


def told_at(looks: list[tuple[float, dict[str, FileState]]]) -> list[tuple[float, tuple[str, ...]]]:
    """When a gatherer (1 s of settling, 5 s at most) tells of which files, given what it sees when."""
    gatherer, told = Gatherer(settle=1.0, longest=5.0), []
    for now, files in looks:
        arrived = gatherer.look(files, now)
        if arrived:
            gatherer.told(arrived)
            told.append((now, arrived))
    return told


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        pytest.param(
            [(0, {"a": A}), (0.5, {"a": A}), (1, {"a": A}), (9, {"a": A})], [(1, ("a",))], id="once"
        ),
        pytest.param([(0, {"a": A}), (0.9, {"a": A_LONGER}), (1.5, {"a": A_LONGER})], [], id="still growing"),
        pytest.param(
            [(0, {"a": A}), (1, {"a": A}), (2, {"a": A_LONGER}), (3, {"a": A_LONGER})],
            [(1, ("a",)), (3, ("a",))],
            id="changed later",
        ),
        pytest.param(
            [(0, {"a": A}), (0.9, {"a": A, "b": B}), (1.2, {"a": A, "b": B}), (2, {"a": A, "b": B})],
            [(2, ("a", "b"))],
            id="a burst is told of as one",
        ),
        pytest.param(
            [(float(n), {"a": A, "b": (n, n, 7)}) for n in range(7)],
            [(5, ("a",))],
            id="one that never settles holds the others up for so long only",
        ),
        pytest.param(
            [(0, {"a": A}), (1, {}), (2, {"a": A}), (3, {"a": A})], [(3, ("a",))], id="gone and back"
        ),
    ],
)
def test_files_are_told_of(
    looks: list[tuple[float, dict[str, FileState]]], expected: list[tuple[float, tuple[str, ...]]]
) -> None:
    assert told_at(looks) == expected


def test_what_could_not_be_delivered_is_told_of_again() -> None:
    gatherer = Gatherer(settle=1.0)
    gatherer.look({"a": A}, 0)
    assert gatherer.look({"a": A}, 1) == gatherer.look({"a": A}, 2) == ("a",)


def test_a_look_sees_the_regular_files_that_a_scan_reads(tmp_path: Path) -> None:
    (tmp_path / "云溪市").mkdir()
    (tmp_path / "云溪市" / "报告.txt").write_text("报告")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / ".hidden")
    assert set(look(tmp_path)) == {"云溪市/报告.txt"}


def test_a_missing_inbox_is_no_empty_inbox(tmp_path: Path) -> None:
    with pytest.raises(CorpusMissing, match="cannot be listed"):
        look(tmp_path / "nowhere")
