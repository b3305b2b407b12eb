"""A process that has everything imported and copies itself for each run: `python -m flows.prefork SOCKET`.

Importing Prefect, Dask, Arrow and our own modules takes longer than reading a few files. It has one thread and never
talks to anybody but `flows.engine`, so a copy by fork is whole. The socket lies in a folder of this user alone.
"""

from __future__ import annotations

import importlib
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import threading
import warnings
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.engine import short

PREPARED = ("prefect.flow_engine", "flows.ingest", "flows.compare", "flows.maintain")


@dataclass(frozen=True, slots=True)
class Request:
    """A run to be carried out, as `flows.engine` was told: its environment, its folder, its standard streams."""

    environment: dict[str, str]
    folder: str
    streams: list[int]


class Nursery:
    """The socket, and the copies that are running with the connections that wait for their end."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.unlink(missing_ok=True)
        self._listener = socket.socket(socket.AF_UNIX)
        with short(str(path)) as name:
            self._listener.bind(name)
        self._listener.listen()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._running: dict[int, socket.socket] = {}

    def wait_for_a_run(self) -> Request:
        """Serve for ever; returns in the copies only, each with its run."""
        woken, waker = socket.socketpair()
        for end in (woken, waker):
            end.setblocking(False)
        signal.set_wakeup_fd(waker.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(woken, selectors.EVENT_READ)
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is self._listener:
                    request = self._begin(self._listener.accept()[0])
                    if request is not None:
                        return request
                elif key.fileobj is woken:
                    woken.recv(4096)
                else:
                    self._abandon(key.data)
            self._tell_of_ends()

    def _begin(self, connection: socket.socket) -> Request | None:
        """Copy this process; the request in the copy, None here."""
        try:
            request = _receive(connection)
        except (OSError, ValueError):  # whoever asked is gone already
            connection.close()
            return None
        pid = os.fork()
        if pid == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._selector.close()
            for inherited in (self._listener, connection, *self._running.values()):
                inherited.close()
            return request
        for stream in request.streams:
            os.close(stream)
        self._running[pid] = connection
        self._selector.register(connection, selectors.EVENT_READ, pid)
        _send(connection, pid)
        return None

    def _abandon(self, pid: int) -> None:
        """Nobody waits for this copy any more: whoever ended its `flows.engine` wanted it to end."""
        if pid in self._running:
            self._selector.unregister(self._running.pop(pid))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _tell_of_ends(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            connection = self._running.pop(pid, None)
            if connection is not None:
                self._selector.unregister(connection)
                code = os.waitstatus_to_exitcode(status)
                _send(connection, code if code >= 0 else 128 - code)
                connection.close()


def _receive(connection: socket.socket) -> Request:
    size, streams, _, _ = socket.recv_fds(connection, 4, 3)
    with connection.makefile("rb") as content:
        told: dict[str, Any] = json.loads(content.read(int.from_bytes(size, "big")))
    return Request(told["environment"], told["folder"], streams)


def _send(connection: socket.socket, number: int) -> None:
    with suppress(OSError):
        connection.sendall(f"{number}\n".encode())


def _carry_out(request: Request) -> None:
    """Be Prefect's engine for the run."""
    for number, stream in enumerate(request.streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(request.environment)
    os.chdir(request.folder)
    sys.argv = ["prefect.engine"]
    warnings.simplefilter("ignore", RuntimeWarning)  # it was imported already
    runpy.run_module("prefect.engine", run_name="__main__", alter_sys=True)


def _prepare() -> None:
    """Import what runs need, and load the divisions and lists of codes that each asks for first."""
    for module in PREPARED:
        importlib.import_module(module)
    from tasks.steps.fingerprint import compare_fingerprint

    compare_fingerprint(None)


if __name__ == "__main__":
    # Before the imports: a run that comes too early waits for them here. Alone it would import the same, no sooner.
    nursery = Nursery(Path(sys.argv[1]))
    _prepare()
    assert threading.active_count() == 1, "a copy would lack the other threads"
    _carry_out(nursery.wait_for_a_run())
