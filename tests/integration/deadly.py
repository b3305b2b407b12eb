"""A flow whose workers die of one file. A module of its own, so that workers can import it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from prefect import flow, task

from flows.cluster import task_runner
from flows.crew import DaskCrew
from flows.drain import drain
from flows.progress import Silent
from flows.settings import load_settings
from storage.model import Batch, Receipt
from tasks.steps.options import Options
from tasks.steps.outcome import Outcome
from tasks.steps.run import run_corpus
from tasks.steps.stage import stage_batch


@task
def deadly(options: Options, batch: Batch) -> Receipt:
    """Stage a batch as usual; the process ends without a word where 毒 is among its files."""
    if any("毒" in item.path for item in batch.items):
        os._exit(1)
    return stage_batch(options, batch)


class DeadlyCrew(DaskCrew):
    def stage(
        self, options: Options, batches: Sequence[Batch]
    ) -> Iterator[tuple[Batch, Receipt | BaseException]]:
        def submit(batch: Batch) -> Any:
            return deadly.submit(options, batch)

        yield from drain(submit, batches, 4)


@flow(task_runner=task_runner(load_settings(workers=2)))
def ingest_deadly(options: Options) -> Outcome:
    return run_corpus(options, DeadlyCrew(), Silent())
