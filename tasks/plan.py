"""Prefect task: what has to be read, seen against the published snapshot."""

from __future__ import annotations

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from storage.model import Plan, SourceFile
from tasks.steps.options import Options
from tasks.steps.plan import plan_run


@task(task_run_name="plan", cache_policy=NO_CACHE)
def plan(options: Options, files: tuple[SourceFile, ...]) -> Plan:
    """Compare what the scan found with what is published."""
    found = plan_run(options, files)
    get_run_logger().info(
        "%d files: %d to read, %d unchanged, %d gone, %d refused",
        *(len(files), len(found.parse), len(found.unchanged), len(found.removed), len(found.refused)),
    )
    return found
