"""Which Dask cluster a run works on: one of its own on this machine, or an existing scheduler's."""

from __future__ import annotations

from typing import Any, cast

from distributed.security import Security
from prefect.task_runners import TaskRunner
from prefect_dask.task_runners import DaskTaskRunner

from flows.settings import Settings


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Prefect's task runner for these settings. The cluster starts with the first task that is submitted."""
    if settings.scheduler is not None:
        runner = DaskTaskRunner(address=settings.scheduler, client_kwargs=_client(settings))
    else:
        runner = DaskTaskRunner(cluster_kwargs=_local_cluster(settings))
    return cast(TaskRunner[Any], runner)


def _local_cluster(settings: Settings) -> dict[str, Any]:
    return {
        "n_workers": settings.workers,
        # one thread each: parsing is pure Python, and a dying process takes one task with it
        "threads_per_worker": 1,
        "processes": True,
        "host": "127.0.0.1",
        # without it Dask tries 8787 and two runs collide; nobody else can reach it
        "dashboard_address": "127.0.0.1:0",
        "memory_limit": settings.memory_limit,
    }


def _client(settings: Settings) -> dict[str, Any]:
    if settings.tls_ca is None:
        return {}
    security = Security(  # type: ignore[no-untyped-call]
        tls_ca_file=str(settings.tls_ca),
        tls_client_cert=str(settings.tls_cert),
        tls_client_key=str(settings.tls_key),
        require_encryption=True,
    )
    return {"security": security}
