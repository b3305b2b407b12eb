"""Metrics, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.brackets import find_titles
from tasks.records.dates import find_dates
from tasks.records.metrics import find_metrics
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "metrics"


def test_case(
    case: dict[str, Any], make_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = make_document(case["text"], case.get("date"))
    lines = Lines(document)
    found = find_metrics(document, find_titles(document.text), find_dates(document, lines), lines)
    check(document, found, case["expected"])
