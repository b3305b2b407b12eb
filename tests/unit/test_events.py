"""Events, case by case. A case's `date` is the day that its document was signed, its `type` the document's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.dates import find_dates
from tasks.records.events import find_events
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "events"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    kind = case.get("type", "rectification_report")
    document = read_document(case["text"], case.get("date"), kind)
    lines = Lines(document)
    check(document, find_events(document, find_dates(document, lines), lines), case["expected"])
