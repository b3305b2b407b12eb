"""A disk that is really full: the run says so, readers keep what they had, and the next run succeeds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import DIVISIONS, DUIZHAO, ROOT, published, report
from tests.system.service import wait_for

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk"),
]
LARGE = "64m"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own for the lake, which can be made small."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={LARGE}", "duizhao-test", disk], capture_output=True
    )
    if done.returncode:
        pytest.skip(f"cannot mount here: {done.stderr.decode().strip()}")
    yield disk
    subprocess.run(["umount", disk], check=True)


def resize(disk: Path, size: str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def start(corpus: Path, lake: Path) -> subprocess.Popen[str]:
    command = [*DUIZHAO, "run", str(corpus), "--lake", str(lake), "--executor", "local"]
    command += ["--divisions", str(corpus.parent / "divisions.csv")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=environment)


def end(run: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and messages of a run, once it has ended."""
    _, messages = run.communicate(timeout=240)
    return run.returncode, messages


def run(corpus: Path, lake: Path) -> tuple[int, str]:
    return end(start(corpus, lake))


def write(corpus: Path, version: int, count: int) -> None:
    for n in range(count):
        text = report("青禾区", 2000 + n % 20, 10 * version + n) * (1 + n)
        (corpus / f"{version}-{n}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (tmp_path / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    write(folder, 1, 3)
    return folder


def test_a_run_that_will_not_fit_is_not_begun(corpus: Path, disk: Path) -> None:
    lake = disk / "lake"
    assert run(corpus, lake)[0] == 0
    before = published(lake)
    resize(disk, f"{used(disk) // 1024 + 100}k")
    write(corpus, 2, 40)
    code, messages = run(corpus, lake)
    assert code == 1 and "E_SPACE_MISSING" in messages and "Traceback" not in messages, messages
    assert published(lake) == before
    assert not list((lake / "_staging").iterdir())


def test_a_disk_that_fills_up_in_the_middle_costs_nothing_but_time(
    corpus: Path, disk: Path, tmp_path: Path
) -> None:
    lake = disk / "lake"
    assert run(corpus, lake)[0] == 0
    before = published(lake)
    write(corpus, 2, 40)
    working = start(corpus, lake)
    wait_for(lambda: any((lake / "_staging").iterdir()), "the first rows are staged")
    resize(disk, f"{used(disk) // 1024 + 500}k")
    code, messages = end(working)
    assert code == 1 and "No space left" in messages and "Traceback" not in messages, messages
    assert published(lake) == before
    resize(disk, LARGE)
    assert run(corpus, lake)[0] == 0
    rebuilt = tmp_path / "rebuilt"
    assert run(corpus, rebuilt)[0] == 0
    assert published(lake) == published(rebuilt)


def used(disk: Path) -> int:
    state = os.statvfs(disk)
    return (state.f_blocks - state.f_bfree) * state.f_frsize
