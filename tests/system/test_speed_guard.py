"""No stage has become a fifth slower than recorded: measured in plain jieba, never in seconds."""

from __future__ import annotations

import json

import pytest

from benchmarks.guard import RECORDED, measure, slower

pytestmark = pytest.mark.system


def test_every_stage_costs_what_it_did() -> None:
    recorded = json.loads(RECORDED.read_text())
    found: dict[str, float] = {}
    for _ in range(3):  # a neighbour on the machine slows one measurement, a regression all of them
        found = slower(recorded, measure())
        if not found:
            return
    pytest.fail(f"Slower than recorded, times the recorded cost: {found}. See benchmarks/guard.py.")


def test_a_slower_stage_is_noticed() -> None:
    assert slower({"records": 0.5, "decode": 0.002}, {"records": 0.61, "decode": 0.004}) == {"records": 1.22}
