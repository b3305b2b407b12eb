"""Prefect's server keeps its runs in SQLite: garbage must not be collected by the thread that holds its lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize(("how", "outcome"), [("apart", "begun"), ("as Python does", "locked")])
def test_garbage_collected_apart_keeps_nobody_waiting(how: str, outcome: str, tmp_path: Path) -> None:
    """As Python collects it is the control: the fault is there and the test can see it."""
    program = [sys.executable, "-m", "tests.integration.locked", str(tmp_path / "runs.db"), how]
    done = subprocess.run(program, capture_output=True, encoding="utf-8", timeout=60, check=True)
    assert done.stdout.strip() == outcome
