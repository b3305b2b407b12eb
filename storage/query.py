"""Questions to the lake in SQL, read only and locked down."""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from storage.catalog import copy_catalog
from storage.errors import QueryRefused
from storage.lake import Lake
from storage.partitions import escape_glob
from storage.views import create_macros, create_views, quote_text

MEMORY_LIMIT = "1GB"
_ALLOWED = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows of a query; `truncated` where there were more than asked for."""

    table: pa.Table
    truncated: bool


def open_snapshot(lake: Lake, n: int | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with a view for each table (and `compare.<name>`) of one snapshot, and the macros, locked down.

    It reads the snapshot's folder and nothing else: no other file, no network, no extension, no Python variable.
    """
    tree = lake.snapshot_path(n)
    with tempfile.TemporaryDirectory(prefix="duizhao-") as folder:
        # its own copy, which DuckDB keeps open when the folder goes: another process may write the lake's anew
        catalog = Path(folder) / "catalog.duckdb"
        if not copy_catalog(lake, tree, catalog):
            return connect_to(tree)
        return _locked(duckdb.connect(str(catalog), read_only=True, config=_CONFIG), tree)


def connect_to(tree: Path) -> duckdb.DuckDBPyConnection:
    """The same for a snapshot's folder that is not published yet."""
    con = duckdb.connect(config=_CONFIG)
    create_views(con, tree)
    create_macros(con, tree)
    return _locked(con, tree)


_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": MEMORY_LIMIT,
    "temp_directory": str(Path(tempfile.gettempdir()) / "duizhao-query"),
}


def _locked(con: duckdb.DuckDBPyConnection, tree: Path) -> duckdb.DuckDBPyConnection:
    # DuckDB takes this one only after the start; it must stand before external access is shut.
    # It compares globs as they are written, and files as they are named.
    allowed = ", ".join(quote_text(f"{folder}/") for folder in (tree, escape_glob(tree)))
    con.execute(f"SET allowed_directories = [{allowed}]")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    return con


def run_query(
    lake: Lake, sql: str, *, n: int | None = None, max_rows: int = 10_000, timeout: float = 60.0
) -> QueryResult:
    """Run exactly one SELECT. Raises QueryRefused for anything else, for a mistake in it, and after `timeout` seconds."""
    with open_snapshot(lake, n) as con:
        statement = _only_select(con, sql)
        timer = threading.Timer(timeout, con.interrupt)
        timer.start()
        try:
            rows = _first_rows(con.sql(statement), max_rows + 1)
        except duckdb.InterruptException:
            raise QueryRefused(f"The query took longer than {timeout:g} seconds and was stopped.") from None
        except duckdb.Error as error:
            raise QueryRefused(str(error)) from error
        finally:
            timer.cancel()
    return QueryResult(rows.slice(0, max_rows), rows.num_rows > max_rows)


def _only_select(con: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        statements = con.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryRefused(str(error)) from error
    if len(statements) != 1 or statements[0].type not in _ALLOWED:
        raise QueryRefused("Only one SELECT can be run here; nothing in the lake can be changed by a query.")
    return statements[0]


def _first_rows(found: duckdb.DuckDBPyRelation, count: int) -> pa.Table:
    reader: pa.RecordBatchReader = found.to_arrow_reader(2048)
    batches: list[pa.RecordBatch] = []
    while sum(batch.num_rows for batch in batches) < count:
        try:
            batches.append(reader.read_next_batch())
        except StopIteration:
            break
    return pa.Table.from_batches(batches, reader.schema).slice(0, count)
