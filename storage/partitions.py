"""Partition values ↔ folder names, as people read them: `province=辽宁省/city=沈阳市/year=2024`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

from storage.model import ObjectRef, Partition
from storage.schemas import UNKNOWN_PLACE
from storage.table import Table

NULL_FOLDER = "__HIVE_DEFAULT_PARTITION__"
"""Reads as NULL; `year=未知` would fail the cast to INTEGER."""

# What a file system, a shell, a glob or the hive syntax gives a meaning of its own.
_UNSAFE = re.compile(r'[\x00-\x20\x7f/%=\\:*?"<>|\[\]{}#]|^\.|\.$')


def folder_name(column: str, value: str | int | None) -> str:
    """`column=value`, with unsafe characters percent-encoded, so that DuckDB reads the value back unchanged."""
    if value is None or value == "":
        return f"{column}={NULL_FOLDER}"
    encoded = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", str(value))
    return f"{column}={encoded}"


def partition_folder(table: str, partition: Partition) -> str:
    """Folder of a partition relative to the snapshot: `measures/province=辽宁省/city=沈阳市/year=2024`."""
    return "/".join((table, *(folder_name(column, value) for column, value in partition)))


def object_path(ref: ObjectRef) -> str:
    """Path of an object's file relative to the snapshot."""
    file = "data.parquet" if ref.parts == 1 else f"data-{ref.part:03d}.parquet"
    return f"{partition_folder(ref.table, ref.partition)}/{file}"


def empty_partition(table: Table) -> Partition:
    """Where the one empty file of an empty table lies: at the depth of the others, so that a glob binds."""
    return tuple((column, None if column == "year" else UNKNOWN_PLACE) for column in table.partition_by)


def table_glob(table: str, depth: int) -> str:
    """Glob over a table's files, relative to the snapshot."""
    return "/".join((table, *("*" for _ in range(depth)), "*.parquet"))


def escape_glob(path: Path) -> str:
    """A path in which no character has a meaning to a glob."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def hive_types(table: Table) -> dict[str, str]:
    """DuckDB types of the partition columns; left to itself it changes them as partitions appear."""
    return {
        column: "INTEGER" if pa.types.is_integer(table.column(column).type) else "VARCHAR"
        for column in table.partition_by
    }


def partition_of(columns: Sequence[str], values: Mapping[str, str | int | None]) -> Partition:
    """The partition that a row with these values belongs to."""
    return tuple((column, values[column]) for column in columns)


def by_partition(rows: pa.Table, columns: tuple[str, ...]) -> Iterator[tuple[Partition, pa.Table]]:
    """The rows partition by partition; those of a partition keep their order."""
    if rows.num_rows and all(len(rows[column].unique()) == 1 for column in columns):  # a batch of one file
        yield partition_of(columns, rows.select(list(columns)).slice(0, 1).to_pylist()[0]), rows
        return
    order = [(column, "ascending") for column in columns]
    rows = rows.sort_by(order)
    # Groups come in any order, although the rows are sorted: Arrow hashes thousands of rows at a time.
    sizes = rows.group_by(list(columns), use_threads=False).aggregate([([], "count_all")]).sort_by(order)
    ends = [0]
    for size in sizes["count_all"].to_pylist():
        ends.append(ends[-1] + size)
    for values, (start, end) in zip(sizes.select(list(columns)).to_pylist(), pairwise(ends), strict=True):
        yield partition_of(columns, values), rows.slice(start, end - start)
