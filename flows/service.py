"""The service on one machine: Prefect server, Dask cluster, worker and watcher, with one log.

What ends by itself is started again. The runs that were going on then end with the worker, which depends on all the
others; the lake is as it was before them, what they had read is kept, and the watcher tells of the inbox anew.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from flows import kept_cluster
from flows.api import PATIENCE
from flows.deployments import POOL, crash_unfinished, deploy, make_pool
from flows.engine import SOCKET
from flows.environment import CLIENT_ENVIRONMENT, one_certificate
from flows.errors import ServiceError
from flows.own_server import AUTH_STRING, OwnServer
from flows.parts import STOP_SECONDS, Log, Part
from flows.presence import Presence, claim
from flows.settings import Settings, environment
from flows.watch import Watcher

LOCK_WAIT = 600.0
"""A run of the service waits for somebody's own `duizhao run` on the same lake."""
CLUSTER_SECONDS = 90.0
MOST_RESTARTS, RESTARTS_WITHIN = 5, 600.0
"""A part that ends again and again is not mended by starting it."""
INTERRUPTED = "The service was stopped, or a part of it ended, while this ran. The lake is as it was before."


def serve_until_stopped(settings: Settings, port: int, ready: Callable[[Presence, Log], None]) -> None:
    """Be the service until Ctrl-C or SIGTERM; `ready` is called when all parts are up.

    Raises ServiceError where a service is up already, or one of its parts cannot be started or ends again and again.
    """
    with ExitStack() as stack:
        place = stack.enter_context(claim(settings.state))
        pid, inbox, lake = os.getpid(), settings.inbox.resolve(), settings.lake.resolve()
        place.write(Presence(pid, "", str(inbox), str(lake)))
        stack.enter_context(_stopping_at(signal.SIGTERM))
        try:
            if isinstance(inbox, Path):
                inbox.mkdir(parents=True, exist_ok=True)
            service = Service(settings, port, Log.open(settings.state / "service.log"))
            stack.callback(service.stop)
            service.start()
            presence = Presence(pid, service.url, str(inbox), str(lake))
            place.write(presence)
            ready(presence, service.log)
            service.watch()
        except KeyboardInterrupt:
            _ignore_further_signals()


class Service:
    """The parts, in the order in which they need each other."""

    def __init__(self, settings: Settings, port: int, log: Log) -> None:
        self.log = log
        self._settings = settings
        if AUTH_STRING in os.environ:  # what the server asks for, its clients tell
            os.environ.setdefault("PREFECT_API_AUTH_STRING", os.environ[AUTH_STRING])
        self._state = settings.state.resolve()
        self._private = self._state / "private"
        self._server = OwnServer(self._state, port, log.path, settings.host)
        self._cluster = Part(("flows.kept_cluster", str(self._private)), log)
        self._prefork = Part(("flows.prefork", str(self._private / "prefork")), log)
        name = f"{POOL}-{socket.gethostname()}"
        worker = ("prefect", "worker", "start", "--pool", POOL, "--type", "process", "--name", name)
        self._worker = Part(worker, log)
        self._restarts: list[float] = []

    @property
    def url(self) -> str:
        """The address of the Prefect API."""
        return self._server.url

    def start(self) -> None:
        """Start all parts and apply the deployments. Raises ServiceError."""
        self.log.say("starting")
        self._server.start(meanwhile=lambda: self._start_cluster(self._variables()))
        variables = self._variables()
        make_pool(self.url)
        self._clear_up()
        if deploy(self.url, variables, self._state / "prefect" / "deployed"):
            self.log.say("deployments applied")
        self._start_workers(variables)

    def watch(self) -> None:
        """Watch the inbox and the parts until a signal comes. Raises ServiceError when parts do not stay up."""
        with Watcher(self.url, self._settings, self.log.say) as watcher:
            while True:
                watcher.step()
                if self._mend():
                    watcher.begin_anew()

    def stop(self) -> None:
        """Stop all parts, the ones that need others first."""
        self.log.say("stopping")
        self._stop_workers()
        self._cluster.stop()
        if not self._server.has_ended:
            self._clear_up_at_the_end()
        self._server.stop()
        self.log.say("stopped")

    def _mend(self) -> bool:
        """Start again what ended by itself, and the worker with it; true where anything had."""
        parts: dict[str, OwnServer | Part] = {
            "Prefect server": self._server,
            "Dask cluster": self._cluster,
            "prepared process": self._prefork,
            "Prefect worker": self._worker,
        }
        ended = [name for name, part in parts.items() if part.has_ended]
        if not ended:
            return False
        self._count_restart(ended[0])
        self.log.say(f"the {ended[0]} ended by itself; it is started again")
        self._stop_workers()
        if self._server.has_ended:
            self._server.start()
        variables = self._variables()
        if self._cluster.has_ended:
            self._start_cluster(variables)
        self._clear_up()
        self._start_workers(variables)
        return True

    def _count_restart(self, name: str) -> None:
        now = time.monotonic()
        self._restarts = [at for at in self._restarts if now - at < RESTARTS_WITHIN] + [now]
        if len(self._restarts) > MOST_RESTARTS:
            raise ServiceError(f"The {name} ends again and again; its last lines in {self.log.path} say why.")

    def _start_cluster(self, variables: dict[str, str]) -> None:
        if self._settings.scheduler is None:  # else the runs work on an existing one
            kept_cluster.forget(self._private)
            self._cluster.start(variables)

    def _start_workers(self, variables: dict[str, str]) -> None:
        """Start what carries out runs, when the cluster is ready for them."""
        variables = variables | self._await_cluster()
        self._prefork.start(variables)
        self._worker.start(variables)

    def _stop_workers(self) -> None:
        self._worker.stop()
        self._prefork.stop()

    def _await_cluster(self) -> dict[str, str]:
        if self._settings.scheduler is not None:
            return {}
        deadline = time.monotonic() + CLUSTER_SECONDS
        while (access := kept_cluster.access(self._private)) is None:
            if self._cluster.has_ended or time.monotonic() > deadline:
                raise ServiceError(f"The Dask cluster did not start; see {self.log.path}.")
            time.sleep(0.1)
        return access

    def _clear_up(self, patience: float = PATIENCE) -> None:
        if crash_unfinished(self.url, INTERRUPTED, patience):
            self.log.say("runs that were not finished are marked as crashed")

    def _clear_up_at_the_end(self) -> None:
        """As `_clear_up`, but whoever stops the service does not wait for it long: the next start makes up for it."""
        try:
            self._clear_up(STOP_SECONDS)
        except ServiceError as error:
            self.log.say(f"runs that were not finished are marked at the next start: {error}")

    def _variables(self) -> dict[str, str]:
        """What the parts and the runs find in their environment; secrets of the user's own are passed on with it."""
        waiting = {"lock_wait": max(self._settings.lock_wait, LOCK_WAIT)}
        return {
            **CLIENT_ENVIRONMENT,
            **environment(self._settings.model_copy(update=waiting)),
            "DUIZHAO_HOME": os.getcwd(),
            SOCKET: str(self._private / "prefork"),
            # the work pool's command says `python`
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PREFECT_HOME": str(self._state / "prefect"),
            "PREFECT_API_URL": self.url,
            "PREFECT_API_SSL_CERT_FILE": str(one_certificate(self._state)),
            "PREFECT_WORKER_QUERY_SECONDS": "1",  # an arrival shall not wait for the worker to ask
            "PREFECT_LOGGING_COLORS": "false",
            "DASK_LOGGING__DISTRIBUTED": "warning",
        }


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
