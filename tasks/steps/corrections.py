"""The user's corrections: a CSV that was reviewed, read with care. Every fault names its line.

document_id,table,row_id,field,expected,value,reason,reviewed_by,reviewed_on

The last two columns may be left out. `row_id` is the row's record_id; for the table documents it may be empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from storage.model import Correction
from storage.schemas import PLACE, PROVENANCE, RECORD_TABLES, TABLES
from tasks.steps.cell_values import BadValue, value_of

REQUIRED = ("document_id", "table", "row_id", "field", "expected", "value", "reason")
OPTIONAL = ("reviewed_by", "reviewed_on")

OF_DOCUMENTS = (
    "title",
    "document_type",
    "issuer",
    "document_number",
    "publish_date",
    "signed_date",
    "event_date",
    "year",
    "district_code",
)
"""Fields of documents. A year or a district holds for every row of the document, in all tables."""

REMOVED = "quote"
"""A record whose quote is corrected to nothing is removed."""

_FIXED = {column.name for column in PLACE + PROVENANCE}
"""Ids, spans and quotes follow from the text. Coded columns cannot be corrected either: they follow from their row."""


class CorrectionsError(ValueError):
    """The file of corrections is wrong; the message names the line and says what to do."""


def read_corrections(content: bytes) -> tuple[Correction, ...]:
    """All corrections, in order of their lines. Raises CorrectionsError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionsError("It is not UTF-8; save it as CSV UTF-8.") from error
    found = tuple(_corrections(text))
    cells: dict[tuple[str, ...], int] = {}
    for one in found:
        cell = (one.document_id, one.table, one.row_id, one.field)
        if cell in cells:
            raise CorrectionsError(
                f"Lines {cells[cell]} and {one.line} correct the same cell; keep one of them."
            )
        cells[cell] = one.line
    return found


def fields_of(table: str) -> tuple[str, ...]:
    """The columns of a table that can be corrected; none for tables that cannot."""
    if table == "documents":
        return OF_DOCUMENTS
    if table not in RECORD_TABLES:
        return ()
    fixed = _FIXED.union(TABLES[table].coded)
    return (*(column.name for column in TABLES[table].columns if column.name not in fixed), REMOVED)


def _corrections(text: str) -> Iterator[Correction]:
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    names = reader.fieldnames or ()
    wrong = [name for name in REQUIRED if name not in names] or sorted(set(names) - {*REQUIRED, *OPTIONAL})
    if wrong:
        raise CorrectionsError(
            f"Line 1: the columns are {','.join(REQUIRED + OPTIONAL)}; look at {wrong[0]!r}."
        )
    try:
        for row in reader:
            yield _correction(reader.line_num, row)
    except csv.Error as error:
        raise CorrectionsError(f"After line {reader.line_num}: {error}.") from error


def _correction(line: int, row: Mapping[str | None, str | None]) -> Correction:
    if None in row or None in row.values():
        raise CorrectionsError(
            f"Line {line}: it has not as many cells as the first line; quote those with commas."
        )
    cells = {name: (row.get(name) or "").strip() for name in REQUIRED + OPTIONAL}
    table, field = cells["table"], cells["field"]
    cells["row_id"] = cells["row_id"] or (cells["document_id"] if table == "documents" else "")
    for name in ("document_id", "row_id", "reason"):
        if not cells[name]:
            raise CorrectionsError(f"Line {line}: {name} is empty.")
    if field not in fields_of(table):
        can = ", ".join(fields_of(table)) or f"only documents and {', '.join(RECORD_TABLES)} can be"
        raise CorrectionsError(f"Line {line}: {field} of {table} cannot be corrected; {can}.")
    if field == REMOVED and cells["value"]:
        raise CorrectionsError(
            f"Line {line}: a quote is what the document says; an empty value removes the record."
        )
    for name in ("expected", "value"):
        try:
            value_of(TABLES[table].column(field), cells[name])
        except BadValue as error:
            raise CorrectionsError(f"Line {line}: {name} {error}.") from error
    if field != REMOVED and cells["expected"] == cells["value"]:
        raise CorrectionsError(f"Line {line}: value is what was expected; nothing would change.")
    return Correction(line=line, **cells)
