"""A Prefect server of our own, on loopback: one for as long as a run, or the one of the service.

It is bound by us and inherited by its process, so the port is known before it is up, and ends when our end of its
standard input closes: whatever happens to us, no server is left behind.
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

from flows.environment import CLIENT_ENVIRONMENT, SERVER_ENVIRONMENT
from flows.errors import ServiceError
from flows.settings import is_loopback

STARTUP_SECONDS = 90.0
SHUTDOWN_SECONDS = 8.0
LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
AUTH_STRING = "PREFECT_SERVER_API_AUTH_STRING"
"""Prefect's own setting: `user:password`, which its pages and its API then ask for."""


class OwnServer:
    """The process of a server with its database in `state`. It can be started again, on the port that it had."""

    def __init__(self, state: Path, port: int = 0, log: Path | None = None, host: str = LOOPBACK) -> None:
        """Port 0: any that is free. It appends to `log`; without one its own log is begun anew.

        Raises ServiceError for a `host` that others reach, where nothing keeps them out.
        """
        _require_closed(host)
        self._host = host
        self._home = state / "prefect"
        self._port = port
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of its API."""
        host = LOOPBACK if self._host == EVERYWHERE else self._host
        return f"http://{host}:{self._port}/api"

    @property
    def has_ended(self) -> bool:
        """True when its process ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def start(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        """Start it and wait until it answers; `meanwhile` is called before the waiting. Raises ServiceError."""
        self._home.mkdir(parents=True, exist_ok=True)
        with self._listener() as listener, self._one_at_a_time():
            self._process = self._start(listener)
            try:
                meanwhile()
                self._wait_until_healthy(self._process)
            except BaseException:
                self.stop()
                raise

    def stop(self) -> None:
        """Stop it, if it runs."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin:
            with suppress(OSError):
                process.stdin.close()
        try:
            process.wait(SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _listener(self) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._host, self._port))
        except OSError as error:
            listener.close()
            raise ServiceError(
                f"Port {self._port} of {self._host} cannot be had ({error.strerror}); choose another."
            ) from error
        self._port = listener.getsockname()[1]
        return listener

    @contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Two first starts would both migrate the database."""
        with (self._home / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self, listener: socket.socket) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            **CLIENT_ENVIRONMENT,
            **SERVER_ENVIRONMENT,
            "PREFECT_HOME": str(self._home),
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{self._home / 'prefect.db'}",
            "PREFECT_SERVER_API_HOST": self._host,
            "PREFECT_SERVER_API_PORT": str(self._port),  # the UI asks here where its API is
        }
        with self._log.open("ab") if self._log else (self._home / "server.log").open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "flows.serve", str(listener.fileno())],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                pass_fds=(listener.fileno(),),
                start_new_session=True,  # Ctrl-C must reach the flow first; the server is stopped after it
            )

    def _wait_until_healthy(self, process: subprocess.Popen[bytes]) -> None:
        log = self._log or self._home / "server.log"
        deadline = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise ServiceError(f"The Prefect server ended while starting; see {log}.")
            if _is_healthy(self.url):
                return
            time.sleep(0.1)
        raise ServiceError(f"The Prefect server did not answer in {STARTUP_SECONDS:.0f} s; see {log}.")


@contextmanager
def own_server(state: Path, port: int = 0, meanwhile: Callable[[], object] = lambda: None) -> Iterator[str]:
    """A Prefect server on loopback while the context lasts; yields its API's URL. Port 0: any that is free."""
    server = OwnServer(state, port)
    server.start(meanwhile)
    try:
        yield server.url
    finally:
        server.stop()


def _require_closed(host: str) -> None:
    """Whoever reaches the API starts runs, and reads what they left: names of files, comparisons."""
    if is_loopback(host) or os.environ.get(AUTH_STRING):
        return
    raise ServiceError(
        f"Everybody who reaches {host} could start runs and read what they say. Set {AUTH_STRING}=user:password, "
        "or listen on 127.0.0.1 and let a proxy with TLS in front of it."
    )


def _is_healthy(url: str, timeout: float = 2.0) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # loopback never goes by a proxy
    with suppress(OSError, urllib.error.URLError), opener.open(f"{url}/health", timeout=timeout) as answer:
        return bool(answer.status == 200)
    return False
