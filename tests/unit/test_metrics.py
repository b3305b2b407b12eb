"""Metrics, case by case. A case's `type` is that of its document, `district` the division that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.extract import extract
from tasks.text.model import Document

CASES_OF = "metrics"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(
        case["text"], case.get("date"), case.get("type", "other"), district=case.get("district")
    )
    check(document, extract(document)["metrics"], case["expected"])
