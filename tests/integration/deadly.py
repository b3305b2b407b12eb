"""A flow whose workers die of one file, and one of them at a later step. A module of its own, so that workers can import it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from prefect import flow, task

from flows.cluster import task_runner
from flows.crew import TRIES, DaskCrew
from flows.drain import drain
from flows.progress import Silent
from flows.settings import load_settings
from storage.compare import align
from storage.model import Batch, ObjectRef, Receipt
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


@task
def dies_once(options: Options, tree: Path) -> ObjectRef:
    """Align as usual; the first time the process ends without a word."""
    died = options.lake / "died"
    if not died.exists():
        died.touch()
        os._exit(1)
    return align(options.lake, tree)


class DeadlyCrew(DaskCrew):
    def stage(
        self, options: Options, batches: Sequence[Batch]
    ) -> Iterator[tuple[Batch, Receipt | BaseException]]:
        def submit(batch: Batch) -> Any:
            return deadly.submit(options, batch)

        yield from drain(submit, batches, 4)

    def align(self, options: Options, tree: Path) -> ObjectRef:
        ((_, made),) = drain(lambda tree: dies_once.submit(options, tree), [tree], 1, TRIES)
        return cast(ObjectRef, made)


@flow(task_runner=task_runner(load_settings(workers=2)))
def ingest_deadly(options: Options) -> Outcome:
    return run_corpus(options, DeadlyCrew(), Silent())
