"""Assignments, case by case: blocks, brackets, tables and sentences, and what only looks like a task."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.actors import find_actors
from tasks.records.brackets import find_titles
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "assignments"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], case.get("date"), case.get("type", "other"))
    found = find_actors(document, Lines(document), find_titles(document.text))
    check(document, found["assignments"], case["expected"])
