"""Are the workers of an existing cluster fit for this run? Asked before any work is sent to them.

A worker with other code or dictionaries would stage other rows, and one that sees another folder at the same path would
stage nothing or the wrong files: both would show only much later, if at all.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client

from flows.errors import WorkersUnfit
from storage.errors import SourceChanged
from storage.lake import Lake
from storage.model import WorkItem
from storage.scan import read_source
from tasks.steps.fingerprint import parse_fingerprint
from tasks.steps.options import Options

WORKER_SECONDS = 60.0
"""How long a cluster may be without a worker, or break off while its workers are asked."""


@dataclass(frozen=True, slots=True)
class _View:
    """What one worker sees: the fingerprint of its code, what hinders it to read the file, what the probe says."""

    fingerprint: str
    hindrance: str | None
    token: str | None


def require_fit(client: Client, options: Options, file: WorkItem) -> None:
    """Raise WorkersUnfit, naming the workers and what to do, unless every worker can do the work of this run.

    Each worker reads `file`, one of those that the run is about, and a probe that this process puts into the lake's
    staging for as long as that takes. A file that this process cannot read any more proves nothing about the workers.
    Where no worker is up, one that died may be about to be started again, so it waits for the first.
    """
    readable = _hindrance(options, file) is None
    token = uuid.uuid4().hex
    with _probe(Lake(options.lake).staged(f".probe-{token}"), token) as probe:
        views = _ask(client, options, file, probe)
    faults = _faults(views, token, options, readable=readable)
    if faults:
        raise WorkersUnfit("\n".join(faults))


def _ask(client: Client, options: Options, file: WorkItem, probe: Path) -> dict[str, _View]:
    """What every worker sees, by its address.

    One that has just died breaks the connection for all until the scheduler has noticed, so they are asked again.
    """
    until = time.monotonic() + WORKER_SECONDS
    while True:
        _wait_for_a_worker(client)
        try:
            views: dict[str, _View] = client.run(_look, options, file, probe)
            return views
        except OSError:  # a closed connection is one; of the worker's own errors none comes out of _look
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _wait_for_a_worker(client: Client) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError:
        raise WorkersUnfit(f"The cluster had no worker for {WORKER_SECONDS:.0f} seconds.") from None


@contextmanager
def _probe(path: Path, token: str) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(token, encoding="ascii")
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _look(options: Options, file: WorkItem, probe: Path) -> _View:
    """Runs on each worker."""
    try:
        token = probe.read_text(encoding="ascii")
    except OSError:
        token = None
    return _View(parse_fingerprint(options.divisions), _hindrance(options, file), token)


def _hindrance(options: Options, file: WorkItem) -> str | None:
    """What keeps this process from reading the file; None where nothing does."""
    try:
        read_source(options.corpus, file.path, file.sha256)
    except SourceChanged as error:
        return str(error)
    except OSError as error:
        return error.strerror or type(error).__name__
    return None


def _faults(views: Mapping[str, _View], token: str, options: Options, *, readable: bool) -> list[str]:
    ours = parse_fingerprint(options.divisions)
    other = [worker for worker, view in views.items() if view.fingerprint != ours]
    hindered = [
        f"{worker} ({view.hindrance})" for worker, view in views.items() if readable and view.hindrance
    ]
    apart = [worker for worker, view in views.items() if view.token != token]
    return [
        f"{sentence}: {', '.join(workers)}."
        for workers, sentence in (
            (other, "Other code, dictionaries or libraries; install this release from its lock file"),
            (
                hindered,
                f"The corpus cannot be read at {options.corpus}; mount it there, or give an s3:// address",
            ),
            (apart, f"The lake at {options.lake} is another folder there; mount it at this path"),
        )
        if workers
    ]
