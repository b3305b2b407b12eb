"""What tasks write: one file a table and batch under `_staging/<batch key>/`, the receipt last.

Nothing here is fsynced: the receipt names the sha256 of each file, and a batch that does not fit its receipt was
not staged.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from storage.lake import Lake
from storage.model import Batch, DocumentReceipt, FileReceipt, Partition, Receipt, StagedTable
from storage.parquet import encode_pieces, to_arrow
from storage.partitions import by_partition
from storage.schemas import SOURCE_TABLES, TABLES, Table

SourceColumns = Mapping[str, Mapping[str, list[Any]]]
"""Table name → column name → values: the rows of one source, as `tasks.steps.rows.to_columns` makes them."""

STAGED_FROM = "staged_from"
"""Column of staged files only: the source path, because two sources of a batch may hold the same document."""

_RECEIPT = "receipt.json"


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
    parts: dict[str, list[pa.Table]] = {}
    for path, tables in sorted(sources, key=lambda source: source[0]):
        for name, columns in tables.items():
            parts.setdefault(name, []).append(
                _staged_rows(TABLES[name], path, columns, repeated.get(path, ()))
            )
    staged = [_write_table(folder, name, parts[name]) for name in sorted(parts)]
    receipt = replace(receipt, batch_key=batch.key, tables=tuple(table for table in staged if table.rows))
    _write(folder / _RECEIPT, json.dumps(asdict(receipt), ensure_ascii=False).encode())
    return receipt


def read_staged(root: Path, batch_key: str, table: str, partition: Partition = ()) -> pa.Table:
    """A staged table: its declared columns and, for tables with documents, `staged_from`.

    Of a partition, no more than the row groups that were staged for it are read.
    """
    with pq.ParquetFile(_file(Lake(root).staged(batch_key), table)) as file:
        groups = (file.metadata.row_group(n) for n in range(file.num_row_groups))
        return file.read_row_groups([n for n, group in enumerate(groups) if _is_of(group, dict(partition))])


def _is_of(group: pq.RowGroupMetaData, wanted: Mapping[str, str | int | None]) -> bool:
    """Whether a row group has the partition's values. A group has one value of each: see `_write_table`."""
    for n in range(group.num_columns):
        name, found = group.column(n).path_in_schema, group.column(n).statistics
        if (
            name in wanted
            and found is not None
            and (found.min if found.has_min_max else None) != wanted[name]
        ):
            return False
    return True


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
    table: Table, path: str, columns: Mapping[str, list[Any]], repeated: Sequence[DocumentReceipt]
) -> pa.Table:
    rows = to_arrow(table, columns)
    if table.name in SOURCE_TABLES:
        return rows
    for later in repeated:
        inside = pc.and_(
            pc.equal(rows["document_id"], later.document_id),
            pc.and_(
                pc.greater_equal(rows["start_char"], later.start_char),
                pc.less_equal(rows["end_char"], later.end_char),
            ),
        )
        rows = rows.filter(pc.invert(inside))
    return rows.append_column(STAGED_FROM, pa.array([path] * rows.num_rows, pa.string()))


def _write_table(folder: Path, name: str, parts: Sequence[pa.Table]) -> StagedTable:
    table, rows = TABLES[name], pa.concat_tables(parts)
    # A row group for each partition, so that the merge of one need not read the others.
    pieces = (piece for _, piece in by_partition(rows, table.partition_by)) if table.partition_by else [rows]
    content = encode_pieces(rows.schema, pieces, table.rows_per_group)
    _write(_file(folder, name), content)
    return StagedTable(name, rows.num_rows, hashlib.sha256(content).hexdigest())


def _write(path: Path, content: bytes) -> None:
    # Two workers may stage the same batch: each writes a file of its own and renames it over the other's.
    temporary = path.with_name(f".{uuid.uuid4().hex}.tmp")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.parquet"


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
    return FileReceipt(**values | {"documents": documents})
