"""Assignments, case by case: blocks, brackets, tables and sentences, and what only looks like a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.extract import extract
from tasks.text.model import Document

CASES_OF = "assignments"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], case.get("date"), case.get("type", "other"))
    check(document, extract(document)["assignments"], case["expected"])
