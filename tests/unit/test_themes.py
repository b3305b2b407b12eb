"""Every theme is found by its words and leaves others alone; place in the document is inherited down the headings."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tasks.coding.lists import NO_THEME, themes
from tasks.coding.themes import theme_of_path, topic_of

CASES_OF = "themes"
CASES = Path(__file__).parents[1] / "cases"
TITLE = "中共青禾区委关于巡察整改进展情况的通报"


def test_its_words_name_it(case: dict[str, Any]) -> None:
    for text in case["yes"]:
        assert topic_of(text) == case["label"], text


def test_other_words_do_not(case: dict[str, Any]) -> None:
    for text in case["no"]:
        assert topic_of(text) != case["label"], text


def test_every_theme_has_a_case_and_every_word_one_theme() -> None:
    cases = json.loads((CASES / "themes.json").read_text("utf-8"))
    assert [case["label"] for case in cases] == [one.code for one in themes() if one.code != NO_THEME]
    words = Counter(word for theme in themes() for word in theme.words)
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("path", "theme"),
    [
        ([], None),
        (["常规巡察反馈意见整改情况"], None),
        (["关于打造“履约践诺”的信用环境方面", "干部队伍作风不实"], "bizenv_credit"),
        (["全力打造“公平公正”的司法环境", "健全机制"], "bizenv_justice"),
        (["落实全面从严治党责任方面", "选人用人把关不严"], "party_cadre"),
        (["选人用人方面", "制度不健全"], "party_cadre"),
        ([TITLE, "常规巡察反馈意见整改情况", "进度偏慢"], None),
        (["青禾区2023年法治政府建设报告", "主要成效", "建强队伍"], None),
        (["青禾区2023年法治政府建设报告"], "lawgov_general"),
    ],
)
def test_place_is_inherited(path: list[str], theme: str | None) -> None:
    """The eight names of the business environment govern all below; otherwise the nearest heading; a title nothing."""
    assert theme_of_path(tuple(path)) == theme


def test_running_text_needs_more_than_a_word_in_passing() -> None:
    assert topic_of("第一时间部署", "召开会议,安排信访值班。") is None
    assert topic_of("第一时间部署", "排查信访积案,化解矛盾纠纷,信访总量下降。") == "safety_governance"


def test_two_themes_of_equal_weight_in_a_text_are_none() -> None:
    assert topic_of("做法", "优化环境。垃圾分类、河长巡查与普法、法律援助同步开展。") is None
