"""The flow `compare`: lay the published tables side by side again, without a look at the inbox.

For when comparisons, indicators or the division table were changed. Deployed as `flows.compare.compare`.
"""

from __future__ import annotations

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.artifacts import leave_artifacts
from flows.cluster import task_runner
from flows.crew import DaskCrew
from flows.job import present_job
from flows.options import read_corrections, read_divisions
from flows.places import lake_folder
from flows.settings import load_settings
from storage.lake import Lake
from storage.place import place_of
from tasks.steps.options import Options
from tasks.steps.outcome import Outcome
from tasks.steps.run import compare_again


@flow(
    name="compare",
    description="Lay the published tables side by side again.",
    flow_run_name="compare again",
    task_runner=task_runner(load_settings()),
)
def compare() -> State[Outcome]:
    """Make every comparison table anew from the published tables, where comparisons or divisions were changed."""
    job = present_job()
    settings = job.settings
    options = Options(
        corpus=place_of(job.corpus).resolve(),
        lake=lake_folder(settings),
        divisions=read_divisions(settings.divisions),
        corrections=read_corrections(settings.corrections),
        lock_wait=settings.lock_wait,
    )
    outcome = compare_again(options, DaskCrew(), job.watcher)
    leave_artifacts(outcome, Lake(options.lake), settings.report)
    get_run_logger().info(outcome.sentence)
    return Completed(message=outcome.sentence, data=outcome)
