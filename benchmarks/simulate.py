"""How long a run takes on more workers than this machine has, from the costs that were measured on it.

A model, not a measurement: tasks go to whichever worker is free first, the scheduler hands out one task at a time, and
what one process does alone (scan, plan, publish) is added. It says where more workers stop helping, and why.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Model:
    """Seconds: of each parallel task, of the scheduler for each task, and of everything that is done alone."""

    tasks: Sequence[float]
    dispatch: float
    alone: float


def makespan(model: Model, workers: int) -> float:
    """Wall seconds of the run on `workers` workers. Raises ValueError below one worker."""
    if workers < 1:
        raise ValueError("A run needs a worker.")
    free = [0.0] * workers
    dispatched = 0.0
    for seconds in model.tasks:
        dispatched += model.dispatch
        begin = max(heapq.heappop(free), dispatched)
        heapq.heappush(free, begin + seconds)
    return max(free) + model.alone


def speedups(model: Model, counts: Iterable[int]) -> dict[int, float]:
    """How many times faster than one worker each number of workers is."""
    one = makespan(model, 1)
    return {count: one / makespan(model, count) for count in counts}
