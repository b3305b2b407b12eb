"""Prefect task: what the documents of a finished tree say in the same words."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from storage import compare as steps
from storage.model import ObjectRef
from tasks.steps.options import Options


@task(task_run_name="align", cache_policy=NO_CACHE, persist_result=False)
def align(options: Options, tree: Path) -> ObjectRef:
    """Align sentences and measures across documents, and keep the result for the comparisons."""
    return steps.align(options.lake, tree, options.comparison_memory)
