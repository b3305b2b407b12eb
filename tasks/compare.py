"""Prefect task: one comparison table from a finished tree."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from storage.model import ObjectRef
from tasks.steps import compare as steps
from tasks.steps.options import Options


@task(task_run_name="compare {name}", cache_policy=NO_CACHE, persist_result=False)
def compare(options: Options, tree: Path, name: str) -> ObjectRef:
    """Run the comparison `name` on the tree and store it."""
    return steps.compare(options, tree, name)
