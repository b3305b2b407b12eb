"""Prefect task: run the checks on a tree before it is published."""

from __future__ import annotations

from pathlib import Path

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from storage.checks import run_checks
from storage.model import CheckResult


@task(task_run_name="audit", cache_policy=NO_CACHE, persist_result=False)
def audit(tree: Path, before: Path | None) -> list[CheckResult]:
    """What each check found; nothing is raised here, the run decides."""
    results = run_checks(tree, before)
    for result in results:
        if not result.passed:
            get_run_logger().warning("%s: %s (%d rows)", result.severity, result.title, result.count)
    return results
