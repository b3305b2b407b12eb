"""The service under real conditions: its own processes, files dropped, tables changed, runs cancelled, a new start.

One service goes through it all, in this order. Marked `system`: it takes a minute or two.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.api import call
from flows.local import run_locally
from flows.progress import Silent
from tasks.steps.options import Options
from tests.integration.conftest import published
from tests.system.service import Service, service_in, wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

SETTLED = 1.0
"""The setting `settle`."""
BURST = 500
"""More than have a task of their own."""
FEW = 100
"""Few enough that each has a task of its own, enough that one can stop them in the middle."""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service_in(tmp_path_factory.mktemp("service")) as service:
        yield service


def test_one_file_and_another(service: Service) -> None:
    """Latency: from the file settled to tables published."""
    service.drop_more(1)
    first = wait_for(lambda: service.snapshot() == 1, "the first file is published") - SETTLED
    _quiet(service)
    service.drop_more(1)
    second = wait_for(lambda: service.snapshot() == 2, "the second file is published") - SETTLED
    print(f"\none file settled → tables published: {first:.1f} s; one more: {second:.1f} s")
    _quiet(service)
    assert service.published() == {"0000.txt", "0001.txt"}


def test_a_burst_makes_one_run_or_two(service: Service, tmp_path: Path) -> None:
    before = len(service.runs())
    service.drop_more(BURST)
    seconds = wait_for(service.is_up_to_date, "the burst is published")
    _quiet(service)
    more = len(service.runs()) - before
    print(f"\n{BURST} files dropped → tables published: {seconds:.1f} s, {more} run(s)")
    assert more in (1, 2)
    (run,) = service.runs()[:1]
    assert run["state_type"] == "COMPLETED"
    assert f"{BURST + 2} files" in run["state"]["message"]
    run_locally(Options(service.inbox, tmp_path / "beside"), Silent())
    assert published(service.lake) == published(tmp_path / "beside"), "not the bytes of an undisturbed run"


def test_a_second_service_is_refused(service: Service) -> None:
    again = service.duizhao("up", "--port", "0")
    assert again.returncode == 1
    assert "The service is up" in again.stderr


def test_schedules_and_trigger_are_active(service: Service) -> None:
    nightly = call(service.url, "deployments/name/ingest/nightly")
    assert [schedule["active"] for schedule in nightly["schedules"]] == [True]
    (trigger,) = service.ask("automations/filter")
    assert trigger["enabled"]
    planned = {"deployments": {"id": {"any_": [nightly["id"]]}}}
    wait_for(lambda: service.ask("flow_runs/count", **planned), "runs of the night are planned")


def test_whoever_pushes_files_starts_a_run(service: Service) -> None:
    outside = service.duizhao("notify", "/etc/hostname")
    assert outside.returncode == 2
    assert "is not in the inbox" in outside.stderr
    before = len(service.runs("COMPLETED"))
    assert service.duizhao("notify", service.inbox / "0001.txt").returncode == 0
    wait_for(lambda: len(service.runs("COMPLETED")) > before, "notify starts a run")


def test_a_command_reports_to_it(service: Service) -> None:
    """`duizhao run` in a terminal is seen in the pages of the service that is up."""
    done = service.duizhao("run", service.inbox, "--lake", service.lake, PREFECT_API_URL=service.url)
    assert done.returncode == 0, done.stderr
    assert "Nothing to do" in done.stdout
    (run,) = service.runs()[:1]
    assert run["deployment_id"] is None
    assert run["state_type"] == "COMPLETED"


def test_cancelling_stops_the_work_and_leaves_the_lake_as_it_was(service: Service) -> None:
    number, before = service.snapshot(), published(service.lake)
    run = service.begin_to_read(FEW)
    call(service.url, f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    seconds = wait_for(lambda: service.state_of(run) == "CANCELLED", "the run is cancelled", 60)
    print(f"\ncancelled in the pages → stopped: {seconds:.1f} s")
    staged = service.staged()
    time.sleep(2)
    assert service.staged() == staged, "it still works"
    assert service.snapshot() == number
    assert published(service.lake) == before


def test_ctrl_c_stops_everything_in_the_middle_of_a_run_and_a_new_start_makes_up_for_it(
    service: Service,
) -> None:
    """What the cancelled run left is read too: at its start the service looks at the whole inbox."""
    number = service.snapshot()
    service.drop_more(1)
    wait_for(lambda: service.runs("RUNNING"), "a run begins")
    assert service.stop(signal.SIGINT) == 0
    assert service.processes() == []
    assert service.snapshot() == number
    service.drop_more(1)
    service.start()
    wait_for(service.is_up_to_date, "it is made up for")
    assert service.stop() == 0
    assert service.processes() == []


def _quiet(service: Service) -> None:
    """Wait until no run is going on or waiting."""

    def busy() -> bool:
        waiting = {"state": {"type": {"any_": ["RUNNING", "PENDING"]}}}
        return bool(service.ask("flow_runs/count", flow_runs=waiting))

    time.sleep(1.5 * SETTLED)
    wait_for(lambda: not busy(), "all runs have ended")
