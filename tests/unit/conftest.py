"""Documents for the tests of the record rules, and their cases.

A test module that sets `CASES_OF = "dates"` and asks for `case` gets one test for each case of tests/cases/dates.json.
A case has a label, a text and what is expected of it; one with `known_failure` must fail, and says why it does.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tasks.records.model import Record
from tasks.text.furniture import find_furniture
from tasks.text.model import Document, Facts, Place, Section
from tasks.text.offsets import OffsetMap
from tasks.text.outline import outline
from tasks.text.sentences import split_sentences

CASES = Path(__file__).parents[1] / "cases"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    kind = getattr(metafunc.module, "CASES_OF", None)
    if kind and "case" in metafunc.fixturenames:
        metafunc.parametrize(
            "case", [_param(case) for case in json.loads((CASES / f"{kind}.json").read_text("utf-8"))]
        )


def _param(case: dict[str, Any]) -> Any:
    reason = case.get("known_failure")
    marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
    return pytest.param(case, id=case["label"], marks=marks)


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """A document of one section over a text that is normalised already; `date` is the day it was signed."""

    def make(text: str, date: str | None = None) -> Document:
        sections = (Section(0, len(text), len(text), 0, None, None, "", 0, 0),)
        return Document(
            document_id="0" * 32,
            text=text,
            offsets=OffsetMap.identity(len(text)),
            fixes=(),
            script="simplified",
            furniture=(),
            sections=sections,
            sentences=split_sentences(text, (), sections),
            words=(),
            facts=Facts(signed_date=dt.date.fromisoformat(date) if date else None),
            place=Place(),
        )

    return make


@pytest.fixture(scope="session")
def read_document() -> Callable[..., Document]:
    """A document with its furniture and headings, as the pipeline finds them in a normalised text."""

    def read(
        text: str, date: str | None = None, document_type: str = "other", *, district: str | None = None
    ) -> Document:
        furniture = find_furniture(text)
        sections = outline(text, furniture)
        return Document(
            document_id="0" * 32,
            text=text,
            offsets=OffsetMap.identity(len(text)),
            fixes=(),
            script="simplified",
            furniture=furniture,
            sections=sections,
            sentences=split_sentences(text, furniture, sections),
            words=(),
            facts=Facts(
                signed_date=dt.date.fromisoformat(date) if date else None, document_type=document_type
            ),
            place=Place(district=district),
        )

    return read


@pytest.fixture(scope="session")
def check() -> Callable[[Document, Sequence[Record], Sequence[dict[str, Any]]], None]:
    """Compares records with a case: as many as expected, in order, equal in the columns that the case names."""

    def compare(document: Document, records: Sequence[Record], expected: Sequence[dict[str, Any]]) -> None:
        named = [*({key: None for row in expected for key in row} or {"quote": None})]
        found = [{key: _plain(document, record, key) for key in named} for record in records]
        wanted = [
            {key: row.get(key, found[i][key] if i < len(found) else None) for key in named}
            for i, row in enumerate(expected)
        ]
        assert found == wanted
        spans = [(s.start, s.end) for s in document.sentences]
        spans += [(f.start, f.end) for f in document.furniture]
        for record in records:
            assert any(start <= record.start < record.end <= end for start, end in spans)

    return compare


def _plain(document: Document, record: Record, key: str) -> Any:
    if key == "quote":
        return document.text[record.start : record.end]
    value = getattr(record, key)
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value
