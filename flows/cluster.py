"""Which Dask cluster a run works on: one of its own on this machine or elsewhere, or an existing scheduler's."""

from __future__ import annotations

import signal
from multiprocessing import resource_tracker
from typing import Any, cast

import dask
from distributed import LocalCluster
from distributed.security import Security
from prefect.task_runners import TaskRunner
from prefect_dask.task_runners import DaskTaskRunner

from flows.settings import Settings

# Read by a local cluster: its scheduler lives in this process, its workers are given these. An existing one has its own.
dask.config.set(
    {
        # a worker's death is the business of our own halving, not of silent repetitions
        "distributed.scheduler.allowed-failures": 0,
        # no queue on the workers: only what ran beside a dying task can be blamed with it
        "distributed.scheduler.worker-saturation": 1.0,
        # Each process looks at itself so often that it takes a tenth of a core. Nobody needs its profile that fine.
        "distributed.worker.profile.interval": "100ms",
        "distributed.admin.tick.interval": "500ms",
        "distributed.admin.system-monitor.interval": "2s",
    }
)


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """Prefect's task runner for these settings. The cluster starts with the first task that is submitted."""
    if settings.scheduler is not None:
        runner = DaskTaskRunner(address=settings.scheduler, client_kwargs=_client(settings))
    elif settings.cluster is not None:
        least, most = settings.cluster_workers or (1, settings.workers)
        runner = DaskTaskRunner(
            cluster_class=settings.cluster,
            cluster_kwargs=dict(settings.cluster_options),
            adapt_kwargs={"minimum": least, "maximum": most},
            client_kwargs=_client(settings),
        )
    else:
        runner = DaskTaskRunner(cluster_class=undisturbed_cluster, cluster_kwargs=local_cluster(settings))
    return cast(TaskRunner[Any], runner)


def undisturbed_cluster(**options: Any) -> LocalCluster:
    """A local cluster whose workers do not hear Ctrl-C, which a terminal sends to all processes of a command.

    It is for the flow alone, which then stops them. What a thread blocks, the threads and processes that it starts
    block too, so it is enough to block it here, while the cluster's own thread is made.
    """
    resource_tracker.ensure_running()  # its first start would unblock the signal again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return LocalCluster(**options)  # type: ignore[no-untyped-call]
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def local_cluster(settings: Settings) -> dict[str, Any]:
    """The options of a cluster on this machine."""
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
