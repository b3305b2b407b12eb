"""The service as a person starts it, for tests: `duizhao up` in folders of its own, and nothing left of it after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pyarrow.parquet as pq
import pytest

from flows.api import call
from flows.local import run_locally
from flows.presence import present_service
from flows.progress import Silent
from tasks.steps.options import Options
from tests.integration.conftest import published

ROOT = Path(__file__).parents[2]
DUIZHAO = [sys.executable, "-m", "flows.cli"]
PATIENCE = 240.0
"""Seconds: many times what anything takes on a quiet machine, and never reached there."""
TEXT = """青禾区人民政府关于{year}年法治政府建设情况的报告

{year}年，青禾区公布事项{n}项，组织执法人员培训{n}人次。
一、主要举措
一是推行告知承诺，办理诉求{n}件。二是制定《青禾区行政执法公示办法》。
"""


def report(n: int) -> str:
    """The n-th of many short reports."""
    return TEXT.format(year=2020 + n % 3, n=n + 1)


def wait_for(what: Callable[[], object], why: str, seconds: float = PATIENCE, poll: float = 0.1) -> float:
    """Seconds until `what` is true; it is looked at every `poll` seconds."""
    begin = time.monotonic()
    while not what():
        assert time.monotonic() - begin < seconds, f"not in {seconds:.0f} s: {why}"
        time.sleep(poll)
    return time.monotonic() - begin


class Service:
    """A service that was started by `duizhao up`, with its folders."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.inbox, self.lake, self.state = folder / "inbox", folder / "lake", folder / "state"
        self.inbox.mkdir(parents=True, exist_ok=True)
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DUIZHAO_", "PREFECT_"))}
        self.environment = kept | {
            "DUIZHAO_STATE": str(self.state),
            "DUIZHAO_INBOX": str(self.inbox),
            "DUIZHAO_LAKE": str(self.lake),
            "DUIZHAO_WORKERS": "2",
            "PYTHONPATH": str(ROOT),
            **variables,
        }
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Bring it up; returns the seconds that it took."""
        self.process = process = subprocess.Popen(
            [*DUIZHAO, "up", "--port", "0"],
            env=self.environment,
            cwd=self.inbox.parent,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        is_up = lambda: present_service(self.state) or process.poll() is not None  # noqa: E731
        seconds = wait_for(is_up, "the service is up")
        assert process.poll() is None, process.communicate()[1]
        return seconds

    @property
    def url(self) -> str:
        present = present_service(self.state)
        assert present is not None
        return present.url

    def duizhao(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*DUIZHAO, *map(str, arguments)],
            env=self.environment | variables,
            cwd=self.inbox.parent,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )

    def drop(self, *numbers: int) -> None:
        """Put reports into the inbox, each whole at once."""
        for n in numbers:
            hidden = self.inbox / f".{n}"
            hidden.write_text(report(n), encoding="utf-8")
            hidden.rename(self.inbox / f"{n:04}.txt")

    def drop_more(self, count: int) -> None:
        """Put so many reports into the inbox that were not there yet."""
        there = len(list(self.inbox.iterdir()))
        self.drop(*range(there, there + count))

    def snapshot(self) -> int:
        current = self.lake / "CURRENT"
        return int(current.read_text()) if current.exists() else 0

    def published(self) -> set[str]:
        """The sources that readers see."""
        number = self.snapshot()
        if not number:
            return set()
        table = self.lake / "snapshots" / f"{number:08d}" / "sources" / "data.parquet"
        return set(pq.read_table(table, columns=["source_path"])["source_path"].to_pylist())

    def is_up_to_date(self) -> bool:
        """True where readers see every file of the inbox and no other."""
        return self.published() == {file.name for file in self.inbox.iterdir()}

    def staged(self) -> int:
        """How many batches of files are staged and not yet published."""
        return len(list((self.lake / "_staging").glob("*/receipt.json")))

    def ask(self, what: str, **body: Any) -> Any:
        return call(self.url, what, body)

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """Runs that have begun, newest first; of these types of state, where they are named."""
        wanted = {"any_": list(states)} if states else {"not_any_": ["SCHEDULED", "PENDING"]}
        return list(
            self.ask("flow_runs/filter", sort="START_TIME_DESC", flow_runs={"state": {"type": wanted}})
        )

    def begin_to_read(self, count: int) -> str:
        """Put so many files into the inbox and wait until some of them are read, and not all: the run that reads them."""
        self.drop_more(count)
        wait_for(self.staged, "files are being read", poll=0.01)
        run = self.run_id()
        assert self.staged() < count, "too late to disturb it"
        return run

    def run_id(self) -> str:
        """The run that is going on, as soon as there is one."""
        wait_for(lambda: self.runs("RUNNING"), "a run begins")
        return str(self.runs("RUNNING")[0]["id"])

    def processes(self) -> list[psutil.Process]:
        """All that belong to it, however they were started."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if process.environ().get("DUIZHAO_STATE") == str(self.state) and process.status() != "zombie":
                    found.append(process)
        return found

    def part(self, *words: str) -> psutil.Process:
        """The one process of it, but no tether, whose command has all these words."""
        found = [
            process
            for process in self.processes()
            if "flows.tether" not in process.cmdline() and set(words) <= set(process.cmdline())
        ]
        assert found, f"no process {words}"
        return min(found, key=lambda process: process.create_time())

    def dask_workers(self) -> list[psutil.Process]:
        """The processes of the warm cluster that tasks run in."""
        children = self.part("flows.kept_cluster").children()
        return [child for child in children if any("spawn_main" in word for word in child.cmdline())]

    def state_of(self, run: str) -> str:
        """The type of a run's state."""
        return str(call(self.url, f"flow_runs/{run}")["state_type"])

    @property
    def log(self) -> str:
        """All that its parts said."""
        log = self.state / "service.log"
        return log.read_text("utf-8", "replace") if log.exists() else "no log"

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Stop it as a person does; returns its exit code."""
        assert self.process is not None and self.process.stderr
        self.process.send_signal(number)
        code = self.process.wait(60)
        self.process.stderr.close()
        return code


@contextmanager
def undisturbed(service: Service, beside: Path, request: pytest.FixtureRequest) -> Iterator[Service]:
    """Around a test: what it published is, byte for byte, what an undisturbed run makes of the inbox in `beside`."""
    failed, before = request.session.testsfailed, service.snapshot()
    yield service
    if request.session.testsfailed > failed:
        print(service.log[-6000:])
    elif service.snapshot() > before:
        unfinished = {"state": {"type": {"any_": ["RUNNING", "PENDING", "CANCELLING"]}}}
        wait_for(lambda: not service.ask("flow_runs/count", flow_runs=unfinished), "no run hangs")
        run_locally(Options(service.inbox, beside), Silent())
        assert published(service.lake) == published(beside)


@contextmanager
def service_in(folder: Path, **variables: str) -> Iterator[Service]:
    """A service that is up; whatever happens, nothing of it is left after."""
    service = Service(folder, **variables)
    try:
        service.start()
        yield service
    except BaseException:
        print(service.log[-6000:])
        raise
    finally:
        for process in service.processes():
            with suppress(psutil.Error):
                process.kill()
        if service.process is not None:
            service.process.wait(10)
            assert service.process.stderr
            service.process.stderr.close()
