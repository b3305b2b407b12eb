"""The provenance law, on every row of every input that we have.

`quote == documents.text[text_start:text_end]`, the offset map takes that span to `start_char:end_char`, and the span
lies inside its sentence, its section and its document. Documents with the cover tile the file, sections tile the
document, sentences tile the body.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path

import pytest

from tasks.parse import Parsed, parse_source
from tasks.steps.rows import Columns, to_columns
from tasks.text.model import Document, Source
from tasks.text.normalize import normalize
from tasks.text.places import load_gazetteer

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples" / "corpus"
SHARED = ROOT.parent / "shared" / "corpus"
SHARED_FILES = sorted(SHARED.iterdir()) if SHARED.is_dir() else []
FILES = [p for p in sorted(SAMPLES.rglob("*")) if p.is_file()] + SHARED_FILES
UNPARTED = ("sources", "source_texts", "rejects")


@cache
def parsed(path: Path) -> Parsed:
    divisions = None if path in SHARED_FILES else (ROOT / "samples" / "divisions.csv").read_bytes()
    return parse_source(Source(path.name, path.read_bytes()), load_gazetteer(divisions))


@cache
def columns(path: Path) -> Columns:
    return to_columns(parsed(path))


def rows(path: Path, table: str) -> list[dict[str, object]]:
    values = columns(path).get(table, {})
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_there_is_something_to_test() -> None:
    assert sum(len(parsed(path).documents) for path in FILES) >= 30


@pytest.mark.skipif(not SHARED_FILES, reason="../shared/corpus is not beside this checkout")
def test_shared_corpus_is_among_the_files() -> None:
    assert len(SHARED_FILES) == 5


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_row_can_be_followed_to_its_characters(path: Path) -> None:
    raw = parsed(path).raw
    texts = {row["document_id"]: row for row in rows(path, "documents")}
    for table in columns(path):
        if table in UNPARTED or table == "documents":
            continue
        for row in rows(path, table):
            document = texts[row["document_id"]]
            start, end = row["text_start"], row["text_end"]
            assert 0 <= start <= end <= document["character_count"], (table, row)
            assert document["start_char"] <= row["start_char"] <= row["end_char"] <= document["end_char"]
            span = document["text"][start:end]
            if table == "sentences":
                assert row["text"] == span == "".join(row["words"])
            elif table != "sections":
                assert row["quote"] == span and span, (table, row)
            # The printed characters say the same once they are normalised by themselves.
            assert raw is not None
            printed = raw.text[row["start_char"] : row["end_char"]]
            assert squeeze(normalize(printed).text) == squeeze(span), (table, row)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_records_lie_in_their_sentence_and_section(path: Path) -> None:
    sections = {row["section_id"]: row for row in rows(path, "sections")}
    sentences = {row["sentence_id"]: row for row in rows(path, "sentences")}
    for sentence in sentences.values():
        assert inside(sentence, sections[sentence["section_id"]]), sentence
    for table in columns(path):
        for row in rows(path, table):
            if "record_id" not in row:
                continue
            assert inside(row, sections[row["section_id"]]), (table, row)
            if row["sentence_id"] is None:
                assert in_furniture(path, row), f"a {table} row outside every sentence: {row}"
            else:
                assert inside(row, sentences[row["sentence_id"]]), (table, row)


def in_furniture(path: Path, row: dict[str, object]) -> bool:
    document = next(d for d, _ in parsed(path).documents if d.document_id == row["document_id"])
    return any(f.start <= row["text_start"] and row["text_end"] <= f.end for f in document.furniture)  # type: ignore[operator]


def inside(inner: dict[str, object], outer: dict[str, object]) -> bool:
    return bool(
        outer["text_start"] <= inner["text_start"] and inner["text_end"] <= outer["text_end"]  # type: ignore[operator]
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_documents_and_cover_tile_the_file(path: Path) -> None:
    result = parsed(path)
    if result.bundle is None or result.clean is None:
        assert result.refusals
        return
    spans = [(piece.start, piece.end) for piece in result.bundle.pieces]
    spans += [result.bundle.cover] if result.bundle.cover else []
    done = 0
    for start, end in sorted(spans):
        assert not result.clean.text[done:start].strip() and start >= done
        done = end
    assert not result.clean.text[done:].strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_sections_tile_the_document_and_sentences_the_body(path: Path) -> None:
    for document, _ in parsed(path).documents:
        assert document.sections[0].start == 0 and document.sections[-1].end == len(document.text)
        for before, after in zip(document.sections, document.sections[1:], strict=False):
            assert before.end == after.start < after.end
        assert_sentences_tile(document)


def assert_sentences_tile(document: Document) -> None:
    covered = sorted(
        [(s.start, s.end) for s in document.sentences] + [(f.start, f.end) for f in document.furniture]
    )
    done = 0
    for start, end in covered:
        assert start >= done and not document.text[done:start].strip()
        done = end
    assert not document.text[done:].strip()
    starts = [section.start for section in document.sections]
    for sentence in document.sentences:
        assert bisect_right(starts, sentence.start) - 1 == sentence.section


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_ids_are_unique(path: Path) -> None:
    for table, key in (("sections", "section_id"), ("sentences", "sentence_id")):
        ids = [row[key] for row in rows(path, table)]
        assert len(ids) == len(set(ids))
    records = [row["record_id"] for table in columns(path) for row in rows(path, table) if "record_id" in row]
    assert len(records) == len(set(records))
