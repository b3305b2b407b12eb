"""Results of discipline, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.extract import extract
from tasks.text.model import Document

CASES_OF = "accountability"


def test_case(
    case: dict[str, Any], make_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = make_document(case["text"])
    check(document, extract(document).get("accountability", []), case["expected"])
