"""What a table of the lake is: its columns, its key, where its rows lie. `storage.schemas` declares each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

TEXT = pa.string()
INT = pa.int32()
DAY = pa.date32()
FLAG = pa.bool_()
AMOUNT = pa.decimal128(38, 6)
WORDS = pa.list_(pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, what it says, its unit, and whether it may be null.

    `coded` columns are filled when partitions are merged, from other columns of their row (`storage.coding`).
    """

    name: str
    type: pa.DataType
    description: str
    unit: str = ""
    nullable: bool = True
    coded: bool = False


@dataclass(frozen=True)
class Table:
    """One table of the lake.

    `grain` says what one row is. `key` identifies a row. `partition_by` are the hive directories, outermost
    first (empty: one file). `order` sorts the rows inside a file, so that a filter on a district skips row groups.
    A partition of more than `rows_per_file` rows is split by hash of the document (where there is none: the source).
    """

    name: str
    title: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    partition_by: tuple[str, ...]
    order: tuple[str, ...]
    rows_per_file: int = 1_000_000
    rows_per_group: int = 20_000

    @cached_property
    def arrow_schema(self) -> pa.Schema:
        """The schema of each of the table's files; fields in declared order, no metadata."""
        return pa.schema([pa.field(c.name, c.type, c.nullable) for c in self.columns])

    @property
    def owner_column(self) -> str:
        """The column that says what a row belongs to: its document, for source tables its source."""
        return "document_id" if any(c.name == "document_id" for c in self.columns) else "source_path"

    @cached_property
    def coded(self) -> tuple[str, ...]:
        """The columns that are filled when partitions are merged."""
        return tuple(c.name for c in self.columns if c.coded)

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name}")
