"""The cyclic garbage collector rests while files are read.

Parsing makes values by the hundred thousand and hardly a cycle among them: reference counting frees them, and the
collector, which looks through the young ones after every 700, costs a sixth of the whole way of a file and finds nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No cyclic collection inside; behind it the collector is as it was. May be nested, also by several threads."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
