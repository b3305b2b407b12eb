"""Collects garbage in a thread of its own, so that the thread of Prefect's server never waits for SQLite.

A statement that failed leaves a cursor in a reference cycle, and whoever collects it resets its statement. SQLite
makes that wait for as long as another thread is at work with the same connection, which may itself be waiting for the
lock of the database, up to a minute. Where the event loop collected it, nothing was answered and nothing committed
meanwhile, the transaction that held the lock included. docs/decisions/garbage-of-the-server.md shows it.
"""

from __future__ import annotations

import gc
import threading
import time

SECONDS = 1.0
"""Between two collections of what is young."""
FULL = 30
"""Each so-manieth collection is one of everything."""


def collect_apart(seconds: float = SECONDS) -> None:
    """From now on no thread but one of our own collects garbage, every `seconds` seconds.

    To be called when what lives for ever is there: it is not looked at any more.
    """
    gc.disable()
    gc.collect()
    gc.freeze()
    threading.Thread(target=_collect, args=(seconds,), name="garbage", daemon=True).start()


def _collect(seconds: float) -> None:
    turn = 0
    while True:
        time.sleep(seconds)
        turn += 1
        gc.collect(1 if turn % FULL else 2)
