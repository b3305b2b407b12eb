"""The Prefect API that a run reports to: the configured one, or one of our own on loopback for as long as the run.

Never Prefect's ephemeral mode: with it every Dask worker starts a temporary server of its own (docs/decisions).
Our own server keeps its SQLite database in the user's state folder, so that earlier runs stay visible.
"""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import ServiceError
from flows.presence import present_service

STARTUP_SECONDS = 90.0
SHUTDOWN_SECONDS = 8.0

CLIENT_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
}
QUIET_ENVIRONMENT = {
    # the terminal belongs to our own progress; the same lines still reach the UI
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_INTERNAL_LOGGING_LEVEL": "CRITICAL",
    "DASK_LOGGING__DISTRIBUTED": "critical",
}
SERVER_ENVIRONMENT = {
    "PREFECT_SERVER_UI_V2_ENABLED": "false",  # the second UI calls an analytics host on every page
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    # task runs are recorded in batches: three times as many a second, no pauses for SQLite's lock
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
}


def prepare_environment(*, verbose: bool) -> None:
    """Set what Prefect and Dask read when they are imported; what the user has set stays."""
    for name, value in (CLIENT_ENVIRONMENT | ({} if verbose else QUIET_ENVIRONMENT)).items():
        os.environ.setdefault(name, value)


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


@contextmanager
def own_server(
    state: Path, port: int = 0, meanwhile: Callable[[], object] = lambda: None, log: Path | None = None
) -> Iterator[str]:
    """A Prefect server on loopback while the context lasts; yields its API's URL. Port 0: any that is free.

    It appends to `log`; without one its own log is begun anew.
    """
    home = state / "prefect"
    home.mkdir(parents=True, exist_ok=True)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError as error:
            raise ServiceError(f"Port {port} is taken ({error.strerror}); choose another.") from error
        port = listener.getsockname()[1]
        with _one_at_a_time(home):  # two first starts would both migrate the database
            process = _start(home, listener, port, log)
            url = f"http://127.0.0.1:{port}/api"
            try:
                meanwhile()
                _wait_until_healthy(process, url, home)
            except BaseException:
                _stop(process)
                raise
    try:
        yield url
    finally:
        _stop(process)


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with (home / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _start(home: Path, listener: socket.socket, port: int, log: Path | None) -> subprocess.Popen[bytes]:
    """The server's process: it serves the inherited socket and ends when our end of its stdin closes."""
    environment = {
        **os.environ,
        **CLIENT_ENVIRONMENT,
        **SERVER_ENVIRONMENT,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{home / 'prefect.db'}",
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),  # the UI asks here where its API is
    }
    with log.open("ab") if log else (home / "server.log").open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.serve", str(listener.fileno())],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            pass_fds=(listener.fileno(),),
            start_new_session=True,  # Ctrl-C must reach the flow first; the server is stopped after it
        )


def _wait_until_healthy(process: subprocess.Popen[bytes], url: str, home: Path) -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServiceError(f"The Prefect server ended while starting; see {home / 'server.log'}.")
        if _is_healthy(url):
            return
        time.sleep(0.1)
    raise ServiceError(
        f"The Prefect server did not answer in {STARTUP_SECONDS:.0f} s; see {home / 'server.log'}."
    )


def _is_healthy(url: str, timeout: float = 2.0) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes by a proxy
    with suppress(OSError, urllib.error.URLError), opener.open(f"{url}/health", timeout=timeout) as answer:
        return bool(answer.status == 200)
    return False


def _require_reachable(url: str) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        error = client.api_healthcheck()
    if error is not None:
        raise ServiceError(f"The Prefect API at {url} (PREFECT_API_URL) does not answer: {error}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(SHUTDOWN_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def one_certificate(state: Path) -> Path:
    """A bundle with a single authority. Every Prefect task builds two TLS contexts, although our API is plain
    http on loopback; loading one certificate instead of all takes 1 ms instead of 16."""
    import certifi

    path = state / "prefect" / "one-authority.pem"
    end = "-----END CERTIFICATE-----\n"
    path.write_text(certifi.contents().split(end, 1)[0] + end, encoding="ascii")
    return path
