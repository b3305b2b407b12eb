"""Where sentences end, case by case."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tasks.text.model import Furniture, Section
from tasks.text.sentences import split_sentences

CASES = json.loads((Path(__file__).parents[1] / "cases" / "sentences.json").read_text("utf-8"))


def section(text: str, marker: str = "", heading: str = "") -> Section:
    """One section over the whole of `text`, which begins with marker and heading."""
    end = len(marker) + len(heading)
    return Section(0, len(text), len(text), 1, None, marker or None, heading, len(marker), end)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    noise = [
        Furniture(found.start(), found.end(), "metadata")
        for line in case.get("furniture", ())
        for found in re.finditer(re.escape(line), text)
    ]
    found = split_sentences(text, noise, (section(text, *case.get("heading", ())),))
    assert [text[sentence.start : sentence.end] for sentence in found] == case["expected"]


def test_a_very_long_quote_is_cut() -> None:
    text = "他说:“" + "我们要抓实每一项工作。" * 40 + "”"
    assert len(split_sentences(text, (), (section(text),))) == 40


def test_each_sentence_names_its_section() -> None:
    text = "序言。\n一、总体要求\n要抓实。"
    border = text.index("一、")
    preface = Section(0, border, border, 0, None, None, "", 0, 0)
    first = Section(border, len(text), len(text), 1, None, "一、", "总体要求", border + 2, border + 6)
    assert [sentence.section for sentence in split_sentences(text, (), (preface, first))] == [0, 1, 1]
