"""Parsed values → columns of the tables in `storage.schemas`: what a source gives, all its documents together."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from storage.parquet import join_columns
from storage.schemas import TABLES
from tasks.parse import Parsed
from tasks.steps.document_columns import document_columns
from tasks.text.refusals import Refusal

Row = dict[str, Any]
Columns = dict[str, dict[str, list[Any]]]
"""Table name → column name → values, all columns of a table equally long."""


def to_columns(parsed: Parsed) -> Columns:
    """The rows of every table that one source contributes.

    `document_sources` is not among them: occurrences are known only when all sources are seen, at publication.
    """
    parts: dict[str, list[Mapping[str, list[Any]]]] = defaultdict(list)
    parts["sources"].append(_one_row(_source_row(parsed)))
    for refusal in parsed.refusals:
        parts["rejects"].append(_one_row(_reject_row(parsed.source.path, refusal)))
    if parsed.raw is not None and not parsed.raw.verbatim:
        parts["source_texts"].append(_one_row({"source_path": parsed.source.path, "text": parsed.raw.text}))
    for document, records in parsed.documents:
        for table, columns in document_columns(document, parsed.source.path, records):
            parts[table].append(columns)
    return {table: join_columns(TABLES[table], found) for table, found in parts.items()}


def _one_row(row: Row) -> dict[str, list[Any]]:
    return {name: [value] for name, value in row.items()}


def _source_row(parsed: Parsed) -> Row:
    status = "ok" if not parsed.refusals else "partial" if parsed.documents else "rejected"
    row: Row = {
        "source_path": parsed.source.path,
        "source_sha256": hashlib.sha256(parsed.source.data).hexdigest(),
        "size_bytes": len(parsed.source.data),
        "status": status,
        "reason_code": parsed.refusals[0].code if parsed.refusals else None,
        "document_count": len(parsed.documents),
    }
    if parsed.raw is not None:
        row |= {
            "format": parsed.raw.format,
            "encoding": parsed.raw.encoding,
            "encoding_evidence": parsed.raw.encoding_evidence,
        }
    if parsed.clean is not None:
        row["script"] = parsed.clean.script
        if parsed.bundle is not None and parsed.bundle.cover is not None:
            start, end = parsed.clean.offsets.to_source(*parsed.bundle.cover)
            row |= {"cover_start_char": start, "cover_end_char": end}
    return row


def _reject_row(path: str, refusal: Refusal) -> Row:
    return {
        "source_path": path,
        "stage": refusal.stage,
        "reason_code": refusal.code,
        "detail": refusal.detail,
        "start_char": refusal.start,
        "end_char": refusal.end,
    }
