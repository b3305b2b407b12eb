"""The service on one machine: Prefect server, deployments, worker and watcher, started in this order, stopped in the
other, with one log."""

from __future__ import annotations

import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from flows.deployments import POOL, crash_unfinished, deploy, make_pool
from flows.errors import ServiceError
from flows.presence import Presence, claim
from flows.server import CLIENT_ENVIRONMENT, one_certificate, own_server
from flows.settings import Settings, environment
from flows.watch import Watcher

LARGEST_LOG = 16 << 20
STOP_SECONDS = 20.0
LOCK_WAIT = 600.0
"""A run of the service waits for somebody's own `duizhao run` on the same lake."""

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Log:
    """The one log: the parts of the service append to it, in the form of Prefect's own lines."""

    path: Path

    def say(self, message: str) -> None:
        """Add a line of the service itself."""
        now = dt.datetime.now().strftime("%H:%M:%S.%f")[:-3]
        with self.path.open("a", encoding="utf-8") as log:
            log.write(f"{now} | INFO    | duizhao - {message}\n")


def serve_until_stopped(settings: Settings, port: int, ready: Callable[[Presence, Log], None]) -> None:
    """Be the service until Ctrl-C or SIGTERM; `ready` is called when all parts are up.

    Raises ServiceError where a service is up already, or one of its parts cannot be started or ends.
    """
    with ExitStack() as parts:
        place = parts.enter_context(claim(settings.state))
        pid, inbox, lake = os.getpid(), settings.inbox.resolve(), settings.lake.resolve()
        place.write(Presence(pid, "", str(inbox), str(lake)))
        parts.enter_context(_stopping_at(signal.SIGTERM))
        try:
            if isinstance(inbox, Path):
                inbox.mkdir(parents=True, exist_ok=True)
            log = _open_log(settings.state)
            url = parts.enter_context(own_server(settings.state, port, log=log.path))
            worker = parts.enter_context(_worker(settings, url, log))
            presence = Presence(pid, url, str(inbox), str(lake))
            place.write(presence)
            ready(presence, log)
            _watch(Watcher(url, settings, log.say), worker)
        except KeyboardInterrupt:
            _ignore_further_signals()


@contextmanager
def _stopping_at(number: signal.Signals) -> Iterator[None]:
    """Stop at this signal as at Ctrl-C."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(number, stop)
    try:
        yield
    finally:
        signal.signal(number, before)


def _ignore_further_signals() -> None:
    """A second Ctrl-C must not stop the stopping: parts would be left behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


def _open_log(state: Path) -> Log:
    path = state / "service.log"
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_suffix(".log.1"))
    log = Log(path)
    log.say("starting")
    return log


@contextmanager
def _worker(settings: Settings, url: str, log: Log) -> Iterator[Process]:
    """Pool, deployments and a worker at this API while the context lasts."""
    variables = _variables(settings, url)
    make_pool(url, variables)
    if crash_unfinished(url, "The service was stopped while it ran."):
        log.say("runs that a former service left unfinished are marked as crashed")
    process = _start_worker(variables, log)
    try:
        if deploy(url, variables, settings.state / "prefect" / "deployed"):
            log.say("deployments applied")
        yield process
    finally:
        log.say("stopping")
        _let_go(process)
        crash_unfinished(url, "The service was stopped while it ran.")
        log.say("stopped")


def _variables(settings: Settings, url: str) -> dict[str, str]:
    """What the worker and its runs find in their environment; secrets of the user's own are passed on with it."""
    waiting = settings.model_copy(update={"lock_wait": max(settings.lock_wait, LOCK_WAIT)})
    return {
        **CLIENT_ENVIRONMENT,
        **environment(waiting),
        "DUIZHAO_HOME": os.getcwd(),
        "PREFECT_HOME": str(settings.state.resolve() / "prefect"),
        "PREFECT_API_URL": url,
        "PREFECT_API_SSL_CERT_FILE": str(one_certificate(settings.state.resolve())),
        "PREFECT_WORKER_QUERY_SECONDS": "1",  # an arrival shall not wait for the worker to ask
        "PREFECT_LOGGING_COLORS": "false",
        "DASK_LOGGING__DISTRIBUTED": "warning",
    }


def _start_worker(variables: dict[str, str], log: Log) -> Process:
    name = f"{POOL}-{socket.gethostname()}"
    command = ["prefect", "worker", "start", "--pool", POOL, "--type", "process", "--name", name]
    with log.path.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "flows.tether", sys.executable, "-m", *command],
            env={**os.environ, **variables},
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for us; the worker is stopped before the server
        )


def _let_go(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _watch(watcher: Watcher, worker: Process) -> None:
    """Watch until a signal comes. Raises ServiceError when the worker ends."""
    while worker.poll() is None:
        time.sleep(watcher.step())
    raise ServiceError("The Prefect worker ended; its last lines in the log say why.")
