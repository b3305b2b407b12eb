"""Dates, case by case. A case's `date` is the day that its document was signed; one with a `type` has headings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tasks.records.dates import find_dates
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "dates"


def test_case(
    case: dict[str, Any],
    make_document: Callable[..., Document],
    read_document: Callable[..., Document],
    check: Callable[..., None],
) -> None:
    if "type" in case:
        document = read_document(case["text"], case["date"], case["type"])
        document = replace(document, facts=replace(document.facts, year=case.get("year")))
    else:
        document = make_document(case["text"], case.get("date"))
    check(document, find_dates(document, Lines(document)), case["expected"])


def test_never_relative_to_today(make_document: Callable[..., Document]) -> None:
    document = make_document("今年3月完成验收。")
    assert find_dates(document, Lines(document)) == []
