"""One writer at a time: flock on `_meta/writer.lock`, which tells who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from storage.lake import Lake


@contextmanager
def writer_lock(lake: Lake, wait: float = 0.0) -> Iterator[None]:
    """Hold the lake for writing; hold it from plan to commit. Raises LakeBusy after `wait` seconds, naming the holder."""
    raise NotImplementedError
    yield
