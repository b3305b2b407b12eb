"""Results of discipline, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.extract import extract
from tasks.text.model import Document

CASES_OF = "accountability"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(case["text"], document_type=case.get("type", "other"))
    check(document, extract(document).get("accountability", []), case["expected"])
