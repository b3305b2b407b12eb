"""One document and its records → columns: ids, place, quote and source offsets, added once for all kinds.

Columns are built as columns: a row of a table has some twenty values, and a dict a row was most of the time.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

from storage.schemas import TABLES, UNKNOWN_PLACE
from tasks.records.model import KINDS, Record, Records
from tasks.text.ids import part_ids
from tasks.text.model import Document
from tasks.text.stance import stance_of

LEFT, RIGHT = 80, 40
"""Characters of a metric's sentence that are kept with it: what a number counts stands in front of it, mostly."""

_WITH_PATH = frozenset(name for name in KINDS if any(c.name == "section_path" for c in TABLES[name].columns))

Columns = dict[str, list[Any]]
"""Column name → values, equally long; columns that are null in every row may be absent."""


def document_columns(document: Document, source_path: str, records: Records) -> Iterator[tuple[str, Columns]]:
    """(table, columns) of each table that the document has rows in."""
    frame = _Frame(document)
    yield "documents", frame.place(1) | _document(document, source_path)
    yield "sections", frame.place(len(document.sections)) | _sections(frame)
    if document.sentences:
        yield "sentences", frame.place(len(document.sentences)) | _sentences(frame)
    for kind, found in records.items():
        if found:
            yield kind, frame.place(len(found)) | _records(frame, kind, found)


class _Frame:
    """What all rows of a document share, and where its sections and sentences begin."""

    def __init__(self, document: Document) -> None:
        self.document = document
        key = document.document_id
        self.section_starts = [s.start for s in document.sections]
        self.section_ids = part_ids(key, "section", ((s.start, s.end, s.level) for s in document.sections))
        self.paths: list[list[str]] = []
        for section in document.sections:
            above = self.paths[section.parent] if section.parent is not None else []
            self.paths.append([*above, section.heading] if section.heading else above)
        self.sentence_starts = [s.start for s in document.sentences]
        self.sentence_ids = part_ids(
            key, "sentence", ((start, end, 0) for start, end, _ in document.sentences)
        )

    def place(self, rows: int) -> Columns:
        document, place = self.document, self.document.place
        return {
            "document_id": [document.document_id] * rows,
            "province": [place.province or UNKNOWN_PLACE] * rows,
            "city": [place.city or UNKNOWN_PLACE] * rows,
            "district": [place.district] * rows,
            "district_code": [place.district_code] * rows,
            "year": [document.facts.year] * rows,
        }

    def spans(self, starts: list[int], ends: list[int]) -> Columns:
        """The four offset columns of text spans."""
        start_char, end_char = self.document.offsets.all_to_source(starts, ends)
        return {"start_char": start_char, "end_char": end_char, "text_start": starts, "text_end": ends}

    def sections_at(self, starts: Sequence[int]) -> list[int]:
        """The section that holds each position."""
        return [bisect_right(self.section_starts, start) - 1 for start in starts]

    def sentences_at(self, spans: Sequence[tuple[int, int]]) -> list[int | None]:
        """The sentence around each span; None where it stands in page furniture."""
        sentences = self.document.sentences
        found = [bisect_right(self.sentence_starts, start) - 1 for start, _ in spans]
        return [
            at if at >= 0 and end <= sentences[at].end else None
            for at, (_, end) in zip(found, spans, strict=True)
        ]


def _document(document: Document, source_path: str) -> Columns:
    facts = document.facts
    start_char, end_char = document.offsets.to_source(0, len(document.text))
    row = {
        "source_path": source_path,
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
    return {name: [value] for name, value in row.items()}


def _sections(frame: _Frame) -> Columns:
    document, sections = frame.document, frame.document.sections
    inspected = document.facts.document_type == "rectification_report"
    return frame.spans([s.start for s in sections], [s.end for s in sections]) | {
        "section_id": frame.section_ids,
        "parent_section_id": [None if s.parent is None else frame.section_ids[s.parent] for s in sections],
        "level": [s.level for s in sections],
        "ordinal": list(range(len(sections))),
        "marker": [s.marker for s in sections],
        "heading": [s.heading for s in sections],
        "path": frame.paths,
        "tree_text_end": [s.tree_end for s in sections],
        "stance": [stance_of(s.heading, inspected=inspected) for s in sections],
    }


def _sentences(frame: _Frame) -> Columns:
    text, sentences = frame.document.text, frame.document.sentences
    return frame.spans([s.start for s in sentences], [s.end for s in sentences]) | {
        "sentence_id": frame.sentence_ids,
        "section_id": [frame.section_ids[s.section] for s in sentences],
        "text": [text[s.start : s.end] for s in sentences],
        "words": list(frame.document.words),
    }


def _records(frame: _Frame, kind: str, records: Sequence[Record]) -> Columns:
    starts = [record.start for record in records]
    ends = [record.end for record in records]
    spans = list(zip(starts, ends, strict=True))
    sections, sentences = frame.sections_at(starts), frame.sentences_at(spans)
    return frame.spans(starts, ends) | {
        "record_id": part_ids(frame.document.document_id, kind, _ranked(spans)),
        "section_id": [frame.section_ids[section] for section in sections],
        "sentence_id": [None if found is None else frame.sentence_ids[found] for found in sentences],
        "rule": [record.rule for record in records],
        "quote": [frame.document.text[start:end] for start, end in spans],
        **_own_columns(kind, records),
        **({"section_path": [frame.paths[section] for section in sections]} if kind in _WITH_PATH else {}),
        **(_surroundings(frame, spans, sentences) if kind == "metrics" else {}),
    }


def _surroundings(
    frame: _Frame, spans: Sequence[tuple[int, int]], sentences: Sequence[int | None]
) -> Columns:
    """What stands around each number in its sentence, so that it can be coded from its row alone."""
    document = frame.document
    left, right = [], []
    for (start, end), found in zip(spans, sentences, strict=True):
        sentence = document.sentences[found] if found is not None else None
        floor = max(start - LEFT, sentence.start if sentence else start)
        left.append(document.text[floor:start])
        right.append(document.text[end : min(end + RIGHT, sentence.end if sentence else end)])
    kind = document.facts.document_type
    return {"left_context": left, "right_context": right, "document_type": [kind] * len(spans)}


def _ranked(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Each span with how many stand before it that are the same: mostly none."""
    if len(set(spans)) == len(spans):
        yield from [(start, end, 0) for start, end in spans]
        return
    seen: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in spans:
        yield start, end, seen[start, end]
        seen[start, end] += 1


def _own_columns(kind: str, records: Sequence[Record]) -> Columns:
    """The columns that a record kind has beside those that all have; tuples are lists to Arrow."""
    names, lists = _own_fields(kind)
    values = zip(*map(attrgetter(*names), records), strict=True)
    columns = {name: list(column) for name, column in zip(names, values, strict=True)}
    return columns | {name: [list(value) for value in columns[name]] for name in lists}


@cache
def _own_fields(kind: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of a kind's own fields, always several, and of those that hold tuples."""
    fields = [
        field for field in dataclasses.fields(KINDS[kind]) if field.name not in ("start", "end", "rule")
    ]
    names = tuple(field.name for field in fields)
    return names, tuple(field.name for field in fields if str(field.type).startswith("tuple"))
