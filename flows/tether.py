"""A process on a tether: `python -m flows.tether COMMAND…` runs a command and ends it when standard input closes.

That happens also when the process that started it is killed, so nothing is left behind, whatever the end. All that the
command started ends with it, also what has a session of its own, as Prefect's flow runs have.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import psutil  # type: ignore[import-untyped]

GRACE_SECONDS = 12.0
"""A Prefect worker stops its flow runs, which stop their Dask workers."""


def hold(command: list[str]) -> int:
    """Run the command until it ends or standard input does; returns its exit code."""
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    letting_go = threading.Event()
    holder = threading.Thread(target=_let_go, args=(child, letting_go), daemon=True)
    holder.start()
    code = child.wait()
    if letting_go.is_set():
        holder.join()
    return code


def _let_go(child: subprocess.Popen[bytes], letting_go: threading.Event) -> None:
    while os.read(0, 4096):
        pass
    letting_go.set()
    own = psutil.Process()
    family = own.children(recursive=True)
    child.terminate()
    _, left = psutil.wait_procs(family, timeout=GRACE_SECONDS)
    for process in {*left, *own.children(recursive=True)}:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue


if __name__ == "__main__":
    sys.exit(hold(sys.argv[1:]))
