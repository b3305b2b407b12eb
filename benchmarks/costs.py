"""What a command costs over its whole process tree: CPU and wall time, and the memory that is its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil

ROOT = Path(__file__).parents[1]
_LOOK_EVERY = 0.2
"""Seconds between two looks at memory: PSS is read from smaps, a millisecond a process."""
_LAST = 2_000
"""Characters of what a command that failed said last."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds (user and system) and wall seconds, and the peak of the tree's PSS in megabytes."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float


class BenchmarkFailed(Exception):
    """A measured command ended with another exit code than it should."""


def cost_of(
    command: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    accept: frozenset[int] = frozenset({0}),
) -> Cost:
    """Run a command from the project's root and measure it.

    Raises BenchmarkFailed on an exit code not accepted, with the last that the command said.
    """
    with tempfile.TemporaryFile() as said:
        code, cost = _measured(
            command, os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment or {}), said
        )
        if code not in accept:
            said.seek(0)
            last = said.read().decode(errors="backslashreplace")[-_LAST:]
            raise BenchmarkFailed(f"{' '.join(command)} ended with {code}:\n{last}")
    return cost


def _measured(command: Sequence[str], environment: Mapping[str, str], said: IO[bytes]) -> tuple[int, Cost]:
    begin = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=said, env=environment)
    tree = _Tree(child.pid)
    tree.start()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begin
    tree.stop()
    # Some frameworks leave daemons that nobody waits for: those are only seen by looking.
    cpu = max(usage.ru_utime + usage.ru_stime, tree.cpu_seconds)
    return child.returncode, Cost(cpu, wall, tree.megabytes)


def cost_of_run(corpus: Path, lake: Path, divisions: Path, *options: str) -> Cost:
    """`duizhao run`, measured; 3 (some files were refused) is as good as 0."""
    command = [sys.executable, "-m", "flows.cli", "run", str(corpus), "--lake", str(lake)]
    command += ["--divisions", str(divisions), *options]
    return cost_of(command, accept=frozenset({0, 3}))


class _Tree(threading.Thread):
    """Looks at a process and its descendants until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.megabytes = 0.0
        self._cpu: dict[int, float] = {}
        self._root = psutil.Process(pid)
        self._ended = threading.Event()

    @property
    def cpu_seconds(self) -> float:
        """What the processes had used when each was last seen."""
        return sum(self._cpu.values())

    def run(self) -> None:
        while not self._ended.wait(_LOOK_EVERY):
            try:
                processes = [self._root, *self._root.children(recursive=True)]
            except psutil.NoSuchProcess:
                return
            self.megabytes = max(self.megabytes, sum(map(self._look, processes)) / 2**20)

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def _look(self, process: psutil.Process) -> int:
        try:
            times = process.cpu_times()
            self._cpu[process.pid] = times.user + times.system
            return int(process.memory_full_info().pss)
        except psutil.Error:  # it ended between two looks
            return 0
