"""The process of a deployed run: `python -m flows.engine`, the command of the work pool, in place of `prefect.engine`.

Where the service keeps a prepared process (`flows.prefork`) the run goes on in a copy of it, and this process stands
for the copy: it has its input and output, hands on signals, and ends as it ends. Anywhere else it becomes Prefect's
own engine. The standard library alone is imported here: that Prefect takes seconds to import is what this is about.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

SOCKET = "DUIZHAO_PREFORK"
"""Names the socket of the prepared process."""
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def main() -> int:
    """Run the flow run that the environment names; returns the exit code."""
    connection = _connect()
    if connection is None:
        os.execv(sys.executable, [sys.executable, "-m", "prefect.engine"])
    with connection:
        request = json.dumps({"environment": dict(os.environ), "folder": os.getcwd()}).encode()
        signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)  # until it is known whom to hand them to
        socket.send_fds(connection, [len(request).to_bytes(4, "big")], [0, 1, 2])
        connection.sendall(request)
        answers = connection.makefile("r", encoding="ascii")
        begun = answers.readline()
        if not begun:  # the prepared process ended; the service says so and starts it again
            return 1
        pid = int(begun)
        for number in SIGNALS:
            signal.signal(number, lambda number, frame: _hand_on(pid, number))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
        ending = answers.readline()
    return int(ending) if ending else 1  # it cannot be known how it ended


def _connect() -> socket.socket | None:
    """A connection to the prepared process; None where there is none."""
    address = os.environ.get(SOCKET)
    if not address:
        return None
    connection = socket.socket(socket.AF_UNIX)
    try:
        with short(address) as name:
            connection.connect(name)
    except OSError:
        connection.close()
        return None
    return connection


@contextmanager
def short(address: str) -> Iterator[str]:
    """A name for the socket that fits the 108 bytes that the kernel takes, however deep its folder lies."""
    folder = os.open(os.path.dirname(address), os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{os.path.basename(address)}"
    finally:
        os.close(folder)


def _hand_on(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


if __name__ == "__main__":
    sys.exit(main())
