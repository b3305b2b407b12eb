"""The flow `ingest`: read a corpus, publish its tables, lay the districts side by side.

Deployed as `flows.ingest.ingest`; `duizhao run` calls it too. The order of the steps is in `tasks.steps.run`.
"""

from __future__ import annotations

from dataclasses import replace

from prefect import flow, get_run_logger, runtime
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.artifacts import ProgressArtifact, leave_artifacts
from flows.cluster import task_runner
from flows.crew import DaskCrew
from flows.job import present_job
from flows.options import options_for
from flows.parameters import IngestOptions
from flows.progress import Together
from flows.settings import load_settings
from storage.errors import LakeMissing
from storage.lake import Lake
from storage.lookup import refusals
from storage.model import Plan
from storage.place import Place, place_of
from storage.remote.reading import published
from tasks.steps.options import Options
from tasks.steps.outcome import Outcome
from tasks.steps.run import run_corpus

TAG = "duizhao"
"""Of flow runs alone: for each task run with a tag Prefect asks the API whether something limits it, and waits."""


def _first_name() -> str:
    """What a run is called until it is known what it has to do."""
    return place_of(present_job().corpus).resolve().name


class _Namer:
    """A watcher that gives the flow run a name that says what it does, as soon as that is known."""

    def __init__(self, corpus: Place) -> None:
        self._corpus = corpus.name

    def begin(self, step: str, total: int | None = None) -> None: ...

    def advance(self, count: int = 1, documents: int = 0) -> None: ...

    def planned(self, plan: Plan) -> None:
        files = len(plan.parse) + len(plan.unchanged) + len(plan.refused)
        name = f"{self._corpus}: {len(plan.parse)} of {files} files"
        with get_client(sync_client=True) as client:
            client.update_flow_run(runtime.flow_run.id, name=name, tags=sorted({*runtime.flow_run.tags, TAG}))


@flow(
    name="ingest",
    description="Read a folder of documents, publish its tables, lay the districts side by side.",
    flow_run_name=_first_name,
    task_runner=task_runner(load_settings()),
)
def ingest(options: IngestOptions = IngestOptions()) -> State[Outcome]:  # noqa: B008 it is frozen
    """Bring the lake up to date with the inbox.

    Args:
        options: What is read, and what the run does not stop for
    """
    job = present_job()
    keep = job.settings.model_copy(update={"keep_missing": options.keep_missing or job.settings.keep_missing})
    wanted = options_for(keep, job.corpus, options.consent)
    if options.again == "refused":
        wanted = _with_the_refused(wanted)
    watcher = Together((job.watcher, _Namer(wanted.corpus), ProgressArtifact()))
    outcome = run_corpus(wanted, DaskCrew(), watcher)
    leave_artifacts(outcome, Lake(wanted.lake), job.settings.report)
    get_run_logger().info(outcome.sentence)
    return Completed(message=outcome.sentence, data=outcome)


def _with_the_refused(options: Options) -> Options:
    """The options with every code to be tried again that the lake has a refusal with."""
    try:
        lake = published(Lake(options.lake))
    except LakeMissing:
        return options
    return replace(options, retry=options.retry.union(row["reason_code"] for row in refusals(lake)))
