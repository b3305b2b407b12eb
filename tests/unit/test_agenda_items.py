"""Agenda items, case by case: from headings and from prose, each once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.extract import extract
from tasks.text.model import Document

CASES_OF = "agenda_items"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], case.get("date"), case.get("type", "other"))
    check(document, extract(document)["agenda_items"], case["expected"])
