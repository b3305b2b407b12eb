"""The stance of headings, case by case. A case's `problem` is what stands between the wrappings of its heading."""

from __future__ import annotations

from typing import Any

from tasks.text.stance import problem_in, stance_of

CASES_OF = "stance"


def test_case(case: dict[str, Any]) -> None:
    heading, inspected = case["heading"], case["inspected"]
    span = problem_in(heading, inspected=inspected)
    assert (span and heading[span[0] : span[1]]) == case["problem"]
    assert stance_of(heading, inspected=inspected) == case["stance"]


def test_any_heading_has_a_stance() -> None:
    assert {stance_of(heading) for heading in ("", "。", "问题", "“", "关于", "不")} <= {"problem", "neutral"}
