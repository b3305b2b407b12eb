"""The service as a person starts it: files are dropped, tables change; a second one is refused; nothing is left.

Marked `system`: it takes a minute or two.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from flows.api import call
from flows.presence import present_service

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

ROOT = Path(__file__).parents[2]
DUIZHAO = [sys.executable, "-m", "flows.cli"]
TEXT = """青禾区人民政府关于{year}年法治政府建设情况的报告

{year}年，青禾区公布事项{n}项，组织执法人员培训{n}人次。
"""


class Service:
    """A service that was started by `duizhao up`, with its folders."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.lake, self.state = folder / "inbox", folder / "lake", folder / "state"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUIZHAO_", "PREFECT_"))}
        self.environment = kept | {
            "DUIZHAO_STATE": str(self.state),
            "DUIZHAO_INBOX": str(self.inbox),
            "DUIZHAO_LAKE": str(self.lake),
            "DUIZHAO_WORKERS": "2",
            "PYTHONPATH": str(ROOT),
        }
        self.process = subprocess.Popen(
            [*DUIZHAO, "up", "--port", "0"], env=self.environment, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def duizhao(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*DUIZHAO, *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", timeout=60
        )

    def snapshot(self) -> str:
        current = self.lake / "CURRENT"
        return current.read_text().strip() if current.exists() else ""

    def runs(self) -> list[dict[str, Any]]:
        present = present_service(self.state)
        assert present is not None
        return list(call(present.url, "flow_runs/filter", {"flow_runs": {"tags": {"all_": ["arrival"]}}}))

    def processes(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("DUIZHAO_STATE") == str(self.state) and process.status() != "zombie":
                    found.append(process)
            except psutil.Error:
                continue
        return found


def wait_for(what: Callable[[], object], seconds: float = 240.0) -> float:
    """Seconds until `what` is true."""
    begin = time.monotonic()
    while not what():
        assert time.monotonic() - begin < seconds, "it did not happen in time"
        time.sleep(0.2)
    return time.monotonic() - begin


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    started = Service(tmp_path)
    try:
        wait_for(lambda: present_service(started.state) or started.process.poll() is not None)
        yield started
    finally:
        for process in started.processes():
            process.kill()
        started.process.wait(10)
        assert started.process.stdout
        started.process.stdout.close()


def test_dropped_files_are_in_the_tables_and_the_service_stops_cleanly(service: Service) -> None:
    again = service.duizhao("up", "--port", "0")
    assert again.returncode == 1
    assert "The service is up" in again.stderr

    for n in range(30):
        (service.inbox / f"{n}.txt").write_text(TEXT.format(year=2000 + n % 20, n=n + 1), encoding="utf-8")
    first = wait_for(service.snapshot)
    time.sleep(5)
    (service.inbox / "later.txt").write_text(TEXT.format(year=2024, n=77), encoding="utf-8")
    second = wait_for(lambda: service.snapshot() == "00000002")
    print(f"30 files dropped → tables published: {first:.1f} s; one more: {second:.1f} s")
    assert len(service.runs()) == 2, "a burst makes one run"

    outside = service.duizhao("notify", "/etc/hostname")
    assert outside.returncode == 2
    assert "is not in the inbox" in outside.stderr
    assert service.duizhao("notify", str(service.inbox / "later.txt")).returncode == 0
    wait_for(lambda: len(service.runs()) == 3, 60)

    service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(60) == 0
    assert service.processes() == []
