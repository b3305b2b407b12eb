"""The Prefect API that a run reports to: the configured one, the service's, or one of our own for as long as the run.

Never Prefect's ephemeral mode: with it every Dask worker starts a temporary server of its own (docs/decisions).
Our own server keeps its SQLite database in the user's state folder, so that earlier runs stay visible.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.environment import one_certificate
from flows.errors import ServiceError
from flows.own_server import own_server
from flows.presence import present_service


@contextmanager
def prefect_api(state: Path, meanwhile: Callable[[], object] = lambda: None) -> Iterator[str]:
    """The URL of the API to report to, configured for this process and its children while the context lasts.

    `meanwhile` is called while the server starts, which takes seconds.
    """
    from prefect.settings import (
        PREFECT_API_SSL_CERT_FILE,
        PREFECT_API_URL,
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

    configured = PREFECT_API_URL.value()
    present = None if configured else present_service(state)
    if present is not None:  # never two servers on one database
        with (
            _environment({"PREFECT_API_URL": present.url}),
            temporary_settings({PREFECT_API_URL: present.url}),
        ):
            yield present.url
            send_what_waits()
        return
    if configured:
        _require_reachable(configured)
        yield configured
        return
    with own_server(state, meanwhile=meanwhile) as url:
        certificate = one_certificate(state)
        updates = {
            PREFECT_API_URL: url,
            PREFECT_API_SSL_CERT_FILE: str(certificate),
            PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,  # nobody watches it, and its thread costs a second
        }
        environment = {"PREFECT_API_URL": url, "PREFECT_API_SSL_CERT_FILE": str(certificate)}
        with _environment(environment), temporary_settings(updates):
            try:
                yield url
            finally:
                send_what_waits()


def send_what_waits() -> None:
    """Logs and events are sent in the background; what waits would find no server any more."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    EventsWorker.drain_all(timeout=5)
    APILogWorker.drain_all(timeout=5)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    """Environment variables for a while, also for processes started meanwhile."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, old in before.items():
            if old is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = old


def _require_reachable(url: str) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
    if error is not None:
        raise ServiceError(f"The Prefect API at {url} (PREFECT_API_URL) does not answer: {error}")
