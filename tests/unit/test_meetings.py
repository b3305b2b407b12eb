"""Meetings, case by case: the one that a document reports, and those that it only mentions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.meetings import find_meetings
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "meetings"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], case.get("date"), case.get("type", "other"))
    check(document, find_meetings(document, Lines(document)), case["expected"])
