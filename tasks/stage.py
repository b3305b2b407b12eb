"""Prefect task: one batch of files from bytes to staged rows. The work is in `tasks.steps.stage`."""

from __future__ import annotations

from typing import Any

from prefect import get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun

from storage.model import Batch, Receipt
from tasks.steps import stage as steps
from tasks.steps.options import Options
from tasks.steps.sealed import Sealed


def _is_passing(task: Any, task_run: TaskRun, state: State[Any]) -> bool:
    """Retry what may pass (a network drive that stumbles), not what a file holds."""
    try:
        state.result()
    except OSError:
        return True
    except BaseException:
        return False
    return False


@task(
    task_run_name="{name}",
    retries=2,
    retry_delay_seconds=1,
    retry_condition_fn=_is_passing,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def stage(options: Options, batch: Sealed[Batch], name: str) -> Receipt:
    """Read, parse and stage the files of `batch`; `name` is what the run is called."""
    receipt = steps.stage_batch(options, batch.opened())
    log = get_run_logger()
    for file in receipt.files:
        if file.reason_code:
            log.warning("%s: %s (%s)", file.path, file.status, file.reason_code)
    log.info(
        "%d files, %d documents, %d characters",
        *(len(receipt.files), sum(len(f.documents) for f in receipt.files)),
        sum(f.characters for f in receipt.files),
    )
    return receipt
