"""The flow: read a corpus, publish its tables, lay the districts side by side.

Deployed as `flows.ingest.ingest`; `duizhao run` calls it too. The order of the steps is in `tasks.steps.run`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from prefect import flow, get_run_logger, runtime, tags
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.artifacts import ProgressArtifact, leave_artifacts
from flows.cluster import task_runner
from flows.crew import DaskCrew
from flows.options import options_for
from flows.progress import Together, present_watcher
from flows.settings import load_settings
from storage.errors import LakeMissing
from storage.lake import Lake
from storage.lookup import refusals
from storage.model import Plan
from storage.place import Place
from storage.remote.reading import published
from tasks.steps.options import Consent, Options
from tasks.steps.outcome import Outcome
from tasks.steps.run import run_corpus

SETTINGS = load_settings()
"""What a deployed flow runs with: file and environment. `duizhao run` puts its flags on top."""
TAGS = ("duizhao",)


def _first_name() -> str:
    """What a run is called until it is known what it has to do."""
    return str(Path(runtime.flow_run.parameters.get("corpus", SETTINGS.inbox)).resolve().name)


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
            client.update_flow_run(runtime.flow_run.id, name=name, tags=[*runtime.flow_run.tags, *TAGS])


@flow(
    name="ingest",
    description="Read a folder of documents, publish its tables, lay the districts side by side.",
    flow_run_name=_first_name,
    task_runner=task_runner(SETTINGS),
    validate_parameters=True,
)
def ingest(
    corpus: str = str(SETTINGS.inbox),
    lake: str = str(SETTINGS.lake),
    divisions: Path | None = SETTINGS.divisions,
    zips: bool = SETTINGS.zip,
    corrections: Path | None = SETTINGS.corrections,
    keep_missing: bool = SETTINGS.keep_missing,
    accept_disappearance: bool = False,
    accept_checks: dict[str, str] | None = None,
    again: Literal["changed", "refused"] = "changed",
) -> State[Outcome]:
    """Bring a lake up to date with a folder of documents.

    Args:
        corpus: Folder or s3:// address of documents; every file under it is read
        lake: Folder or s3:// address of the lake; it is made where there is none
        divisions: CSV of divisions that the national table lacks
        zips: Read what is in ZIP archives, each member as a file of its own
        corrections: CSV of corrections to what is read
        keep_missing: Keep the documents of files that are no longer in the corpus
        accept_disappearance: Go on even when more than a fifth of the files are gone
        accept_checks: Publish although these checks fail: the reason for each by its name
        again: changed: read what is new or changed; refused: read refused files again too, whatever for
    """
    settings = load_settings(
        lake=lake, divisions=divisions, zip=zips, corrections=corrections, keep_missing=keep_missing
    )
    options = options_for(settings, corpus, Consent(accept_disappearance, accept_checks or {}))
    if again == "refused":
        options = _with_the_refused(options)
    watcher = Together((present_watcher(), _Namer(options.corpus), ProgressArtifact()))
    with tags(*TAGS):
        outcome = run_corpus(options, DaskCrew(), watcher)
    leave_artifacts(outcome, Lake(options.lake))
    get_run_logger().info(outcome.sentence)
    return Completed(message=outcome.sentence, data=outcome)


def _with_the_refused(options: Options) -> Options:
    """The options with every code to be tried again that the lake has a refusal with."""
    try:
        lake = published(Lake(options.lake))
    except LakeMissing:
        return options
    return replace(options, retry=options.retry.union(row["reason_code"] for row in refusals(lake)))
