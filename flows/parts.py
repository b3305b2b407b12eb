"""The parts of the service: processes on a tether that write to one log."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

STOP_SECONDS = 20.0
LARGEST_LOG = 16 << 20


@dataclass(frozen=True, slots=True)
class Log:
    """The one log: the parts of the service append to it, in the form of Prefect's own lines."""

    path: Path

    @classmethod
    def open(cls, path: Path) -> Log:
        """The log at `path`; a large one is put aside first."""
        if path.exists() and path.stat().st_size > LARGEST_LOG:
            path.replace(path.with_suffix(".log.1"))
        return cls(path)

    def say(self, message: str) -> None:
        """Add a line of the service itself."""
        now = dt.datetime.now().strftime("%H:%M:%S.%f")[:-3]
        with self.path.open("a", encoding="utf-8") as log:
            log.write(f"{now} | INFO    | duizhao - {message}\n")


class Part:
    """A Python module that runs in a process of its own, and ends with all that it started when we do."""

    def __init__(self, module: Sequence[str], log: Log) -> None:
        """`module` is its name and its arguments."""
        self._command = [sys.executable, "-m", "flows.tether", sys.executable, "-m", *module]
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def has_ended(self) -> bool:
        """True when it was started and ended by itself."""
        return self._process is not None and self._process.poll() is not None

    def start(self, variables: Mapping[str, str]) -> None:
        """Start it with these environment variables on top of ours."""
        with self._log.path.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                env={**os.environ, **variables},
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us; parts are stopped in their order
            )

    def stop(self) -> None:
        """Stop it, if it runs, and wait until it has."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
