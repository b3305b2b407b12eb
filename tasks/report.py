"""Prefect task: the report of the published snapshot, as a folder of pages."""

from __future__ import annotations

from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from storage.lake import Lake
from tasks.steps.report import write_report


@task(task_run_name="report", cache_policy=NO_CACHE, persist_result=False)
def report(lake: Lake, folder: Path) -> Path:
    """Write the report anew; returns its first page."""
    return write_report(lake, folder)
