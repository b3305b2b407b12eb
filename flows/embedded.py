"""Running the flow from this process: environment, Prefect API, cluster, and everything stopped afterwards."""

from __future__ import annotations

import importlib

from flows.progress import watched_by
from flows.server import prefect_api, prepare_environment
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

        flow = ingest.with_options(task_runner=task_runner(settings))
        with watched_by(watcher):
            return flow(  # type: ignore[return-value]
                corpus=corpus,
                lake=str(settings.lake),
                divisions=settings.divisions,
                zips=settings.zip,
                corrections=settings.corrections,
                keep_missing=settings.keep_missing,
                accept_disappearance=consent.disappearance,
                accept_checks=dict(consent.checks),
            )


def _import_flow() -> None:
    """Importing Prefect and Dask takes seconds, and may only be done in a prepared environment."""
    importlib.import_module("flows.ingest")
