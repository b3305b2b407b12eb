"""Parts of a service are killed in the middle of a run: nothing is lost, nothing doubled, and it goes on by itself.

One service goes through all of it, a burst of files a fault. After each the lake is, byte for byte, what an undisturbed
run makes of the inbox.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.system.service import Service, service_in, undisturbed, wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

BURST = 40
"""Files that arrive before each fault, each a task of its own: enough that it falls in the middle."""
GIVEN_UP = "died while trying to run it"
"""What Dask's scheduler says of a task whose worker died."""
PARTS = {
    "API server": ("flows.serve",),
    "Prefect worker": ("prefect", "worker"),
    "Dask cluster with its scheduler": ("flows.kept_cluster",),
    "prepared process": ("flows.prefork",),
}


@pytest.fixture(scope="module")
def one_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service, up; at the end it stops as it would without all that, and leaves nothing."""
    with service_in(tmp_path_factory.mktemp("service")) as service:
        yield service
        assert service.stop() == 0
        assert service.processes() == []


@pytest.fixture
def service(one_service: Service, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Service]:
    """The service before a fault; after the test it has published the inbox as if nothing had been."""
    with undisturbed(one_service, tmp_path / "beside", request) as service:
        yield service


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_killed_and_started_again(name: str, service: Service) -> None:
    run = service.begin_to_read(BURST)
    began = time.monotonic()
    _kill(service.part(*PARTS[name]))
    wait_for(service.is_up_to_date, "all files are published")
    print(f"\n{name} killed → all published: {time.monotonic() - began:.1f} s")
    assert service.state_of(run) in ("CRASHED", "FAILED")


def test_the_flow_is_told_to_end(service: Service) -> None:
    """SIGTERM to the process that a run works in: the run says so, and the next one goes on from what was read."""
    run, before = service.begin_to_read(BURST), service.snapshot()
    service.part("flows.engine").terminate()
    # Failed where the signal came while pydantic was at work, which takes it for an error of its own.
    wait_for(lambda: service.state_of(run) in ("CRASHED", "FAILED"), "the run says so")
    assert service.snapshot() == before
    assert service.staged()
    assert service.duizhao("notify").returncode == 0
    wait_for(service.is_up_to_date, "the next run does the work")


def test_a_dask_worker_is_killed_at_work(service: Service) -> None:
    """Dask gives its task up, the file is read on another worker, and the run is completed."""
    given_up = service.log.count(GIVEN_UP)
    run = service.begin_to_read(BURST)
    worker = service.dask_workers()[0]
    worker.suspend()
    time.sleep(1)  # now it holds a task that it does not finish
    _kill(worker)
    wait_for(lambda: service.state_of(run) == "COMPLETED", "the run is completed")
    assert service.is_up_to_date()
    assert service.log.count(GIVEN_UP) > given_up, "it was not at work"


def test_a_dask_worker_is_killed_after_work(service: Service) -> None:
    """What it had finished is not done again."""
    merged = len(list(service.lake.glob("_objects/*/*")))
    run = service.begin_to_read(BURST)
    wait_for(
        lambda: len(list(service.lake.glob("_objects/*/*"))) > merged, "all is read, it merges", poll=0.01
    )
    _kill(service.dask_workers()[0])
    wait_for(lambda: service.state_of(run) == "COMPLETED", "the run is completed")
    assert service.is_up_to_date()
    read = [task for task in _tasks(service, run) if task["name"].endswith(".txt")]
    assert len(read) == BURST
    assert {task["run_count"] for task in read} == {1}


def _kill(process: psutil.Process) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def _tasks(service: Service, run: str) -> list[dict[str, object]]:
    return list(service.ask("task_runs/filter", flow_runs={"id": {"any_": [run]}}, limit=200))
