"""What a person sees of the service in Prefect's pages: deployments, the form, a run that goes on, what it leaves.

Marked `system`: needs Chromium (`make test-system` installs it). Pictures are left in build/screenshots/service/.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from flows.api import call
from tests.system import pages
from tests.system.service import ROOT, Service, service_in, wait_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(900)]

PICTURES = ROOT / "build" / "screenshots" / "service"
SECRET = "nobody-may-read-this-9431"
FILES = 60


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with a secret in its environment, one file read, and a report to be written."""
    folder = tmp_path_factory.mktemp("service")
    secrets = {"AWS_SECRET_ACCESS_KEY": SECRET, "AWS_ACCESS_KEY_ID": "reader"}
    folders = {
        "DUIZHAO_REPORT": str(folder / "report"),
        "DUIZHAO_DIVISIONS": str(ROOT / "samples" / "divisions.csv"),
    }
    with service_in(folder, **folders, **secrets) as service:
        service.drop(0)
        (service.inbox / "坏|<b>.txt").write_bytes(bytes(range(256)) * 40)
        wait_for(lambda: service.snapshot() == 1 and service.runs("COMPLETED"), "the first run is completed")
        yield service


def look(page: Page, service: Service, path: str, expected: str, picture: str) -> None:
    """Look at one of the service's pages."""
    pages.look(page, service.url.removesuffix("/api") + path, expected, PICTURES / f"{picture}.png")


def test_every_deployment_is_on_its_page(service: Service, page: Page) -> None:
    look(page, service, "/deployments", "on-arrival", "deployments")
    for name in ("nightly", "full", "compare-only", "weekly"):
        assert page.get_by_text(name, exact=True).first.is_visible(), name
    nightly = call(service.url, "deployments/name/ingest/nightly")
    look(page, service, f"/deployments/deployment/{nightly['id']}", "Description", "deployment")
    page.get_by_text("Description", exact=True).first.click()
    page.get_by_text("每晚").first.wait_for()
    page.screenshot(path=PICTURES / "deployment.png", full_page=True)


def test_the_form_has_titles_descriptions_and_choices_and_no_json(service: Service, page: Page) -> None:
    full = call(service.url, "deployments/name/ingest/full")
    look(page, service, f"/deployments/deployment/{full['id']}/run", "Which files 读取范围", "form")
    text = page.inner_text("body")
    for expected in ("Keep documents of missing files", "Accepted checks", "every file that was refused"):
        assert expected in text
    assert not page.locator(".cm-editor").count(), "an editor for JSON"


def test_a_run_that_goes_on_shows_its_progress(service: Service, page: Page) -> None:
    service.drop(*range(1, FILES))
    run = service.run_id()
    wait_for(lambda: 0 < _progress(service, run) < 100, "the progress artifact moves")
    look(page, service, f"/runs/flow-run/{run}", "Running", "running")
    wait_for(lambda: _state(service, run) == "COMPLETED", "the run is completed")
    assert _progress(service, run) == 100
    look(page, service, f"/runs/flow-run/{run}", "Completed", "completed")
    assert f"{FILES + 1} files" in page.inner_text("body")


def test_what_a_run_leaves_is_listed_and_says_what_changed(service: Service, page: Page) -> None:
    look(page, service, "/artifacts", "duizhao-summary", "artifacts")
    summary, coverage, report = (
        call(service.url, f"artifacts/duizhao-{key}/latest") for key in ("summary", "coverage", "report")
    )
    for expected in ("### Districts 区县", "青禾区", r"坏\|\<b\>.txt"):
        assert expected in summary["data"], summary
    assert "青禾区" in {row["区县 district"] for row in json.loads(coverage["data"])}
    assert "Report of snapshot" in report["data"]
    pages_of = {one["key"]: one["latest_id"] for one in service.ask("artifacts/latest/filter")}
    for key, shown in (("summary", "Districts 区县"), ("coverage", "区县 district")):
        look(page, service, f"/artifacts/artifact/{pages_of[f'duizhao-{key}']}", shown, f"artifact-{key}")


def test_logs_name_files_and_runs_have_names(service: Service) -> None:
    (run,) = service.runs()[:1]
    assert run["name"] == f"inbox: {FILES - 1} of {FILES + 1} files"
    logs = service.ask(
        "logs/filter", logs={"flow_run_id": {"any_": [run["id"]]}}, limit=200, sort="TIMESTAMP_DESC"
    )
    assert any("snapshot 00000002 is published" in line["message"] for line in logs)
    tasks = service.ask("task_runs/filter", flow_runs={"id": {"any_": [run["id"]]}}, limit=200)
    assert {"0001.txt", "0002.txt", "publish"} <= {task["name"] for task in tasks}


def test_secrets_are_nowhere(service: Service) -> None:
    """Neither in the database (parameters, logs, artifacts, events) nor in the log."""
    holders = [file for file in service.state.rglob("*") if file.is_file()]
    assert any(file.name == "prefect.db" for file in holders)
    assert [str(file) for file in holders if SECRET.encode() in file.read_bytes()] == []
    environ = Path(f"/proc/{service.part('prefect', 'worker').pid}/environ").read_bytes()
    assert SECRET.encode() in environ, "the test itself: a run would have found it"
    assert os.environ.get("AWS_SECRET_ACCESS_KEY") != SECRET


def _state(service: Service, run: str) -> str:
    return str(call(service.url, f"flow_runs/{run}")["state_type"])


def _progress(service: Service, run: str) -> float:
    wanted = {"flow_run_id": {"any_": [run]}, "key": {"any_": ["duizhao-progress"]}}
    found: list[dict[str, Any]] = service.ask("artifacts/filter", artifacts=wanted)
    return float(json.loads(str(found[0]["data"]))) if found else 0.0
