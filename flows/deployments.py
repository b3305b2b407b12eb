"""The deployments of deployments/prefect.yaml: applied to an API when they are not there as they are written.

They are not applied at each start: a schedule that somebody changed in Prefect's pages stays as it was changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from flows.api import PATIENCE, call
from flows.errors import ServiceError

FILE = Path(__file__).parents[1] / "deployments" / "prefect.yaml"
FORMS = Path(__file__).with_name("parameters.py")
POOL = "duizhao"
NAMES = ("ingest/nightly", "ingest/on-arrival", "ingest/full", "compare/compare-only", "maintain/weekly")
UNFINISHED = ("PENDING", "RUNNING", "CANCELLING")


def make_pool(url: str) -> None:
    """Create the work pool where there is none. It lets one run go at a time: a lake has one writer.

    The template of its jobs is its worker's, which fills it in when it starts.
    """
    if call(url, f"work_pools/{POOL}") is None:
        call(url, "work_pools/", {"name": POOL, "type": "process", "concurrency_limit": 1})


def deploy(url: str, environment: Mapping[str, str], mark: Path) -> bool:
    """Apply the deployments, and note in the file `mark` what was applied; False where it had been applied before."""
    if not FILE.is_file():
        raise ServiceError(f"{FILE} is missing; the service runs from a checkout of the project.")
    # the forms in the pages come from the second
    parts = (FILE.read_bytes(), FORMS.read_bytes())
    wanted = hashlib.sha256(b"\0".join(parts)).hexdigest()
    there = all(call(url, f"deployments/name/{name}") is not None for name in NAMES)
    if there and mark.is_file() and mark.read_text("ascii") == wanted:
        return False
    _prefect(environment, "--no-prompt", "deploy", "--all", "--prefect-file", str(FILE))
    mark.write_text(wanted, "ascii")
    return True


def crash_unfinished(url: str, message: str, patience: float = PATIENCE) -> int:
    """Runs of the pool that no worker runs any more are said to have crashed: they would hold its only slot for ever.

    Returns how many. To be called when no worker of the pool is up. Raises ServiceError where the API says nothing
    for `patience` seconds.
    """
    body = {
        "work_pools": {"name": {"any_": [POOL]}},
        "flow_runs": {"state": {"type": {"any_": list(UNFINISHED)}}},
    }
    runs = call(url, "flow_runs/filter", body, patience=patience)
    for run in runs:
        state = {"type": "CRASHED", "name": "Crashed", "message": message}
        body = {"state": state, "force": True}
        call(url, f"flow_runs/{run['id']}/set_state", body, patience=patience)
    return len(runs)


def _prefect(environment: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "prefect", *arguments],
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    if done.returncode:
        raise ServiceError(f"`prefect {' '.join(arguments)}` failed:\n{done.stdout.strip()}")
