"""CPU seconds of each step of a whole local run: scan, plan, read, merge, audit, compare, publish."""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path

from flows.local import run_locally
from storage.model import Plan
from tasks.steps.options import Options


class StepClock:
    """A `tasks.steps.crew.Watcher` that adds up the CPU seconds between one step's beginning and the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._step = "start"
        self._since = time.process_time()

    def begin(self, step: str, total: int | None = None) -> None:
        now = time.process_time()
        self.seconds[self._step] += now - self._since
        self._step, self._since = step, now

    def advance(self, count: int = 1, documents: int = 0) -> None:
        pass

    def planned(self, plan: Plan) -> None:
        pass


def time_steps(corpus: Path, lake: Path, divisions: bytes | None) -> dict[str, float]:
    """CPU seconds by step of a run of `corpus` into `lake` in this process."""
    clock = StepClock()
    run_locally(Options(corpus, lake, divisions), clock)
    clock.begin("end")
    return dict(clock.seconds)
