"""The flow `maintain`: delete old snapshots, and examine every byte of the lake. Deployed as `flows.maintain.maintain`."""

from __future__ import annotations

from dataclasses import asdict

from prefect import flow
from prefect.artifacts import create_table_artifact
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.job import present_job
from flows.parameters import MaintainOptions
from flows.places import lake_folder
from storage.findings import Finding
from storage.lake import Lake
from storage.lock import writer_lock
from storage.publish import recover
from tasks.maintain import collect_old, examine_lake

MEGABYTE = 1_000_000


@flow(
    name="maintain",
    description="Delete old snapshots, and examine every byte of the lake.",
    flow_run_name="maintain",
)
def maintain(options: MaintainOptions = MaintainOptions()) -> State[None]:  # noqa: B008 it is frozen
    """Delete old snapshots, and see whether the lake agrees with itself. Faults make the run fail.

    Args:
        options: What is done besides looking
    """
    settings = present_job().settings
    lake = Lake(lake_folder(settings))
    if not lake.lock_file.parent.is_dir():
        return Completed(message=f"There is no lake at {lake.root} yet")
    done = []
    with writer_lock(lake, settings.lock_wait):
        if options.collect:
            recover(lake)
            gone = collect_old(lake)
            done.append(f"{len(gone.snapshots)} old snapshots deleted, {gone.size / MEGABYTE:.1f} MB freed")
        findings = examine_lake(lake, repair=options.repair)
    _show(findings)
    faults = [finding for finding in findings if finding.is_fault]
    if faults:
        first = f"first: {faults[0].kind} {faults[0].what}, {faults[0].detail}"
        return Failed(message=f"{len(faults)} faults ({first}). docs/operations.md says what to do.")
    return Completed(message="; ".join([*done, "the lake agrees with itself"]))


def _show(findings: tuple[Finding, ...]) -> None:
    if findings:
        table = [asdict(finding) for finding in findings]
        create_table_artifact(
            key="duizhao-fsck", table=table, description="What does not agree, or is left over"
        )
