"""Citations, case by case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tasks.records.brackets import find_titles
from tasks.records.citations import find_citations
from tasks.records.spans import Lines
from tasks.text.model import Document

CASES_OF = "citations"


def test_case(
    case: dict[str, Any], make_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = make_document(case["text"])
    check(document, find_citations(document, find_titles(document.text), Lines(document)), case["expected"])
