"""What a person sees: the run in the pages of a real Prefect server, in a real browser.

Marked `system`: needs Chromium (`make test-system` installs it). Pictures are left in build/screenshots/.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.system.pages import look

pytestmark = pytest.mark.system

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
SCREENSHOTS = ROOT / "build" / "screenshots"
FILE_NAME = "yanbu_plan_2024.txt"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that was started by Prefect's own command."""

    api: str

    @property
    def pages(self) -> str:
        return self.api.removesuffix("/api")

    def ask(self, what: str, **body: Any) -> Any:
        request = urllib.request.Request(
            f"{self.api}/{what}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("prefect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_API_HOST": "127.0.0.1",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    with (home / "log").open("wb") as log:
        command = [sys.executable, "-m", "prefect", "server", "start"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        started = Server(f"http://127.0.0.1:{port}/api")
        wait_until_healthy(started)
        yield started
    finally:
        process.terminate()
        process.wait(20)


def wait_until_healthy(server: Server) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{server.api}/health", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("prefect server start did not answer in a minute")


@pytest.fixture(scope="module")
def flow_run(server: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One run over the samples, reported to the server."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "flows.cli", "run", SAMPLES / "corpus"),
            *("--divisions", SAMPLES / "divisions.csv", "--lake", tmp_path_factory.mktemp("lake")),
        ],
        cwd=ROOT,
        env=os.environ | {"PREFECT_API_URL": server.api},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 3, done.stderr  # one of the samples is meant to be refused
    (run,) = server.ask("flow_runs/filter")
    return dict(run)


def test_the_run_is_completed_and_says_what_it_did(flow_run: dict[str, Any]) -> None:
    assert flow_run["state"]["type"] == "COMPLETED"
    assert "1 refused" in flow_run["state"]["message"]
    assert flow_run["name"].startswith("corpus: ")
    assert "duizhao" in flow_run["tags"]


def test_tasks_are_named_after_files(server: Server, flow_run: dict[str, Any]) -> None:
    runs = server.ask("task_runs/filter", flow_runs={"id": {"any_": [flow_run["id"]]}}, limit=200)
    names = {run["name"] for run in runs}
    files = {p.relative_to(SAMPLES / "corpus").as_posix() for p in (SAMPLES / "corpus").rglob("*.*")}
    assert files <= names
    assert {run["state"]["type"] for run in runs} == {"COMPLETED"}


def test_artifacts_show_refusals_results_and_comparisons(server: Server, flow_run: dict[str, Any]) -> None:
    found = server.ask("artifacts/filter", flow_runs={"id": {"any_": [flow_run["id"]]}})
    kinds = {artifact["type"] for artifact in found}
    assert {"table", "markdown", "progress"} <= kinds
    tables = [row for a in found if a["type"] == "table" for row in json.loads(a["data"])]
    assert any("扫描件_损坏.txt" in str(row.values()) for row in tables), "the refused file"
    assert any("青禾区" in str(row.values()) for row in tables), "a comparison"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("runs/flow-run/{id}", FILE_NAME),
        ("artifacts", "duizhao-refusals"),
        ("runs", "corpus: 32 of 32 files"),
    ],
    ids=["run", "artifacts", "runs"],
)
def test_the_pages_can_be_read(
    server: Server, flow_run: dict[str, Any], page: Page, path: str, expected: str
) -> None:
    picture = SCREENSHOTS / f"{path.split('/')[0]}-{len(path)}.png"
    look(page, f"{server.pages}/{path.format(id=flow_run['id'])}", expected, picture)
    assert picture.stat().st_size > 20_000
