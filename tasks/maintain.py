"""Prefect tasks: keep a lake in order. They run in the process that holds its lock."""

from __future__ import annotations

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE

from storage import fsck
from storage.findings import Finding
from storage.gc import collect
from storage.lake import Lake
from storage.retention import Collected


@task(task_run_name="delete old snapshots", cache_policy=NO_CACHE, persist_result=False)
def collect_old(lake: Lake) -> Collected:
    """Delete old snapshots and what only they used; returns what went."""
    gone = collect(lake)
    get_run_logger().info("%d snapshots, %d files, %d bytes", len(gone.snapshots), gone.objects, gone.size)
    return gone


@task(task_run_name="examine the lake", cache_policy=NO_CACHE, persist_result=False)
def examine_lake(lake: Lake, repair: bool) -> tuple[Finding, ...]:
    """What does not agree in the lake; with `repair` what is left of it after that."""
    findings = fsck.examine(lake)
    if repair and any(finding.is_fault for finding in findings):
        get_run_logger().warning("%d findings are repaired", len(findings))
        fsck.repair(lake)
        findings = fsck.examine(lake)
    for finding in findings:
        level = get_run_logger().error if finding.is_fault else get_run_logger().info
        level("%s %s: %s", finding.kind, finding.what, finding.detail)
    return findings
