"""Prefect task: the commit. It runs in the process that holds the lake's lock, never on a worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from storage.lake import Lake
from storage.model import ObjectRef
from storage.publish import Draft, commit


@task(task_run_name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(
    lake: Lake, prepared: Draft, tree: Path, objects: Sequence[ObjectRef], comparisons: Sequence[ObjectRef]
) -> int:
    """Publish the tree; returns the number of the snapshot that readers see now."""
    snapshot = commit(lake, prepared, tree, objects, comparisons)
    get_run_logger().info("snapshot %08d is published", snapshot)
    return snapshot
