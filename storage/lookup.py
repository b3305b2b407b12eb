"""What people look up in a published lake: how much there is, what was refused, one document with its facts."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from storage.lake import Lake
from storage.partitions import hive_types, object_path
from storage.query import open_snapshot
from storage.schemas import RECORD_TABLES, TABLES

Rows = list[dict[str, Any]]


@cache
def _sql(name: str) -> str:
    return files("storage").joinpath("sql", "lookup", f"{name}.sql").read_text("utf-8")


def row_counts(lake: Lake, n: int | None) -> dict[str, int]:
    """Each table with its number of rows in snapshot `n`, from the manifest alone."""
    rows = dict.fromkeys(TABLES, 0)
    for part in lake.manifest(n).objects:
        if part.table in rows:
            rows[part.table] += part.rows
    return rows


def rejected(lake: Lake, n: int) -> Rows:
    """The rows of `rejects` in snapshot `n`, by source and code, without a database: every run asks for them."""
    refs = [ref for ref in lake.manifest(n).objects if ref.table == "rejects"]
    tables = [pq.read_table(lake.snapshot_path(n) / object_path(ref), partitioning=None) for ref in refs]
    rows = [row for table in tables for row in table.to_pylist()]
    return sorted(rows, key=lambda row: (row["source_path"], row["reason_code"], row["start_char"] or 0))


def table_rows(lake: Lake) -> Rows:
    """Each table with its Chinese name, grain and number of rows in the published snapshot."""
    return [
        {"table": name, "名称": TABLES[name].title, "one row per": TABLES[name].grain, "rows": count}
        for name, count in row_counts(lake, lake.current()).items()
    ]


def refusals(lake: Lake) -> Rows:
    """Every refused file, or part of one, with its reason."""
    with open_snapshot(lake) as connection:
        return _rows(connection.sql(_sql("refusals")))


def find_documents(lake: Lake, pattern: str) -> Rows:
    """Documents whose id begins with `pattern`, or whose title, district or file has it."""
    with open_snapshot(lake) as connection:
        return _rows(connection.sql(_sql("find_documents"), params={"pattern": pattern}))


def document_sections(lake: Lake, document_id: str) -> Rows:
    """The outline of a document, in order."""
    with open_snapshot(lake) as connection:
        return _rows(connection.sql(_sql("sections"), params={"document": document_id}))


def document_sentences(lake: Lake, document_id: str) -> Rows:
    """The sentences of a document, in order."""
    with open_snapshot(lake) as connection:
        return _rows(connection.sql(_sql("sentences"), params={"document": document_id}))


def document_records(lake: Lake, document_id: str) -> dict[str, Rows]:
    """The facts of a document by kind, each in order of position; kinds without any are left out."""
    this = duckdb.ColumnExpression("document_id") == duckdb.ConstantExpression(document_id)
    found = {}
    with open_snapshot(lake) as connection:
        for kind in RECORD_TABLES:
            relation = connection.view(kind).filter(this).order("text_start, text_end, record_id")
            found[kind] = _rows(relation)
    return {kind: rows for kind, rows in found.items() if rows}


def _rows(result: duckdb.DuckDBPyRelation) -> Rows:
    table: pa.Table = result.to_arrow_table()
    return list(table.to_pylist())


def table_glob(lake: Lake, table: str) -> str:
    """Glob over the files of a table, or of `compare.NAME`, in the published snapshot."""
    return lake.partition_glob(table.replace("compare.", "comparisons/", 1))


def read_call(lake: Lake, table: str) -> str:
    """A call of DuckDB's read_parquet for the table, with the types of its partition columns."""
    glob = table_glob(lake, table).replace("'", "''")
    types = hive_types(TABLES[table]) if table in TABLES else {}
    if not types:
        return f"read_parquet('{glob}')"
    listed = ", ".join(f"'{column}': {type_}" for column, type_ in types.items())
    return f"read_parquet('{glob}', hive_partitioning = true, hive_types = {{{listed}}})"
