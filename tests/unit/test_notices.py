"""The watcher is woken by the kernel where the kernel hears of changes, and looks by itself where it does not."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.notices import Notices, is_network
from flows.settings import load_settings
from flows.watch import Watcher

SILENT = print


def test_a_new_file_wakes_whoever_waits(tmp_path: Path) -> None:
    notices = Notices(tmp_path, SILENT)
    try:
        folder = tmp_path / "云溪市"
        folder.mkdir()
        assert notices.works
        woken = False
        for n in range(20):  # the first may come before the thread listens
            (folder / f"{n}.txt").write_text("报告")
            woken = notices.wait(0.5) or woken
        assert woken
        while notices.wait(0.6):  # all that was told of
            pass
        assert not notices.wait(0.3), "nothing changed, nobody woke"
    finally:
        notices.close()


def test_where_the_kernel_cannot_tell_it_is_said_and_looked_at(tmp_path: Path) -> None:
    said: list[str] = []
    notices = Notices(tmp_path / "nowhere", said.append)
    deadline = time.monotonic() + 10
    while notices.works and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not notices.works
    assert "it is looked at instead" in said[0]


def test_this_disk_is_no_network_file_system(tmp_path: Path) -> None:
    assert not is_network(tmp_path)
    assert not is_network(Path("/proc"))


class Api:
    """A Prefect API as far as the watcher knows it: takes events, says how many runs wait. It can be away."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.waiting = 0
        self.is_away = False
        api = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if api.is_away:
                    return self.send_error(503)
                if self.path.endswith("/events"):
                    api.events += content
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(api.waiting).encode())
                return None

            def log_message(self, format: str, *arguments: Any) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/api"

    @contextmanager
    def up(self) -> Iterator[Api]:
        thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join()

    def told(self) -> list[list[str]]:
        return [event["payload"]["files"] for event in self.events]


@pytest.fixture
def api() -> Iterator[Api]:
    with Api().up() as api:
        yield api


@pytest.fixture
def watcher(api: Api, tmp_path: Path) -> Iterator[Watcher]:
    (tmp_path / "inbox").mkdir()
    settings = load_settings(inbox=tmp_path / "inbox", state=tmp_path / "state", settle=0.2)
    with Watcher(api.url, settings, SILENT) as watcher:
        yield watcher


def steps(watcher: Watcher, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        watcher.step()


def test_files_are_told_of_once_and_what_was_there_before_too(
    api: Api, watcher: Watcher, tmp_path: Path
) -> None:
    (tmp_path / "inbox" / "a.txt").write_text("一")
    steps(watcher, 1.0)
    assert api.told() == [["a.txt"]]
    for name in ("b.txt", "c.txt"):
        (tmp_path / "inbox" / name).write_text("二")
    steps(watcher, 2.0)
    assert api.told() == [["a.txt"], ["b.txt", "c.txt"]]


def test_nothing_is_lost_while_the_server_is_down(api: Api, watcher: Watcher, tmp_path: Path) -> None:
    api.is_away = True
    (tmp_path / "inbox" / "a.txt").write_text("一")
    steps(watcher, 1.0)
    assert api.told() == []
    api.is_away = False
    steps(watcher, 2.0)
    assert api.told() == [["a.txt"]]


def test_while_a_run_waits_no_other_is_asked_for(api: Api, watcher: Watcher, tmp_path: Path) -> None:
    api.waiting = 1
    (tmp_path / "inbox" / "a.txt").write_text("一")
    steps(watcher, 1.0)
    assert api.told() == []
    api.waiting = 0
    steps(watcher, 1.5)
    assert api.told() == [["a.txt"]]


def test_after_a_part_was_mended_everything_counts_as_arrived(
    api: Api, watcher: Watcher, tmp_path: Path
) -> None:
    (tmp_path / "inbox" / "a.txt").write_text("一")
    steps(watcher, 1.0)
    watcher.begin_anew()
    steps(watcher, 1.0)
    assert api.told() == [["a.txt"], ["a.txt"]]
