"""Merge of one partition: old rows minus what goes, plus what was staged and coded, into new objects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from storage.coding import NO_CODING, Coding
from storage.evolution import conform
from storage.model import ObjectRef, Partition, PartitionMerge, Take
from storage.parquet import encode, put_object, read_object, sort_rows
from storage.schemas import TABLES
from storage.staging import STAGED_FROM, read_staged
from storage.table import Table


def merge_partition(root: Path, merge: PartitionMerge, coding: Coding = NO_CODING) -> tuple[ObjectRef, ...]:
    """Write the partition's new objects into the lake at `root`; nothing where no row is left.

    `coding` fills the coded columns of the rows that come, and with `merge.recode` of all. Can run anywhere and any
    number of times: its only effect is content-addressed objects. A partition with very many rows gives several parts.
    """
    table = TABLES[merge.table]
    old = [
        conform(table, _without(read_object(root, ref.sha256), table.owner_column, merge.drop))
        for ref in merge.old
    ]
    new = [
        _taken(read_staged(root, take.batch_key, table.name, merge.partition), take) for take in merge.take
    ]
    if merge.recode:
        old = [coding.of(table, rows) for rows in old]
    new = [coding.of(table, rows) for rows in new]
    rows = pa.concat_tables([table.arrow_schema.empty_table(), *old, *new])
    return write_partition(root, table, merge.partition, rows)


def write_partition(root: Path, table: Table, partition: Partition, rows: pa.Table) -> tuple[ObjectRef, ...]:
    """Sort, split and store all rows of one partition; nothing where there is no row."""
    pieces = list(_split(table, rows))
    return tuple(
        _store(root, table, partition, piece, part, len(pieces))
        for part, piece in enumerate(pieces)
        if piece.num_rows
    )


def _store(
    root: Path, table: Table, partition: Partition, rows: pa.Table, part: int, parts: int
) -> ObjectRef:
    content = encode(sort_rows(table, rows), table.rows_per_group)
    sha256 = put_object(root, content)
    return ObjectRef(table.name, partition, rows.num_rows, len(content), sha256, part, parts)


def _without(rows: pa.Table, column: str, values: tuple[str, ...]) -> pa.Table:
    if not values:
        return rows
    return rows.filter(pc.invert(pc.is_in(rows[column], value_set=pa.array(values, pa.string()))))


def _taken(rows: pa.Table, take: Take) -> pa.Table:
    """The staged rows of the wanted (source, document) pairs."""
    if STAGED_FROM not in rows.column_names:
        paths = pa.array([path for path, _ in take.owners], pa.string())
        return rows.filter(pc.is_in(rows["source_path"], value_set=paths))
    wanted = pa.array([f"{document}\n{path}" for path, document in take.owners], pa.string())
    keys = pc.binary_join_element_wise(rows["document_id"], rows[STAGED_FROM], "\n")
    return rows.filter(pc.is_in(keys, value_set=wanted)).drop_columns([STAGED_FROM])


def _split(table: Table, rows: pa.Table) -> Iterator[pa.Table]:
    """The rows in as few parts as their number asks for, a power of two: by hash of what they belong to.

    The number of parts depends on the present rows alone, so that history leaves no trace.
    """
    parts = 1
    while rows.num_rows > parts * table.rows_per_file:
        parts *= 2
    if parts == 1:
        yield rows
        return
    owners = rows[table.owner_column].combine_chunks().dictionary_encode()
    buckets = pa.array([_bucket(value, parts) for value in owners.dictionary.to_pylist()], pa.int32())
    bucket = buckets.take(owners.indices)
    for part in range(parts):
        yield rows.filter(pc.equal(bucket, part))


def _bucket(value: str, parts: int) -> int:
    return int.from_bytes(hashlib.sha256(value.encode()).digest()[:4], "big") % parts
