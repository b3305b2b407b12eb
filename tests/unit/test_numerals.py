"""Numerals, case by case, and the share of outside collections that is read right."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.records.numerals import number

CASES_OF = "numerals"
PEERS = Path(__file__).parents[3] / "shared" / "peer_cases"


def test_case(case: dict[str, Any]) -> None:
    value = number(case["text"])
    assert (None if value is None else format(value.normalize(), "f")) == case["expected"]


@given(st.integers(0, 10**12), st.sampled_from([1, 10**4, 10**8]))
def test_scales_multiply(value: int, factor: int) -> None:
    scale = {1: "", 10**4: "万", 10**8: "亿"}[factor]
    assert number(f"{value}{scale}") == Decimal(value) * factor


@given(st.integers(0, 10**12))
def test_digits_in_chinese_are_read_one_by_one(value: int) -> None:
    assert number(str(value).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))) == value


OUT_OF_SCOPE = {
    "cn2an_cn2an.json": "负-元圆圓兩",
    "ms_number.json": "负負-/／又^eEk多几幾余折成半打仟佰兆萬億兩倆倆贰貳壹拾點 　１２３４５６７８９０",
    "ms_percent.json": "千万负負-/／又^eEk点點折成半打仟佰兆萬億兩 　１２３４５６７８９０",
}
"""Characters that put a case out of scope: signs and powers (documents have none), traditional and full-width figures
(normalised before), amounts in banker's figures and vague numbers (units and qualifiers are read by `quantities`);
千分之 is read as a fraction, which it is, not as a percentage."""
LEAST = {"cn2an_cn2an.json": 0.97, "ms_number.json": 0.98, "ms_percent.json": 0.98}


@pytest.mark.parametrize("name", sorted(LEAST))
def test_share_of_outside_cases(name: str, record_property: Any) -> None:
    """How many of the numbers that other projects collected are read right."""
    pairs = [(text, value) for text, value in _outside(name) if not set(text) & set(OUT_OF_SCOPE[name])]
    wrong = [(text, value, number(text)) for text, value in pairs if not _equal(number(text), value)]
    share = 1 - len(wrong) / len(pairs)
    record_property(name, f"{len(pairs) - len(wrong)} of {len(pairs)} right")
    assert share >= LEAST[name], wrong


def _outside(name: str) -> list[tuple[str, str]]:
    path = PEERS / name
    if not path.exists():
        pytest.skip("the outside collections are not part of the repository")
    cases = json.loads(path.read_text("utf-8"))["cases"]
    if name.startswith("cn2an"):
        return [(c["text"], str(c["expect"])) for c in cases if isinstance(c["expect"], int | float)]
    results = [result for case in cases for result in case["Results"]]
    return [(r["Text"].rstrip("%"), r["Resolution"]["value"].rstrip("%")) for r in results]


def _equal(value: Decimal | None, expected: str) -> bool:
    return value is not None and abs(value - Decimal(expected)) < Decimal("0.001")
