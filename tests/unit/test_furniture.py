"""Furniture, case by case: what goes, of which kind, and what stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.text.furniture import find_furniture

CASES = json.loads((Path(__file__).parents[1] / "cases" / "furniture.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    text = "\n".join([*case["body"], "", *case["furniture"]])
    found = {text[item.start : item.end]: item.kind for item in find_furniture(text)}
    assert found == case["furniture"]


def test_spans_are_whole_lines() -> None:
    text = "  发布时间:2024-01-05  \n石桥县概况。\n"
    assert [(item.start, item.end) for item in find_furniture(text)] == [(0, 19)]
