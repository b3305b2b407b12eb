"""Problems, case by case. A case's `type` is that of its document, a report on rectification where it says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.extract import extract
from tasks.text.model import Document

CASES_OF = "problems"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], document_type=case.get("type", "rectification_report"))
    check(document, extract(document)["problems"], case["expected"])
