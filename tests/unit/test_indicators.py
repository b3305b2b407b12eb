"""Every indicator claims its own numbers and leaves others alone: sentence → metrics → row → code, as in a lake."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tasks.coding.code import code
from tasks.coding.heads import heads_of
from tasks.coding.lists import indicators, themes
from tasks.records.extract import extract
from tasks.steps.document_columns import document_columns
from tasks.text.model import Document

CASES_OF = "indicators"
CASES = Path(__file__).parents[1] / "cases"
Make = Callable[..., Document]


def codes(document: Document, document_type: str) -> list[str | None]:
    """Codes of all numbers of a document of that type."""
    document = replace(document, facts=replace(document.facts, document_type=document_type))
    columns = dict(document_columns(document, "a.txt", extract(document)))
    return code("metrics", columns["metrics"])["indicator_code"] if "metrics" in columns else []


def type_of(case: dict[str, Any]) -> str:
    """The type that a case names, else the first that usually reports its indicator."""
    listed = next(one for one in indicators() if one.code == case["label"])
    return str(case.get("type", listed.types[0]))


def test_it_claims_its_own(case: dict[str, Any], make_document: Make) -> None:
    for text in case["yes"]:
        assert case["label"] in codes(make_document(text), type_of(case)), text


def test_it_leaves_others_alone(case: dict[str, Any], make_document: Make) -> None:
    for text in case["no"]:
        assert case["label"] not in codes(make_document(text), type_of(case)), text


def test_every_indicator_has_a_case_and_is_complete() -> None:
    cases = json.loads((CASES / "indicators.json").read_text("utf-8"))
    assert [case["label"] for case in cases] == [one.code for one in indicators()]
    known = {theme.code for theme in themes()}
    kinds = {"stock", "flow", "share", "growth", "cut", "amount", "time"}
    for one in indicators():
        assert one.theme in known and one.kind in kinds and one.units and one.types, one.code
        assert all(wording.label for wording in one.alternatives), one.code
    assert len(indicators()) >= 120


@pytest.mark.parametrize(
    ("label", "head"),
    [
        ("新增停车泊位", "泊位"),
        ("制定整改措施", "整改措施"),
        ("粮食产量同比增长", "粮食产量"),
        ("共", None),
    ],
)
def test_the_head_is_the_last_noun(label: str, head: str | None) -> None:
    assert heads_of(["泊位", label])[label] == head
