"""The flow on a real Dask cluster, seen by a real Prefect server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from flows.local import run_locally
from flows.progress import Silent
from flows.server import send_what_waits
from tasks.steps.options import Options
from tests.integration.conftest import DUIZHAO, ROOT, Done, ask, published, report

Duizhao = Callable[..., Done]


def of_state(folder: Path) -> list[psutil.Process]:
    """All processes that belong to commands with this state folder, however they were started."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("DUIZHAO_STATE") == str(folder) and process.status() != "zombie":
                found.append(process)
        except psutil.Error:
            continue
    return found


def test_the_flow_publishes_what_the_local_run_publishes(
    duizhao: Duizhao, corpus: Path, tmp_path: Path, prefect_url: str
) -> None:
    (corpus / "图片.txt").write_bytes(bytes(range(256)) * 40)
    divisions = tmp_path / "divisions.csv"
    lake, beside = tmp_path / "lake", tmp_path / "beside"
    flags = ("--lake", lake, "--divisions", divisions, "--json")
    done = duizhao("run", corpus, *flags, PREFECT_API_URL=prefect_url)
    assert done.code == 3, done
    assert "Traceback" not in done.err
    outcome = done.json()
    assert (outcome["snapshot"], outcome["read"], outcome["documents"]) == (1, 7, 6)
    assert [r["code"] for r in outcome["refused"]] == ["E_BINARY"]

    run_locally(Options(corpus, beside, divisions.read_bytes()), Silent())
    assert published(lake) == published(beside)

    _look_at_the_pages(prefect_url)

    again = duizhao("run", corpus, *flags, PREFECT_API_URL=prefect_url)
    assert again.code == 3, again
    assert not again.json()["published"]
    assert [path.name for path in (lake / "snapshots").iterdir()] == ["00000001"]


def _look_at_the_pages(url: str) -> None:
    """What a person sees in the UI: names, states, artifacts."""
    (flow_run,) = ask(url, "flow_runs/filter", flow_runs={"name": {"any_": ["corpus: 7 of 7 files"]}})
    assert flow_run["state"]["type"] == "COMPLETED"
    assert "6 documents from 7 files" in flow_run["state"]["message"]
    assert "duizhao" in flow_run["tags"]
    this = {"id": {"any_": [flow_run["id"]]}}
    tasks = {task["name"]: task["state_type"] for task in ask(url, "task_runs/filter", flow_runs=this)}
    assert set(tasks.values()) == {"COMPLETED"}
    assert {"云溪市/2022/青禾区报告.txt", "图片.txt", "scan corpus", "plan", "audit", "publish"} <= set(tasks)
    assert any(name.startswith("merge ") for name in tasks)
    assert "compare coverage" in tasks
    artifacts = {a["key"]: a for a in ask(url, "artifacts/filter", flow_runs=this)}
    assert {"duizhao-progress", "duizhao-summary", "duizhao-refusals", "duizhao-coverage"} <= set(artifacts)
    assert [row["file"] for row in json.loads(artifacts["duizhao-refusals"]["data"])] == ["图片.txt"]
    assert artifacts["duizhao-progress"]["data"] == 100.0


def test_without_a_server_it_starts_one_and_leaves_nothing_behind(
    duizhao: Duizhao, corpus: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "lake"
    done = duizhao("run", corpus, "--lake", lake)
    assert done.code == 0, done
    assert "6 documents from 6 files" in done.out
    # quiet: only our own lines
    assert all(line.endswith("…") for line in done.err.splitlines()), done.err
    assert of_state(tmp_path / "state") == []
    assert (tmp_path / "state" / "prefect" / "prefect.db").exists()


def test_ctrl_c_leaves_the_lake_as_it_was(
    corpus: Path, tmp_path: Path, environment: dict[str, str], prefect_url: str
) -> None:
    for n in range(200):
        (corpus / f"{n:03}.txt").write_text(report("青禾区", 2000 + n % 20, n % 28 + 1), encoding="utf-8")
    lake = tmp_path / "lake"
    with subprocess.Popen(
        [*DUIZHAO, "run", str(corpus), "--lake", str(lake)],
        env={**environment, "PYTHONPATH": str(ROOT), "PREFECT_API_URL": prefect_url},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        while not list((lake / "_staging").glob("*/receipt*")):
            assert process.poll() is None
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)  # a terminal tells the whole group
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Stopped." in said
    assert "Traceback" not in said
    assert not (lake / "CURRENT").exists()
    assert of_state(tmp_path / "state") == []


@pytest.fixture
def in_flow(prefect_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process reports to the session's server, and so do the workers that it starts."""
    import prefect.settings as settings

    monkeypatch.setenv("PREFECT_API_URL", prefect_url)
    monkeypatch.setenv("PREFECT_SERVER_EPHEMERAL_ENABLED", "false")
    updates: dict[Any, Any] = {
        settings.PREFECT_API_URL: prefect_url,
        settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        settings.PREFECT_SERVER_EPHEMERAL_ENABLED: False,
    }
    with settings.temporary_settings(updates):
        yield
        send_what_waits()


@pytest.mark.usefixtures("in_flow")
def test_a_file_that_kills_its_worker_is_refused_and_the_others_go_on(corpus: Path, tmp_path: Path) -> None:
    from tests.integration.deadly import ingest_deadly

    folder = corpus / "云溪市" / "2022"
    (folder / "石桥县报告.txt").unlink()
    (folder / "毒.txt").write_text(report("青禾区", 2021, 5), encoding="utf-8")
    options = Options(folder, tmp_path / "lake", files_as_tasks=0, batch_bytes=1 << 20)
    outcome = ingest_deadly(options)
    assert [(r.path, r.code) for r in outcome.refused] == [("毒.txt", "E_RESOURCE")]
    assert outcome.documents == 2
