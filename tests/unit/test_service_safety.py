"""The service is closed by default: where it listens, what its forms take, what it lets into pages, what it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from pydantic import ValidationError

from flows import kept_cluster
from flows.commands import notify
from flows.deployments import FILE
from flows.errors import ServiceError, WrongCommand
from flows.own_server import AUTH_STRING, OwnServer
from flows.parameters import CHECKS, IngestOptions
from flows.summary import summary
from storage.changes import Changes, DistrictChange, TableChange
from tasks.steps.outcome import Outcome, Refused

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "gateway.example"])
def test_others_are_not_listened_to_without_a_password(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(AUTH_STRING, raising=False)
    with pytest.raises(ServiceError, match=AUTH_STRING):
        OwnServer(tmp_path, host=host)
    monkeypatch.setenv(AUTH_STRING, "reader:a-password")
    OwnServer(tmp_path, host=host)


def test_up_refuses_before_anything_is_started(tmp_path: Path) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("DUIZHAO_", "PREFECT_"))}
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", "up", "--host", "0.0.0.0", "--lake", str(tmp_path / "lake")],
        env=clean | {"DUIZHAO_STATE": str(tmp_path / "state"), "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 1
    assert AUTH_STRING in done.stderr
    assert not (tmp_path / "state" / "prefect").exists()


@pytest.mark.parametrize(
    "options",
    [
        {"corpus": "/etc"},
        {"lake": "../../elsewhere"},
        {"again": "/etc/passwd"},
        {"accept_checks": [{"check": "documents_unique", "reason": ""}]},
    ],
    ids=str,
)
def test_the_form_takes_no_path_and_nothing_else_that_it_does_not_ask_for(options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        IngestOptions.model_validate(options)


def test_the_form_offers_every_check() -> None:
    schema = IngestOptions.model_json_schema()
    assert schema["$defs"]["AcceptedCheck"]["properties"]["check"]["enum"] == list(CHECKS)
    assert len(CHECKS) > 5


def test_what_an_event_says_never_reaches_a_run() -> None:
    """The trigger hands on no parameter, so no payload can name what is read."""
    assert "event.payload" not in FILE.read_text("utf-8")


@pytest.mark.parametrize(
    "way_out", ["../outside.txt", "sub/../../outside.txt", "link.txt", "folder/outside.txt"]
)
def test_notify_tells_of_nothing_outside_the_inbox(way_out: str, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    (inbox / "sub").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("别处")
    (inbox / "link.txt").symlink_to(tmp_path / "outside.txt")
    (inbox / "folder").symlink_to(tmp_path)
    with pytest.raises(WrongCommand, match="is not in the inbox"):
        notify._below(inbox, str(inbox / way_out))


def test_names_of_files_cannot_become_markup() -> None:
    name = "报告|<img src=x onerror=alert(1)>](javascript:1) `*_#.txt"
    outcome = Outcome(1, True, 1, 0, 0, 1, 0, (Refused(name, "E_EMPTY", "空\n\n# 标题"),), (), ())
    page = summary(outcome, None)
    (row,) = [line for line in page.splitlines() if "E_EMPTY" in line]
    assert "\\<img" in row
    assert "\\|" in row
    assert "\n# 标题" not in page


def test_the_summary_says_rows_districts_and_refusals() -> None:
    outcome = Outcome(
        2, True, 3, 5, 1, 7, 6, (Refused("坏.txt", "E_BINARY", "不是文本。"),), (), ("检查: 1",)
    )
    changes = Changes(
        (TableChange("metrics", 10, 1234), TableChange("dates", 5, 5)),
        (DistrictChange("东岭省", "云溪市", "青禾区", 2, 1), DistrictChange("东岭省", "云溪市", None, 1, 0)),
    )
    page = summary(outcome, changes)
    assert "| `metrics` | 10 | 1,234 | +1,224 |" in page
    assert "| `dates` | 5 | 5 |  |" in page
    assert "| 东岭省 云溪市 青禾区 | 2 | 1 |" in page
    assert "| 坏.txt | `E_BINARY` | 不是文本。 |" in page
    assert "- 检查: 1" in page


def test_the_cluster_s_key_is_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "private"

    class Security:
        tls_ca_file, tls_client_cert, tls_client_key = "authority", "certificate", "key"

    kept_cluster._write_certificates(folder, Security())
    assert folder.stat().st_mode & 0o077 == 0
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    assert kept_cluster.access(folder) is None, "no address yet"


def test_on_a_tether_orphans_end_too(tmp_path: Path) -> None:
    """A command that is killed leaves a child with a session of its own: it ends with the tether."""
    mark = f"{os.getpid()}.{time.monotonic_ns()}"
    child = f"import time; '{mark}'; time.sleep(600)"
    parent = (
        "import subprocess, sys, time;"
        f"subprocess.Popen([sys.executable, '-c', {child!r}], start_new_session=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "flows.tether", sys.executable, "-c", parent],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
    ) as tether:
        orphan = _running(child)
        (command,) = psutil.Process(tether.pid).children()
        command.send_signal(signal.SIGKILL)
        assert tether.wait(30) != 0
        assert not orphan.is_running() or orphan.status() == "zombie"


def _running(code: str) -> psutil.Process:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for process in psutil.process_iter():
            try:
                if code in process.cmdline():
                    return process
            except psutil.Error:
                continue
        time.sleep(0.1)
    raise AssertionError("the child was not started")
