"""A process on a tether: `python -m flows.tether COMMAND…` runs a command and ends it when standard input closes.

That happens also when the process that started it is killed, so nothing is left behind, whatever the end. All that the
command started ends with it, also what has a session of its own, as Prefect's flow runs have, and what the command left
behind when it was killed itself.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress

import psutil  # type: ignore[import-untyped]

GRACE_SECONDS = 12.0
"""A Prefect worker stops its flow runs, which stop their Dask workers."""
PR_SET_CHILD_SUBREAPER = 36
"""prctl(2): orphans among our descendants become our children, so that they are found."""


def hold(command: list[str]) -> int:
    """Run the command until it ends or standard input does; returns its exit code."""
    with suppress(OSError, AttributeError):  # elsewhere than on Linux orphans are not found
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    threading.Thread(target=_let_go, args=(child,), daemon=True).start()
    code = child.wait()
    _end(_family())
    return code


def _let_go(child: subprocess.Popen[bytes]) -> None:
    """Tell the command to end when standard input does, and see to it that it does."""
    while os.read(0, 4096):
        pass
    family = _family()
    child.terminate()
    _end(family, ask=False)


def _family() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def _end(family: Iterable[psutil.Process], *, ask: bool = True) -> None:
    """Wait for processes to end, `ask`ing them to; kill those that do not, and what they started meanwhile."""
    for process in family if ask else ():
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, left = psutil.wait_procs(list(family), timeout=GRACE_SECONDS)
    for process in {*left, *_family()} if left else ():
        with suppress(psutil.NoSuchProcess):
            process.kill()


if __name__ == "__main__":
    sys.exit(hold(sys.argv[1:]))
