"""Script by line: what is evidence and what is a name. OpenCC's own cases where they are beside this checkout."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasks.text.conversion import CHAIN, simplify
from tasks.text.opencc_tables import table
from tasks.text.script import COMMON, SIMPLIFIED_ONLY, TRADITIONAL_ONLY, is_traditional, script_of

PEER_CASES = Path(__file__).parents[3] / "shared" / "peer_cases" / "opencc_testcases.json"

SIMPLIFIED = "区政府召开常务会议,研究部署安全生产工作。\n"
TRADITIONAL = "區政府召開常務會議,研究部署安全生產工作。\n"


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (SIMPLIFIED * 5, "simplified"),
        (TRADITIONAL * 5, "traditional"),
        (SIMPLIFIED + TRADITIONAL, "mixed"),
        (SIMPLIFIED * 50 + TRADITIONAL, "simplified"),
        (TRADITIONAL * 50 + SIMPLIFIED, "traditional"),
        ("副区长张昇、乾河县于先生参加。\n", "simplified"),
        ("2023\n第一\n", "simplified"),
        ("", "simplified"),
    ],
)
def test_script_of(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("line", "traditional"),
    [
        ("會議", True),
        ("(一)壓實責任", True),
        ("乾隆於著", False),
        ("张昇", False),
        ("第一第二", False),
        ("", False),
    ],
)
def test_is_traditional(line: str, traditional: bool) -> None:
    assert is_traditional(line) is traditional


def test_character_sets() -> None:
    assert len(TRADITIONAL_ONLY) == 3206
    assert not TRADITIONAL_ONLY & SIMPLIFIED_ONLY
    assert len(COMMON) > 1200
    assert {"會", "会", "的"} <= COMMON


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("遼寧省瀋陽市渾南區", "辽宁省沈阳市浑南区"),
        ("乾安縣、於洪區、臺安縣", "乾安县、于洪区、台安县"),
        ("著力解決,顯著提升,執著追求", "着力解决,显著提升,执着追求"),
        ("原著、論著與土著", "原著、论著与土著"),
        ("什麼問題、怎么辦", "什么问题、怎么办"),
        ("幹部作風乾淨擔當", "干部作风干净担当"),
        ("後勤與皇后、里程與裡外", "后勤与皇后、里程与里外"),
    ],
)
def test_simplify(line: str, expected: str) -> None:
    assert simplify(line) == expected


@pytest.mark.parametrize("name", sorted(name for group in CHAIN for name in group))
def test_conversion_keeps_lengths(name: str) -> None:
    """What lets offsets stay one for one."""
    assert {key: value for key, value in table(name).items() if len(key) != len(value)} == {}


@pytest.mark.skipif(not PEER_CASES.is_file(), reason="../shared/peer_cases is not beside this checkout")
def test_upstream_cases() -> None:
    cases = json.loads(PEER_CASES.read_text("utf-8"))["cases"]
    wanted = [(case["input"], case["expected"]["tw2s"]) for case in cases if "tw2s" in case["expected"]]
    assert [text for text, expected in wanted if simplify(text) != expected] == []
    assert len(wanted) == 32
