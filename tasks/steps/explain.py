"""What is decided about one file, and why: the reading steps one by one, for people who wonder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tasks.parse import Parsed, parse_source
from tasks.text.model import Document, Piece, Source
from tasks.text.places import load_gazetteer
from tasks.text.refusals import describe

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decisions, ready to print: about the file, about each document in it, and what was refused."""

    file: Fact
    documents: tuple[Fact, ...]
    refusals: tuple[Fact, ...]


def explain(path: str, data: bytes, divisions: bytes | None) -> Explanation:
    """Read a file as a run would; `path` is relative to the corpus, because folders say where a document belongs."""
    try:
        parsed = parse_source(Source(path, data), load_gazetteer(divisions))
    except Exception as error:  # a run would refuse the file for the same reason
        return Explanation(
            {"path": path, "size_bytes": len(data)},
            (),
            ({"code": "E_PARSE", "stage": "extract", "detail": describe(error)},),
        )
    return Explanation(_file(parsed), tuple(_documents(parsed)), tuple(_refusals(parsed)))


def _file(parsed: Parsed) -> Fact:
    fact: Fact = {"path": parsed.source.path, "size_bytes": len(parsed.source.data)}
    if parsed.raw is not None:
        fact |= {
            "format": parsed.raw.format,
            "encoding": parsed.raw.encoding,
            "encoding_evidence": parsed.raw.encoding_evidence,
            "characters": len(parsed.raw.text),
        }
    if parsed.clean is not None:
        fact |= {"script": parsed.clean.script, "fixes": list(parsed.clean.fixes)}
        if parsed.bundle is not None and parsed.bundle.cover is not None:
            fact["cover"] = list(parsed.clean.offsets.to_source(*parsed.bundle.cover))
    return fact


def _documents(parsed: Parsed) -> list[Fact]:
    if parsed.bundle is None or parsed.clean is None:
        return []
    offsets = parsed.clean.offsets
    cuts = {offsets.to_source(piece.start, piece.end): piece for piece in parsed.bundle.pieces}
    return [
        _document(cuts[document.offsets.to_source(0, len(document.text))], document) | _counts(records)
        for document, records in parsed.documents
    ]


def _document(piece: Piece, document: Document) -> Fact:
    start, end = document.offsets.to_source(0, len(document.text))
    facts, place = document.facts, document.place
    return {
        "document_id": document.document_id,
        "span": [start, end],
        "cut_reason": piece.reason,
        "cut_score": round(piece.score, 3),
        "title": facts.title,
        "title_inferred": facts.title_inferred,
        "document_type": facts.document_type,
        "province": place.province,
        "city": place.city,
        "district": place.district,
        "district_code": place.district_code,
        "district_basis": place.basis,
        "issuer": facts.issuer,
        "document_number": facts.document_number,
        "publish_date": facts.publish_date,
        "signed_date": facts.signed_date,
        "event_date": facts.event_date,
        "year": facts.year,
        "year_basis": facts.year_basis,
        "script": document.script,
        "sections": len(document.sections),
        "sentences": len(document.sentences),
    }


def _counts(records: Any) -> Fact:
    return {"records": {kind: len(found) for kind, found in records.items() if found}}


def _refusals(parsed: Parsed) -> list[Fact]:
    return [
        {"code": r.code, "stage": r.stage, "detail": r.detail, "start_char": r.start, "end_char": r.end}
        for r in parsed.refusals
    ]
