"""The ledger: one row per occurrence of a document, one per source without any. Planning needs nothing else.

It is stored as an object beside the tables and named by the manifest. Equal texts are one document; here it is
decided which occurrence owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from storage.corrections import COLUMN, with_corrections
from storage.lake import Lake
from storage.model import FileReceipt, ObjectRef, SourceFile
from storage.parquet import encode, put_object, read_object
from storage.schemas import TABLES

_OCCURRENCE = (
    "document_id",
    "start_char",
    "end_char",
    "province",
    "city",
    "year",
    "district",
    "district_code",
)

SCHEMA = pa.schema(
    [
        pa.field("source_path", pa.string(), nullable=False),
        pa.field("source_sha256", pa.string()),  # null: refused by the scan
        pa.field("size_bytes", pa.int64(), nullable=False),
        pa.field("work_key", pa.string()),  # null: refused by the scan
        pa.field("status", pa.string(), nullable=False),  # as parsed: never `duplicate`
        pa.field("reason_code", pa.string()),
        *(TABLES["document_sources"].arrow_schema.field(name).with_nullable(True) for name in _OCCURRENCE),
        pa.field("is_owner", pa.bool_()),
        pa.field(COLUMN, pa.string()),  # of the document; empty: none; see `storage.corrections`
    ]
)
_ROWS_PER_GROUP = 100_000


def read_ledger(lake: Lake, ref: ObjectRef | None) -> pa.Table:
    """The ledger that a manifest names; without one, no rows."""
    if ref is None:
        return SCHEMA.empty_table()
    rows = read_object(lake.root, ref.sha256)
    # ledgers from before there were corrections have no such column
    return rows if COLUMN in rows.schema.names else with_corrections(rows, ())


def write_ledger(lake: Lake, rows: pa.Table) -> ObjectRef:
    """Store the ledger as an object."""
    content = encode(rows, _ROWS_PER_GROUP)
    return ObjectRef("_ledger", (), rows.num_rows, len(content), put_object(lake.root, content))


def parsed_rows(receipts: Iterable[FileReceipt], sizes: dict[str, int]) -> pa.Table:
    """Ledger rows of parsed files."""
    rows: list[dict[str, Any]] = []
    for file in receipts:
        source = {
            "source_path": file.path,
            "source_sha256": file.sha256,
            "size_bytes": sizes[file.path],
            "work_key": file.work_key,
            "status": file.status,
            "reason_code": file.reason_code,
        }
        rows += [
            source | {name: getattr(document, name) for name in _OCCURRENCE} for document in file.documents
        ]
        rows += [] if file.documents else [source]
    return pa.Table.from_pylist(rows, SCHEMA)


def refused_rows(files: Sequence[SourceFile]) -> pa.Table:
    """Ledger rows of files that the scan refused."""
    return pa.Table.from_pylist(
        [
            {
                "source_path": file.path,
                "size_bytes": file.size,
                "status": "rejected",
                "reason_code": file.refusal.code,
            }
            for file in files
            if file.refusal is not None
        ],
        SCHEMA,
    )


def with_owners(rows: pa.Table) -> pa.Table:
    """The rows in order of source and position, with `is_owner` set.

    The occurrence with the lowest (source_path, start_char) owns its document; rows without a document have null.
    """
    order = ("document_id", "source_path", "start_char")
    keys = [(name, "ascending", "at_end") for name in order]
    rows = rows.combine_chunks().take(pc.sort_indices(rows, sort_keys=keys))
    documents = rows["document_id"].combine_chunks()
    if rows.num_rows:
        differs = pc.not_equal(documents[1:], documents[:-1])
        # a document after a row without one cannot be: those stand at the end
        is_owner = pa.concat_arrays([pa.array([True]), _chunk(differs)])
        is_owner = pc.if_else(pc.is_valid(documents), is_owner, pa.scalar(None, pa.bool_()))
        rows = rows.set_column(rows.schema.get_field_index("is_owner"), SCHEMA.field("is_owner"), is_owner)
    by_source = [(name, "ascending", "at_end") for name in order[1:]]
    return rows.take(pc.sort_indices(rows, sort_keys=by_source)).combine_chunks()


def _chunk(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def without_sources(rows: pa.Table, paths: Iterable[str]) -> pa.Table:
    """The rows of all sources but `paths`."""
    gone = pa.array(sorted(paths), pa.string())
    return rows.filter(pc.invert(pc.is_in(rows["source_path"], value_set=gone)))


def owners(rows: pa.Table) -> pa.Table:
    """The rows that own their document: one a document."""
    return rows.filter(pc.fill_null(rows["is_owner"], False))
