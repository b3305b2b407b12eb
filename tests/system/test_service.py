"""The service under real conditions: its own processes, files dropped, tables changed, runs cancelled.

Marked `system`: it takes a minute or two.
"""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from flows.api import call
from flows.local import run_locally
from flows.progress import Silent
from tasks.steps.options import Options
from tests.integration.conftest import published
from tests.system.service import PATIENCE, Service, report, service_in, wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

SETTLED = 1.0
"""The setting `settle`."""


def test_a_day_of_the_service(tmp_path: Path) -> None:
    with service_in(tmp_path) as service:
        _one_file_and_another(service)
        _a_burst(service)
        _a_second_service_is_refused(service)
        _schedules_and_trigger_are_active(service)
        _pushed_files(service)
        _a_command_reports_to_it(service)
        assert service.stop() == 0
        assert service.processes() == []
    beside = tmp_path / "beside"
    run_locally(Options(service.inbox, beside), Silent())
    assert published(service.lake) == published(beside), "not the bytes of an undisturbed run"


def _one_file_and_another(service: Service) -> None:
    """Latency: from the file settled to tables published."""
    service.drop(0)
    first = wait_for(lambda: service.snapshot() == 1, "the first file is published") - SETTLED
    _quiet(service)
    service.drop(1)
    second = wait_for(lambda: service.snapshot() == 2, "the second file is published") - SETTLED
    print(f"\none file settled → tables published: {first:.1f} s; one more: {second:.1f} s")
    _quiet(service)
    assert service.published() == {"0000.txt", "0001.txt"}


def _a_burst(service: Service) -> None:
    before = len(service.runs())
    service.drop(*range(2, 502))
    seconds = wait_for(lambda: service.snapshot() > 2, "the burst is published")
    _quiet(service)
    more = len(service.runs()) - before
    print(f"500 files dropped → tables published: {seconds:.1f} s, {more} run(s)")
    assert more in (1, 2)
    assert len(service.published()) == 502
    (run,) = service.runs()[:1]
    assert run["state_type"] == "COMPLETED"
    assert "502 files" in run["state"]["message"]


def _a_second_service_is_refused(service: Service) -> None:
    again = service.duizhao("up", "--port", "0")
    assert again.returncode == 1
    assert "The service is up" in again.stderr


def _schedules_and_trigger_are_active(service: Service) -> None:
    nightly = call(service.url, "deployments/name/ingest/nightly")
    assert [schedule["active"] for schedule in nightly["schedules"]] == [True]
    (trigger,) = service.ask("automations/filter")
    assert trigger["enabled"]
    planned = {"deployments": {"id": {"any_": [nightly["id"]]}}}
    wait_for(lambda: service.ask("flow_runs/count", **planned), "runs of the night are planned")


def _pushed_files(service: Service) -> None:
    outside = service.duizhao("notify", "/etc/hostname")
    assert outside.returncode == 2
    assert "is not in the inbox" in outside.stderr
    before = len(service.runs("COMPLETED"))
    assert service.duizhao("notify", service.inbox / "0001.txt").returncode == 0
    wait_for(lambda: len(service.runs("COMPLETED")) > before, "notify starts a run")


def _a_command_reports_to_it(service: Service) -> None:
    """`duizhao run` in a terminal is seen in the pages of the service that is up."""
    done = service.duizhao("run", service.inbox, "--lake", service.lake, PREFECT_API_URL=service.url)
    assert done.returncode == 0, done.stderr
    assert "Nothing to do" in done.stdout
    (run,) = service.runs()[:1]
    assert run["deployment_id"] is None
    assert run["state_type"] == "COMPLETED"


def _quiet(service: Service) -> None:
    """Wait until no run is going on or waiting."""

    def busy() -> bool:
        waiting = {"state": {"type": {"any_": ["RUNNING", "PENDING"]}}}
        return bool(service.ask("flow_runs/count", flow_runs=waiting))

    time.sleep(1.5 * SETTLED)
    wait_for(lambda: not busy(), "all runs have ended")


def test_cancelling_stops_the_work_and_leaves_the_lake_as_it_was(tmp_path: Path) -> None:
    with service_in(tmp_path, DUIZHAO_FILES_AS_TASKS="1000") as service:
        service.drop(0)
        wait_for(lambda: service.snapshot() == 1, "the first file is published")
        _quiet(service)
        before = published(service.lake)
        service.drop(*range(1, 300))
        run = service.run_id()
        wait_for(lambda: list((service.lake / "_staging").glob("*/receipt*")), "files are being read")
        call(service.url, f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
        seconds = wait_for(lambda: _state(service, run) == "CANCELLED", "the run is cancelled", 60)
        print(f"\ncancelled in the pages → stopped: {seconds:.1f} s")
        staged = len(list((service.lake / "_staging").iterdir()))
        time.sleep(2)
        assert len(list((service.lake / "_staging").iterdir())) == staged, "it still works"
        assert service.snapshot() == 1
        assert published(service.lake) == before
        assert service.duizhao("notify").returncode == 0
        wait_for(lambda: service.snapshot() == 2, "the next run does the work", PATIENCE)
        assert len(service.published()) == 300


def _state(service: Service, run: str) -> str:
    return str(call(service.url, f"flow_runs/{run}")["state_type"])


def test_ctrl_c_stops_everything_in_the_middle_of_a_run(tmp_path: Path) -> None:
    with service_in(tmp_path) as service:
        service.drop(*range(200))
        service.run_id()
        assert service.stop(signal.SIGINT) == 0
        assert service.processes() == []
        assert service.snapshot() == 0
        (service.inbox / "more.txt").write_text(report(900), "utf-8")
        assert service.process is not None and service.process.stderr
        service.process.stderr.close()
        service.start()
        wait_for(lambda: service.snapshot() >= 1 and len(service.published()) == 201, "it is made up for")
