"""A Dask cluster with TLS as somebody else runs it, for tests: its scheduler and workers by their ordinary commands."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
AS_OPERATIONS_SAY = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
Process = subprocess.Popen[bytes]


@contextmanager
def dask(*arguments: str, inside: Sequence[str] = (), **variables: str) -> Iterator[Process]:
    """`dask …` while the context lasts; `inside` is a command that carries out another one somewhere."""
    process = subprocess.Popen(
        [*inside, sys.executable, "-m", "dask", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:  # it waits for somebody whom the test cut off
            process.kill()
            process.wait()


def pair(folder: Path, role: str) -> list[str]:
    """The arguments that make a Dask command show this certificate."""
    return [
        *("--tls-ca-file", str(folder / "ca.pem")),
        *("--tls-cert", str(folder / f"{role}.pem")),
        *("--tls-key", str(folder / f"{role}.key")),
    ]


def shown(folder: Path, role: str) -> dict[str, str]:
    """Settings that make `duizhao` show this certificate."""
    return {
        "DUIZHAO_TLS_CA": str(folder / "ca.pem"),
        "DUIZHAO_TLS_CERT": str(folder / f"{role}.pem"),
        "DUIZHAO_TLS_KEY": str(folder / f"{role}.key"),
    }


class Cluster:
    """A scheduler with TLS on an address of this machine; workers join as a test asks for them."""

    def __init__(self, certificates: Path, parts: ExitStack, host: str = "127.0.0.1") -> None:
        self.certificates, self._parts, self._host = certificates, parts, host
        self._port = _free_port(host)
        self.address = f"tls://{host}:{self._port}"

    def start(self, **variables: str) -> Process:
        """Start its scheduler; returns when it listens."""
        listening = ("--host", f"tls://{self._host}", "--port", str(self._port), "--no-dashboard")
        certificate = pair(self.certificates, "scheduler")
        process = self._parts.enter_context(
            dask("scheduler", *listening, *certificate, **AS_OPERATIONS_SAY, **variables)
        )
        _wait_for(self._host, self._port)
        return process

    def add_worker(self, *arguments: str, inside: Sequence[str] = (), **variables: str) -> Process:
        """Start a worker with one thread and no nanny; it joins by itself."""
        options = ("--nthreads", "1", "--no-dashboard", "--no-nanny", "--memory-limit", "0", *arguments)
        certificate = pair(self.certificates, "worker")
        return self._parts.enter_context(
            dask("worker", self.address, *options, *certificate, inside=inside, **variables)
        )


def _free_port(host: str) -> int:
    with socket.socket() as listener:
        listener.bind((host, 0))
        return int(listener.getsockname()[1])


def _wait_for(host: str, port: int) -> None:
    for _ in range(600):
        with socket.socket() as client:
            if client.connect_ex((host, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"Nothing listens on port {port}.")
