"""Task runs on Dask: a bounded number in flight, each result taken and let go as it comes.

Works around three faults of prefect-dask 0.3.7: a finished task runs again when the worker that holds its result
dies (#15442), and a task whose worker died stays Running for ever, without anyone being told (#17384, #21638).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, TypeVar, cast
from uuid import UUID

from distributed import Future, KilledWorker, as_completed
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.futures import PrefectFuture
from prefect.states import Crashed
from prefect_dask.task_runners import PrefectDaskFuture

Job = TypeVar("Job")


def drain(
    submit: Callable[[Job], PrefectFuture[Any]], jobs: Iterable[Job], in_flight: int, tries: int = 1
) -> Iterator[tuple[Job, Any]]:
    """Submit `jobs`, at most `in_flight` at once; yield each with its value or exception, in the order they finish.

    A task run that Dask gave up on is set to Crashed and comes out as its exception. Where that is the death of its
    worker, the job is submitted `tries` times in all before: most die of something else than what they do.
    """
    waiting = deque((job, tries) for job in jobs)
    running: dict[Any, tuple[Job, int, UUID]] = {}

    def begin() -> Future[Any]:
        job, left = waiting.popleft()
        future = cast(PrefectDaskFuture[Any], submit(job))
        running[future.wrapped_future.key] = job, left - 1, future.task_run_id
        return future.wrapped_future

    first = [begin() for _ in range(min(in_flight, len(waiting)))]
    if not first:
        return
    finished = as_completed(first, loop=first[0].client.loop)  # type: ignore[no-untyped-call]
    del first  # a reference here would keep every result on its worker
    for future in finished:
        job, left, task_run_id = running.pop(future.key)
        value = _value(future, task_run_id)
        future.release()
        again = bool(left) and isinstance(value, KilledWorker)
        if again:
            waiting.append((job, left))
        if waiting:
            finished.add(begin())  # type: ignore[no-untyped-call]
        if not again:
            yield job, value


def _value(future: Future[Any], task_run_id: UUID) -> Any:
    try:
        state = future.result()
    except Exception as error:  # Dask itself failed; a failed task gives a state
        _mark_crashed(task_run_id, error)
        return error
    return state.result(raise_on_failure=False, _sync=True)


def _mark_crashed(task_run_id: UUID, error: Exception) -> None:
    message = f"{type(error).__name__}: {error}"[:500]
    # 404: it died before its worker could tell the API of it
    with get_client(sync_client=True) as client, suppress(ObjectNotFound, PrefectHTTPStatusError):
        client.set_task_run_state(task_run_id, Crashed(message=message), force=True)
