"""Parts of the service are killed in the middle of a run: nothing is lost, nothing doubled, and it goes on by itself.

Marked `system`: each takes half a minute.
"""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from flows.local import run_locally
from flows.progress import Silent
from tasks.steps.options import Options
from tests.integration.conftest import published
from tests.system.service import Service, service_in, wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

FILES = 150
PARTS = {
    "API server": ("flows.serve",),
    "Prefect worker": ("prefect", "worker"),
    "Dask cluster": ("flows.kept_cluster",),
    "prepared process": ("flows.prefork",),
}


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_killed_in_the_middle_of_a_run(name: str, tmp_path: Path) -> None:
    with service_in(tmp_path) as service:
        _begin_to_read(service)
        killed = service.part(*PARTS[name])
        killed.send_signal(signal.SIGKILL)
        killed.wait(10)
        seconds = wait_for(lambda: _is_published(service), "all files are published")
        print(f"\n{name} killed → all published: {seconds:.1f} s")
        unfinished = {"state": {"type": {"any_": ["RUNNING", "CANCELLING"]}}}
        wait_for(lambda: not service.ask("flow_runs/count", flow_runs=unfinished), "no run hangs")
        _goes_on(service)
        assert service.stop() == 0
        assert service.processes() == []


def test_the_flow_is_told_to_end_in_the_middle_of_a_run(tmp_path: Path) -> None:
    """SIGTERM to the process that a run works in: the run says so, and the next one goes on from what was read."""
    with service_in(tmp_path) as service:
        run = _begin_to_read(service)
        service.part("flows.engine").terminate()
        wait_for(lambda: service.ask("flow_runs/filter", flow_runs=_crashed(run)), "the run says so")
        assert service.snapshot() == 0
        staged = {batch.name for batch in (service.lake / "_staging").iterdir()}
        assert staged
        assert service.duizhao("notify").returncode == 0
        wait_for(lambda: _is_published(service), "the next run does the work")
        _goes_on(service)


def _crashed(run: str) -> dict[str, object]:
    return {"id": {"any_": [run]}, "state": {"type": {"any_": ["CRASHED"]}}}


def _begin_to_read(service: Service) -> str:
    service.drop(*range(FILES))
    run = service.run_id()
    wait_for(lambda: list((service.lake / "_staging").glob("*/receipt*")), "files are being read")
    return run


def _is_published(service: Service) -> bool:
    return service.snapshot() > 0 and len(service.published()) == FILES


def _goes_on(service: Service) -> None:
    """The service takes the next file, and the lake is what an undisturbed run makes of the inbox."""
    before = service.snapshot()
    service.drop(FILES)
    wait_for(lambda: service.snapshot() > before, "the next file is published")
    beside = service.lake.parent / "beside"
    run_locally(Options(service.inbox, beside), Silent())
    assert published(service.lake) == published(beside)
