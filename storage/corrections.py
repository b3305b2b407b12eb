"""Corrections in the lake: which documents they concern, and the published table that says what became of each.

A correction belongs to a document, whatever file holds it. Its key enters the ledger beside the document, so that a
changed line reads the files of that document again, and no others.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from storage.model import Corrected, Correction, ObjectRef, Receipt
from storage.parquet import read_object, to_arrow
from storage.schemas import TABLES, UNKNOWN_PLACE

COLUMN = "corrections"
"""The ledger's last column: the key of the corrections that a document was published with."""

NONE = ""
"""Key of a document without corrections: not null, because nulls are equal to nothing in a join."""

_PLACE = ("province", "city", "district", "district_code", "year")


def correction_key(correction: Correction) -> str:
    """Hash over what a correction does; its line, its reason and its reviewer can change without reading anything."""
    does = (correction.document_id, correction.table, correction.row_id, correction.field)
    return _hash([*does, correction.expected, correction.value])


def document_keys(corrections: Iterable[Correction]) -> dict[str, str]:
    """For each document with corrections a hash over what they do."""
    keys: dict[str, list[str]] = defaultdict(list)
    for correction in corrections:
        keys[correction.document_id].append(correction_key(correction))
    return {document: _hash(sorted(found)) for document, found in keys.items()}


def corrections_fingerprint(corrections: Sequence[Correction]) -> str:
    """Hash over all corrections, lines and reasons included; empty where there is none."""
    return _hash([asdict(correction) for correction in corrections]) if corrections else NONE


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()


def with_corrections(ledger: pa.Table, corrections: Sequence[Correction]) -> pa.Table:
    """The ledger's rows with the key of their document's corrections; rows without a document keep null."""
    keys = document_keys(corrections)
    documents = ledger["document_id"].to_pylist()
    values = [None if document is None else keys.get(document, NONE) for document in documents]
    if COLUMN in ledger.schema.names:
        ledger = ledger.drop_columns([COLUMN])
    return ledger.append_column(COLUMN, pa.array(values, pa.string()))


def sources_to_correct(ledger: pa.Table, corrections: Sequence[Correction]) -> set[str]:
    """Sources with a document whose corrections are not those that it was published with."""
    keys = document_keys(corrections)
    published = pc.fill_null(pc.not_equal(ledger[COLUMN], NONE), False)
    named = pc.is_in(ledger["document_id"], value_set=pa.array(sorted(keys), pa.string()))
    rows = ledger.filter(pc.or_(published, named)).select(["source_path", "document_id", COLUMN])
    return {
        row["source_path"] for row in rows.to_pylist() if row[COLUMN] != keys.get(row["document_id"], NONE)
    }


def corrections_table(
    root: Path,
    corrections: Sequence[Correction],
    owners: pa.Table,
    receipts: Iterable[Receipt],
    old: Sequence[ObjectRef],
) -> pa.Table:
    """The table `corrections`: each line with what became of it.

    `owners` are the owning rows of the new ledger, `old` the published table, which knows the outcome of corrections of
    documents that were not read again.
    """
    wanted = pa.array(sorted({correction.document_id for correction in corrections}), pa.string())
    here = owners.filter(pc.is_in(owners["document_id"], value_set=wanted))
    documents = {
        row["document_id"]: row for row in here.select(["document_id", "source_path", *_PLACE]).to_pylist()
    }
    owner_of = {
        correction_key(c): documents[c.document_id]["source_path"]
        for c in corrections
        if c.document_id in documents
    }
    outcomes = _published(root, old) | _read(receipts, owner_of)
    table = TABLES["corrections"]
    rows = [_row(correction, outcomes, documents.get(correction.document_id)) for correction in corrections]
    return to_arrow(table, {column.name: [row[column.name] for row in rows] for column in table.columns})


def _published(root: Path, old: Sequence[ObjectRef]) -> dict[str, Corrected]:
    rows = [row for ref in old for row in read_object(root, ref.sha256).to_pylist()]
    return {
        row["correction_id"]: Corrected(row["correction_id"], row["status"], row["found"]) for row in rows
    }


def _read(receipts: Iterable[Receipt], owner_of: Mapping[str, str]) -> dict[str, Corrected]:
    """Outcomes in this run, as the owner has them: in another file the same text may be read as of another place."""
    files = (file for receipt in receipts for file in receipt.files)
    return {one.key: one for file in files for one in file.corrected if owner_of.get(one.key) == file.path}


def _row(
    correction: Correction, outcomes: Mapping[str, Corrected], document: Mapping[str, Any] | None
) -> dict[str, Any]:
    key = correction_key(correction)
    missing = Corrected(key, "document_missing" if document is None else "not_read")
    outcome = missing if document is None else outcomes.get(key, missing)
    return (
        asdict(correction)
        | _place(document)
        | {"correction_id": key, "table_name": correction.table}
        | {"status": outcome.status, "found": outcome.found}
        | {"reviewed_on": correction.reviewed_on or None, "reviewed_by": correction.reviewed_by or None}
    )


def _place(document: Mapping[str, Any] | None) -> dict[str, Any]:
    if document is None:
        return dict.fromkeys(_PLACE) | {"province": UNKNOWN_PLACE, "city": UNKNOWN_PLACE}
    return {name: document[name] for name in _PLACE}
