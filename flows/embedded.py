"""Running the flow from this process: environment, Prefect API, cluster, and everything stopped afterwards."""

from __future__ import annotations

import importlib

from flows.environment import prepare_environment
from flows.job import Job, working_on
from flows.server import prefect_api
from flows.settings import Settings
from tasks.steps.crew import Watcher
from tasks.steps.options import Consent
from tasks.steps.outcome import Outcome


def run_embedded(
    settings: Settings, corpus: str, watcher: Watcher, consent: Consent, *, verbose: bool
) -> Outcome:
    """Run the flow `ingest` with these settings; returns what changed. Raises what the flow raised."""
    watcher.begin("start")
    prepare_environment(verbose=verbose)
    with prefect_api(settings.state, meanwhile=_import_flow):
        from flows.cluster import task_runner
        from flows.ingest import ingest
        from flows.parameters import AcceptedCheck, IngestOptions

        flow = ingest.with_options(task_runner=task_runner(settings))
        options = IngestOptions(
            keep_missing=settings.keep_missing,
            accept_disappearance=consent.disappearance,
            accept_checks=[AcceptedCheck(check=c, reason=r) for c, r in consent.checks.items()],
        )
        with working_on(Job(settings, corpus, watcher)):
            return flow(options)  # type: ignore[return-value]


def _import_flow() -> None:
    """Importing Prefect and Dask takes seconds, and may only be done in a prepared environment."""
    importlib.import_module("flows.ingest")
