"""The whole way of a file, from bytes to facts. Read this function first.

Pure: no Prefect, Dask, Arrow or DuckDB. What the steps hand to each other is in `tasks.text.model`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.records.extract import extract
from tasks.records.model import Records
from tasks.text import ids
from tasks.text.bundle import split_bundle
from tasks.text.decode import decode
from tasks.text.describe import describe
from tasks.text.formats import to_text
from tasks.text.furniture import find_furniture
from tasks.text.model import Bundle, Document, NormalText, Piece, RawText, Source
from tasks.text.normalize import normalize
from tasks.text.outline import outline
from tasks.text.places import Gazetteer
from tasks.text.refusals import Refusal, refusal_of
from tasks.text.script import script_of
from tasks.text.sentences import split_sentences
from tasks.text.words import cut_sentences


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything that one source gave.

    `documents` pairs each document with its records, in source order. `refusals` say what was not read and why, each
    with its span unless it concerns the whole source; a source that was refused whole has no documents, and `raw` is
    None where not even its characters could be read.
    """

    source: Source
    raw: RawText | None
    clean: NormalText | None
    bundle: Bundle | None
    documents: tuple[tuple[Document, Records], ...]
    refusals: tuple[Refusal, ...]


def parse_source(source: Source, places: Gazetteer) -> Parsed:
    """Read one input file into documents and their records. Never raises for what a file holds."""
    raw = clean = bundle = None
    try:
        raw = to_text(decode(source.data))
        clean = normalize(raw.text)
        bundle = split_bundle(clean.text)
    except Refusal as refusal:
        return Parsed(source, raw, clean, bundle, (), (refusal,))
    read = [read_piece(raw, clean, piece, source.path, places) for piece in bundle.pieces]
    documents = tuple(each for each in read if not isinstance(each, Refusal))
    refused = tuple(each for each in read if isinstance(each, Refusal))
    return Parsed(source, raw, clean, bundle, documents, raw.warnings + refused)


def read_piece(
    raw: RawText, clean: NormalText, piece: Piece, path: str, places: Gazetteer
) -> tuple[Document, Records] | Refusal:
    """One document with its records, or why it was refused: what is wrong with one leaves the others alone."""
    try:
        document = parse_document(raw, clean, piece, path, places)
        return document, extract(document)
    except MemoryError:
        raise
    except Exception as error:
        return refusal_of(error, *clean.offsets.to_source(piece.start, piece.end))


def parse_document(raw: RawText, clean: NormalText, piece: Piece, path: str, places: Gazetteer) -> Document:
    """Structure one document: `clean.text[piece.start:piece.end]`, printed at the mapped span of `raw.text`."""
    text = clean.text[piece.start : piece.end]
    offsets = clean.offsets.slice(piece.start, piece.end)
    start_char, end_char = offsets.to_source(0, len(text))
    furniture = find_furniture(text)
    sections = outline(text, furniture)
    sentences = split_sentences(text, furniture, sections)
    facts, place = describe(text, furniture, sections, path, places)
    return Document(
        document_id=ids.document_id(raw.text[start_char:end_char]),
        text=text,
        offsets=offsets,
        fixes=clean.fixes,
        script=script_of(raw.text[start_char:end_char]),
        furniture=furniture,
        sections=sections,
        sentences=sentences,
        words=cut_sentences(text, sentences),
        facts=facts,
        place=place,
    )
