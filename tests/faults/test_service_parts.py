"""The API server is killed in the middle of a run: nothing is lost, nothing doubled, and the service goes on by itself."""

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


def test_the_api_server_is_killed_in_the_middle_of_a_run(tmp_path: Path) -> None:
    with service_in(tmp_path) as service:
        _begin_to_read(service)
        killed = service.part("flows.serve")
        killed.send_signal(signal.SIGKILL)
        killed.wait(10)
        seconds = wait_for(lambda: _is_published(service), "all files are published")
        print(f"\nAPI server killed → all published: {seconds:.1f} s")
        unfinished = {"state": {"type": {"any_": ["RUNNING", "CANCELLING"]}}}
        wait_for(lambda: not service.ask("flow_runs/count", flow_runs=unfinished), "no run hangs")
        _goes_on(service)
        assert service.stop() == 0
        assert service.processes() == []


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
