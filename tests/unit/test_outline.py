"""Outlines, case by case: level, marker and heading of each section."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.text.furniture import find_furniture
from tasks.text.outline import heading_of, outline

CASES = json.loads((Path(__file__).parents[1] / "cases" / "outline.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[s.level, s.marker, s.heading] for s in outline(text, find_furniture(text))]
    assert found == case["expected"]


def test_parents_and_extents() -> None:
    text = "青禾区概况。\n一、甲\n(一)乙\n正文。\n(二)丙\n二、丁\n"
    sections = outline(text, ())
    assert [s.parent for s in sections] == [None, 0, 1, 1, 0]
    trees = [text[s.start : s.tree_end] for s in sections]
    assert trees[0] == text
    assert trees[1] == "一、甲\n(一)乙\n正文。\n(二)丙\n"
    assert trees[2] == "(一)乙\n正文。\n"


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("加强领导。成立专班。", "加强领导"),
        ("加强领导", "加强领导"),
        ("加强领导:成立专班。", "加强领导"),
        ("加强领导:", "加强领导"),
        ("", ""),
    ],
)
def test_where_a_heading_ends(words: str, heading: str) -> None:
    assert heading_of(words) == heading
