"""Rows that an older release wrote, under today's schemas.

A change of a schema is a change of the rules, so whatever is in the corpus is read again. What is left are the rows of
sources that were kept (`--keep-missing`), and snapshots that are only looked at: a column that they lack is null.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from storage.errors import KeptOutdated
from storage.model import ObjectRef
from storage.schemas import TABLES
from storage.table import Table


def conform(table: Table, rows: pa.Table) -> pa.Table:
    """The rows with the table's present columns: those that they lack are null, those that are gone are left out.

    Raises KeptOutdated where a column that is never null is new, or a value does not fit the present type: to make one
    up would be a guess.
    """
    schema = table.arrow_schema
    if rows.schema.equals(schema):
        return rows
    return pa.Table.from_arrays([_column(table, rows, field) for field in schema], schema=schema)


def _column(table: Table, rows: pa.Table, field: pa.Field) -> pa.ChunkedArray | pa.Array:
    if field.name not in rows.schema.names:
        column = pa.nulls(rows.num_rows, field.type)
    else:
        try:
            column = rows[field.name].cast(field.type)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise outdated(table, field.name) from error
    if column.null_count and not field.nullable:
        raise outdated(table, field.name)
    return column


def outdated(table: Table, column: str) -> KeptOutdated:
    """The error that says that rows cannot stay, because this release needs another `column`."""
    return KeptOutdated(
        f"Rows of {table.name} that stay were written by an older release and have no such {column} as this one "
        "needs; put the files back that are gone, or run without --keep-missing."
    )


def lies_as_declared(ref: ObjectRef) -> bool:
    """False for an object of a table that older releases partitioned by other columns."""
    return tuple(column for column, _ in ref.partition) == TABLES[ref.table].partition_by


def columns_of(table: Table, tree: Path) -> list[str]:
    """Names of the columns that the table has in a snapshot, all of whose files have the same; none without a file."""
    pattern = "/".join((*("*" for _ in table.partition_by), "*.parquet"))
    file = next((tree / table.name).glob(pattern), None)
    return list(pq.read_schema(file).names) if file is not None else []


def null_of(table: Table, column: str) -> str:
    """A null of the column's type, in DuckDB's SQL."""
    with duckdb.connect() as con:
        empty = con.from_arrow(table.arrow_schema.empty_table())
        return f"CAST(NULL AS {empty.types[empty.columns.index(column)]})"
