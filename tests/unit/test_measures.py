"""Measures, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.measures import find_measures
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "measures"


def test_case(
    case: dict[str, Any], make_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = make_document(case["text"])
    check(document, find_measures(document, Lines(document)), case["expected"])


def test_items_of_a_paragraph_do_not_overlap(make_document: Callable[..., Document]) -> None:
    document = make_document("一是建台账,二是明责任,三是强督导。")
    measures = find_measures(document, Lines(document))
    assert "".join(document.text[m.start : m.end] for m in measures) == document.text
