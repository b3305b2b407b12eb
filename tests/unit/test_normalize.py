"""Normalisation: each fix by a case, the tables against each other, and what it costs."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tasks.text.alphabet import unusual
from tasks.text.normalize import normalize
from tasks.text.offsets import OffsetMap
from tasks.text.widths import CANONICAL, INVISIBLE

CASES = json.loads((Path(__file__).parents[1] / "cases" / "normalize.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    result = normalize(case["text"])
    assert result.text == case["expected"]
    assert list(result.fixes) == case["fixes"]
    assert normalize(result.text).text == result.text


def test_offsets_lead_back_over_a_shortened_text() -> None:
    raw = "\ufeff要（一）推動發(fā)展\r\n二是　抓實"
    result = normalize(raw)
    found = result.text.index("发展")
    assert result.text == "要(一)推动发展\n二是 抓实"
    start, end = result.offsets.to_source(found, found + 2)
    assert raw[start:end] == "發(fā)展"
    line_end = result.text.index("\n")
    assert raw[slice(*result.offsets.to_source(line_end, line_end + 1))] == "\r\n"


def test_same_length_fixes_leave_the_map_in_one_piece() -> None:
    raw = "會議指出，要強化擔當。　（一）" * 50
    assert normalize(raw).offsets == OffsetMap.identity(len(raw))


def test_tables_are_canonical_and_seen() -> None:
    assert all(len(key) == len(value) == 1 for key, value in CANONICAL.items())
    assert not CANONICAL.keys() & set(CANONICAL.values())
    assert not CANONICAL.keys() & INVISIBLE
    assert unusual("".join([*CANONICAL, *INVISIBLE, "\r"])) >= CANONICAL.keys() | INVISIBLE | {"\r"}


def test_ordinary_text_costs_next_to_nothing() -> None:
    raw = "会议强调,要压实责任,完成投资3.5亿元,同比增长6%(含税)。\n" * 25_000
    fastest = min(_seconds(raw) for _ in range(3))
    assert fastest < 0.1, f"{fastest:.3f} s for {len(raw)} characters; 0.01 s is usual"


def _seconds(raw: str) -> float:
    started = time.process_time()
    normalize(raw)
    return time.process_time() - started
