"""Prefect task: merge touched partitions of one table into new objects."""

from __future__ import annotations

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from storage.model import ObjectRef, PartitionMerge
from tasks.steps.merge import merge as merge_one
from tasks.steps.sealed import Sealed


@task(task_run_name="{name}", retries=2, retry_delay_seconds=1, cache_policy=NO_CACHE, persist_result=False)
def merge(
    root: Path, merges: Sealed[tuple[PartitionMerge, ...]], name: str
) -> tuple[tuple[ObjectRef, ...], ...]:
    """The objects of each merge, in order; `name` is what the run is called."""
    made = tuple(merge_one(root, one) for one in merges.opened())
    get_run_logger().info(
        "%d partitions, %d rows", len(made), sum(part.rows for objects in made for part in objects)
    )
    return made
