"""What Prefect's server does to itself, with nothing of Prefect: a program for test_server_garbage.py.

One connection holds the lock of a database, a thread waits for it with another one, which has a failed statement among
the garbage. Prints `begun` where the lock is given up in time, `locked` where collecting that garbage kept the thread
that holds it waiting. `apart` as its second argument: garbage is collected apart.
"""

from __future__ import annotations

import gc
import sqlite3
import sys
import threading
import time
from contextlib import suppress

from flows.garbage import collect_apart

BEGIN = "BEGIN IMMEDIATE"


def connect(file: str) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=0, isolation_level=None, check_same_thread=False)


def leave_a_failed_statement(connection: sqlite3.Connection) -> None:
    cursor = connection.cursor()
    with suppress(sqlite3.OperationalError):
        cursor.execute(BEGIN)
    cycle: list[object] = [cursor]
    cycle.append(cycle)


def main(file: str, apart: bool) -> None:
    holder, waiter = connect(file), connect(file)
    holder.execute(BEGIN)
    gc.disable()
    leave_a_failed_statement(waiter)
    waiter.execute("PRAGMA busy_timeout = 3000")
    waits = threading.Event()

    def wait_for_the_lock() -> None:
        waits.set()
        try:
            waiter.execute(BEGIN)
        except sqlite3.OperationalError:
            print("locked")
        else:
            print("begun")

    thread = threading.Thread(target=wait_for_the_lock)
    thread.start()
    waits.wait()
    time.sleep(0.5)  # it is inside SQLite by now
    if apart:
        threading.Thread(target=collect_apart, args=(0.1,)).start()
        time.sleep(0.3)
    else:
        gc.enable()
    work = [[n] for n in range(100_000)]  # so much that Python collects, if it may
    holder.execute("COMMIT")
    thread.join()
    del work


if __name__ == "__main__":
    main(sys.argv[1], "apart" in sys.argv)
