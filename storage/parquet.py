"""Rows → Parquet bytes that depend on the rows alone: fixed schema, order, codec and row groups, no metadata.

The bytes name the pyarrow release that wrote them, so "same bytes" holds within one lock file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from storage.durable import discard, move, sync_folder, write_temporary
from storage.errors import LakeDamaged
from storage.table import Table

OBJECTS = "_objects"

Columns = Mapping[str, Sequence[Any]]
"""Column name → values, equally long."""


def join_columns(table: Table, parts: Sequence[Columns]) -> dict[str, list[Any]]:
    """The parts one after another, with every declared column; what a part lacks is null in its rows."""
    lengths = [row_count(part) for part in parts]
    joined: dict[str, list[Any]] = {}
    for column in table.columns:
        values = joined[column.name] = []
        for part, length in zip(parts, lengths, strict=True):
            values += part.get(column.name) or [None] * length
    return joined


def row_count(columns: Columns) -> int:
    """How many rows the columns have."""
    return len(next(iter(columns.values()), ()))


def to_arrow(table: Table, columns: Columns) -> pa.Table:
    """Columns of plain values as an Arrow table with the declared schema; columns that are absent are null."""
    length = max((len(values) for values in columns.values()), default=0)
    schema = table.arrow_schema
    arrays = [
        pa.array(columns[field.name], field.type) if field.name in columns else pa.nulls(length, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def sort_rows(table: Table, rows: pa.Table) -> pa.Table:
    """Rows in the table's order; ties are broken by the key and then by every column that can be ordered."""
    scalars = [field.name for field in rows.schema if not pa.types.is_nested(field.type)]
    names = dict.fromkeys((*table.order, *table.key, *scalars))
    keys = [(name, "ascending", "at_end") for name in names]
    # One chunk: the order of ties must not depend on how the rows arrived.
    return rows.combine_chunks().take(pc.sort_indices(rows, sort_keys=keys))


_OPTIONS: Mapping[str, Any] = {
    "compression": "zstd",
    "compression_level": 3,
    "use_dictionary": True,
    "write_statistics": True,
    "version": "2.6",
    "data_page_version": "1.0",
    "store_schema": False,  # otherwise dictionary-typed input gives other bytes than plain input
}


def encode(rows: pa.Table, rows_per_group: int) -> bytes:
    """Parquet bytes of `rows` as they stand."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, rows.schema.remove_metadata(), **_OPTIONS) as writer:
        writer.write_table(rows.replace_schema_metadata(None), rows_per_group)
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def object_file(root: Path, sha256: str) -> Path:
    """Where the lake at `root` keeps the object."""
    return root / OBJECTS / sha256[:2] / f"{sha256}.parquet"


def put_object(root: Path, content: bytes) -> str:
    """Store bytes under their sha256, durably and read-only; returns it. Storing again does nothing."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = object_file(root, sha256)
    if not path.exists():
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
            sync_folder(path.parent.parent)
        temporary = write_temporary(path.parent, content, 0o444)
        try:
            move(temporary, path)
        finally:
            discard(temporary)
    return sha256


def read_object(root: Path, sha256: str) -> pa.Table:
    """All rows of an object. Raises LakeDamaged where it is missing or is no Parquet."""
    path = object_file(root, sha256)
    try:
        # Opened once and as a file, not a dataset: folder names must not turn into columns.
        with pq.ParquetFile(path) as file:
            return file.read()
    except (FileNotFoundError, pa.ArrowInvalid) as error:
        raise LakeDamaged(f"{path} cannot be read; `duizhao fsck` says what can be done.") from error
