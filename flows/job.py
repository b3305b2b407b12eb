"""Which corpus and lake a flow works on, and who watches: what its parameters do not say. No Prefect here.

A deployed flow has the service's; `duizhao run` sets its own for the flow that it calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from flows.progress import Silent
from flows.settings import Settings, load_settings
from storage.place import Place
from tasks.steps.crew import Watcher


@dataclass(frozen=True, slots=True)
class Job:
    """The settings of a run, the folder or address that it reads, and its watcher."""

    settings: Settings
    corpus: str | Place
    watcher: Watcher = field(default_factory=Silent)


_job: ContextVar[Job | None] = ContextVar("job", default=None)


@contextmanager
def working_on(job: Job) -> Iterator[None]:
    """Let the flow that is called inside do this job."""
    token = _job.set(job)
    try:
        yield
    finally:
        _job.reset(token)


def present_job() -> Job:
    """The job that was set, or the service's."""
    job = _job.get()
    if job is not None:
        return job
    settings = load_settings()
    return Job(settings, settings.inbox)
