"""Problems, case by case. A case's `type` is that of its document, a report on rectification where it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.dates import find_dates
from tasks.records.events import find_events
from tasks.records.measures import find_measures
from tasks.records.problems import find_problems
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "problems"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], document_type=case.get("type", "rectification_report"))
    lines = Lines(document)
    events = find_events(document, find_dates(document, lines), lines)
    problems = find_problems(document, find_measures(document, lines), events, lines)
    check(document, problems, case["expected"])
