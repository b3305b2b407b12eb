"""One writer at a time: flock on `_meta/writer.lock`, which tells who holds it."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from storage.errors import LakeBusy
from storage.lake import Lake

POLL_SECONDS = 0.1


@contextmanager
def writer_lock(lake: Lake, wait: float = 0.0) -> Iterator[None]:
    """Hold the lake for writing, from plan to commit. Raises LakeBusy after `wait` seconds, naming the holder.

    The kernel lets go of the lock when the process dies, however it dies.
    """
    handle = os.open(lake.lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        _acquire(handle, lake, wait)
        _write_holder(handle)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, lake: Lake, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise LakeBusy(
                    f"Another run is writing to {lake.place} ({_holder(handle)}); wait for it, or stop it."
                ) from None
            time.sleep(POLL_SECONDS)


def _write_holder(handle: int) -> None:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    holder = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": now})
    os.ftruncate(handle, 0)
    os.pwrite(handle, holder.encode(), 0)


def _holder(handle: int) -> str:
    try:
        holder = json.loads(os.pread(handle, 4096, 0))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (ValueError, KeyError, TypeError):
        # The holder has the lock and has not written its name yet.
        return "process unknown"
