"""What tasks write: one file a table and batch under `_staging/<batch key>/`, the receipt last.

Nothing here is fsynced: the receipt names the sha256 of each file, and a batch that does not fit its receipt was
not staged.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from storage.lake import Lake
from storage.model import Batch, Corrected, DocumentReceipt, FileReceipt, Partition, Receipt, StagedTable
from storage.parquet import Columns, join_columns, row_count, to_arrow
from storage.partitions import by_partition
from storage.schemas import SOURCE_TABLES, TABLES
from storage.table import Table

SourceColumns = Mapping[str, Columns]
"""Table name → column name → values: the rows of one source, as `tasks.steps.rows.to_columns` makes them."""

STAGED_FROM = "staged_from"
"""Column of staged files only: the source path, because two sources of a batch may hold the same document."""

_RECEIPT = "receipt.json"
_PIECES = b"partitions"

_WORTH_COMPRESSING = 1 << 20
"""Bytes. Arrow compresses each buffer by itself: below this, sixty small ones take longer than they save."""


def is_staged(lake: Lake, batch: Batch) -> bool:
    """True where the batch was staged to its end and is still what its receipt says."""
    return load_receipt(lake, batch.key) is not None


def load_receipt(lake: Lake, batch_key: str) -> Receipt | None:
    """The receipt of a staged batch; None where it is not staged, or was damaged by a power cut."""
    folder = lake.staged(batch_key)
    try:
        receipt = _from_json(json.loads((folder / _RECEIPT).read_bytes()))
        whole = all(_sha256(_file(folder, staged.table)) == staged.sha256 for staged in receipt.tables)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
    return receipt if whole else None


def write_batch(
    lake: Lake, batch: Batch, sources: Iterable[tuple[str, SourceColumns]], receipt: Receipt
) -> Receipt:
    """Stage a batch: for each source its path and its columns. Returns the receipt with `tables` filled in.

    The source path must be given beside the columns, because two sources of a batch may hold the same document.
    `document_sources` is not staged. Writing twice, or from two workers at once, gives the same bytes.
    """
    folder = lake.staged(batch.key)
    folder.mkdir(parents=True, exist_ok=True)
    repeated = {file.path: _repeated(file.documents) for file in receipt.files}
    parts: dict[str, dict[str, Columns]] = defaultdict(dict)
    for path, tables in sorted(sources, key=lambda source: source[0]):
        for name, columns in tables.items():
            parts[name][path] = columns
    staged = [
        _write_table(folder, name, _staged_rows(TABLES[name], parts[name], repeated))
        for name in sorted(parts)
    ]
    receipt = replace(receipt, batch_key=batch.key, tables=tuple(table for table in staged if table.rows))
    _write(folder / _RECEIPT, json.dumps(asdict(receipt), ensure_ascii=False).encode())
    return receipt


def read_staged(root: Path, batch_key: str, table: str, partition: Partition = ()) -> pa.Table:
    """A staged table: its declared columns and, for tables with documents, `staged_from`.

    Of a partition, no more than the record batch that was staged for it is read.
    """
    with pa.memory_map(str(_file(Lake(root).staged(batch_key), table))) as file:
        reader = pa.ipc.open_file(file)
        schema = reader.schema.remove_metadata()
        wanted = [list(pair) for pair in partition]
        pieces = json.loads(reader.schema.metadata[_PIECES])
        batches = [reader.get_batch(n) for n, piece in enumerate(pieces) if not wanted or piece == wanted]
        return pa.Table.from_batches([pa.record_batch(batch.columns, schema) for batch in batches], schema)


def _repeated(documents: Sequence[DocumentReceipt]) -> tuple[DocumentReceipt, ...]:
    """Occurrences of a document after its first one in the same source; they can never own it."""
    seen: set[str] = set()
    later = []
    for document in sorted(documents, key=lambda d: d.start_char):
        if document.document_id in seen:
            later.append(document)
        seen.add(document.document_id)
    return tuple(later)


def _staged_rows(
    table: Table, parts: Mapping[str, Columns], repeated: Mapping[str, Sequence[DocumentReceipt]]
) -> pa.Table:
    """The rows of `parts`, by source path, as one table: for each path it would cost as much as reading a small file."""
    rows = to_arrow(table, join_columns(table, [*parts.values()]))
    if table.name in SOURCE_TABLES:
        return rows
    paths = [path for path, columns in parts.items() for _ in range(row_count(columns))]
    rows = rows.append_column(STAGED_FROM, pa.array(paths, pa.string()))
    for path in parts:
        for later in repeated.get(path, ()):
            rows = rows.filter(pc.invert(_inside(rows, path, later)))
    return rows


def _inside(rows: pa.Table, path: str, document: DocumentReceipt) -> pa.ChunkedArray:
    """Which rows are of this occurrence of a document."""
    of_document = pc.and_(
        pc.equal(rows[STAGED_FROM], path), pc.equal(rows["document_id"], document.document_id)
    )
    behind_start = pc.greater_equal(rows["start_char"], document.start_char)
    return pc.and_(of_document, pc.and_(behind_start, pc.less_equal(rows["end_char"], document.end_char)))


def _write_table(folder: Path, name: str, rows: pa.Table) -> StagedTable:
    content = _encode(TABLES[name], rows)
    _write(_file(folder, name), content)
    return StagedTable(name, rows.num_rows, hashlib.sha256(content).hexdigest())


def _encode(table: Table, rows: pa.Table) -> bytes:
    """An Arrow file with a record batch for each partition, so that the merge of one need not read the others.

    Not Parquet: a batch of one file has some twenty tables of a few rows, and Parquet's headers and statistics would
    cost as much as reading the file did. Which partition a batch is of stands in the schema's metadata.
    """
    pieces = list(by_partition(rows, table.partition_by)) if table.partition_by else [((), rows)]
    index = json.dumps([partition for partition, _ in pieces], ensure_ascii=False)
    schema = rows.schema.with_metadata({_PIECES: index})
    sink = pa.BufferOutputStream()
    compression = "lz4" if rows.nbytes > _WORTH_COMPRESSING else None
    with pa.ipc.new_file(sink, schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as writer:
        for _, piece in pieces:
            writer.write_batch(_one_batch(piece, schema))
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def _one_batch(rows: pa.Table, schema: pa.Schema) -> pa.RecordBatch:
    columns = [column.combine_chunks() for column in rows.columns]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _write(path: Path, content: bytes) -> None:
    # Two workers may stage the same batch: each writes a file of its own and renames it over the other's.
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.arrow"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _from_json(values: dict[str, Any]) -> Receipt:
    return Receipt(
        batch_key=values["batch_key"],
        files=tuple(_file_from_json(file) for file in values["files"]),
        tables=tuple(StagedTable(**table) for table in values["tables"]),
    )


def _file_from_json(values: dict[str, Any]) -> FileReceipt:
    documents = tuple(DocumentReceipt(**document) for document in values["documents"])
    corrected = tuple(Corrected(**one) for one in values["corrected"])
    return FileReceipt(**values | {"documents": documents, "corrected": corrected})
