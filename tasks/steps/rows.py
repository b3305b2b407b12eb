"""Parsed values → columns of the tables in `storage.schemas`: ids, place, quote and source offsets, once for all."""

from __future__ import annotations

import dataclasses
import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from storage.schemas import TABLES, UNKNOWN_PLACE
from tasks.parse import Parsed
from tasks.records.model import KINDS, Record, Records
from tasks.text.ids import part_id
from tasks.text.model import Document
from tasks.text.refusals import Refusal
from tasks.text.stance import stance_of

Row = dict[str, Any]
Columns = dict[str, dict[str, list[Any]]]
"""Table name → column name → values, all columns of a table equally long."""


def to_columns(parsed: Parsed) -> Columns:
    """The rows of every table that one source contributes.

    `document_sources` is not among them: occurrences are known only when all sources are seen, at publication.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    rows["sources"].append(_source_row(parsed))
    rows["rejects"].extend(_reject_row(parsed.source.path, refusal) for refusal in parsed.refusals)
    if parsed.raw is not None and not parsed.raw.verbatim:
        rows["source_texts"].append({"source_path": parsed.source.path, "text": parsed.raw.text})
    for document, records in parsed.documents:
        _DocumentRows(document, parsed.source.path).add_to(rows, records)
    return {name: _transpose(name, table_rows) for name, table_rows in rows.items() if table_rows}


def _transpose(table: str, rows: list[Row]) -> dict[str, list[Any]]:
    return {column.name: [row.get(column.name) for row in rows] for column in TABLES[table].columns}


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


class _DocumentRows:
    """Makes the rows of one document; holds what they share: its place, its ids, its spans."""

    def __init__(self, document: Document, source_path: str) -> None:
        self.document = document
        self.source_path = source_path
        self.place: Row = {
            "document_id": document.document_id,
            "province": document.place.province or UNKNOWN_PLACE,
            "city": document.place.city or UNKNOWN_PLACE,
            "district": document.place.district,
            "district_code": document.place.district_code,
            "year": document.facts.year,
        }
        self.section_ids = [
            part_id(document.document_id, "section", s.start, s.end, s.level) for s in document.sections
        ]
        self.section_starts = [s.start for s in document.sections]
        self.sentence_ids = [
            part_id(document.document_id, "sentence", s.start, s.end) for s in document.sentences
        ]
        self.sentence_starts = [s.start for s in document.sentences]

    def add_to(self, rows: dict[str, list[Row]], records: Records) -> None:
        rows["documents"].append(self._document_row())
        rows["sections"].extend(self._section_rows())
        rows["sentences"].extend(self._sentence_rows())
        for kind, found in records.items():
            rows[kind].extend(self._record_rows(kind, found))

    def _span(self, start: int, end: int) -> Row:
        start_char, end_char = self.document.offsets.to_source(start, end)
        return {"start_char": start_char, "end_char": end_char, "text_start": start, "text_end": end}

    def _document_row(self) -> Row:
        document, facts = self.document, self.document.facts
        start_char, end_char = document.offsets.to_source(0, len(document.text))
        return self.place | {
            "source_path": self.source_path,
            "start_char": start_char,
            "end_char": end_char,
            "title": facts.title,
            "title_inferred": facts.title_inferred,
            "document_type": facts.document_type,
            "issuer": facts.issuer,
            "document_number": facts.document_number,
            "publish_date": facts.publish_date,
            "signed_date": facts.signed_date,
            "event_date": facts.event_date,
            "year_basis": facts.year_basis,
            "district_basis": document.place.basis,
            "script": document.script,
            "fixes": list(document.fixes),
            "text": document.text,
            "character_count": len(document.text),
        }

    def _section_rows(self) -> Iterator[Row]:
        paths: list[list[str]] = []
        inspected = self.document.facts.document_type == "rectification_report"
        for ordinal, section in enumerate(self.document.sections):
            above = paths[section.parent] if section.parent is not None else []
            paths.append([*above, section.heading] if section.heading else above)
            yield (
                self.place
                | self._span(section.start, section.end)
                | {
                    "section_id": self.section_ids[ordinal],
                    "parent_section_id": None if section.parent is None else self.section_ids[section.parent],
                    "level": section.level,
                    "ordinal": ordinal,
                    "marker": section.marker,
                    "heading": section.heading,
                    "path": paths[ordinal],
                    "tree_text_end": section.tree_end,
                    "stance": stance_of(section.heading, inspected=inspected),
                }
            )

    def _sentence_rows(self) -> Iterator[Row]:
        document = self.document
        for sentence_id, sentence, words in zip(
            self.sentence_ids, document.sentences, document.words, strict=True
        ):
            yield (
                self.place
                | self._span(sentence.start, sentence.end)
                | {
                    "sentence_id": sentence_id,
                    "section_id": self.section_ids[sentence.section],
                    "text": document.text[sentence.start : sentence.end],
                    "words": list(words),
                }
            )

    def _record_rows(self, kind: str, records: list[Record]) -> Iterator[Row]:
        own = [f.name for f in dataclasses.fields(KINDS[kind]) if f.name not in ("start", "end", "rule")]
        seen: dict[tuple[int, int], int] = defaultdict(int)
        for record in records:
            rank = seen[record.start, record.end]
            seen[record.start, record.end] += 1
            yield (
                self.place
                | self._span(record.start, record.end)
                | self._where(record)
                | {
                    "record_id": part_id(self.document.document_id, kind, record.start, record.end, rank),
                    "rule": record.rule,
                    "quote": self.document.text[record.start : record.end],
                }
                | {name: _plain(getattr(record, name)) for name in own}
            )

    def _where(self, record: Record) -> Row:
        section = bisect_right(self.section_starts, record.start) - 1
        sentence = bisect_right(self.sentence_starts, record.start) - 1
        in_sentence = sentence >= 0 and record.end <= self.document.sentences[sentence].end
        return {
            "section_id": self.section_ids[section],
            "sentence_id": self.sentence_ids[sentence] if in_sentence else None,
        }


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
