"""A disk that is really full: the run says so, readers keep what they had, and the next run succeeds."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.conftest import DIVISIONS, DUIZHAO, ROOT, published, report

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


def run(corpus: Path, lake: Path) -> subprocess.CompletedProcess[str]:
    command = [*DUIZHAO, "run", str(corpus), "--lake", str(lake), "--executor", "local"]
    command += ["--divisions", str(corpus.parent / "divisions.csv")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, timeout=120)


def write(corpus: Path, version: int, count: int) -> None:
    for n in range(count):
        text = report("青禾区", 2000 + n % 20, 10 * version + n) * (1 + n)
        (corpus / f"{version}-{n}.txt").write_text(text, encoding="utf-8")


def test_a_full_disk_costs_nothing_but_time(tmp_path: Path, disk: Path) -> None:
    corpus, lake = tmp_path / "corpus", disk / "lake"
    corpus.mkdir()
    (tmp_path / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    write(corpus, 1, 3)
    assert run(corpus, lake).returncode == 0
    before = published(lake)
    resize(disk, f"{used(disk) // 1024 + 100}k")
    write(corpus, 2, 40)
    failed = run(corpus, lake)
    assert failed.returncode == 1, failed
    assert "No space left" in failed.stderr and "Traceback" not in failed.stderr, failed.stderr
    assert published(lake) == before
    resize(disk, LARGE)
    assert run(corpus, lake).returncode == 0
    rebuilt = tmp_path / "rebuilt"
    assert run(corpus, rebuilt).returncode == 0
    assert published(lake) == published(rebuilt)


def used(disk: Path) -> int:
    state = os.statvfs(disk)
    return (state.f_blocks - state.f_bfree) * state.f_frsize
