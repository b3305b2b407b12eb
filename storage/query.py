"""Questions to the lake in SQL, read only and locked down."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from storage.lake import Lake


@dataclass(frozen=True, slots=True)
class QueryResult:
    """Rows of a query; `truncated` where there were more than asked for."""

    table: pa.Table
    truncated: bool


def open_snapshot(lake: Lake, n: int | None = None) -> duckdb.DuckDBPyConnection:
    """An in-memory connection with a view for each table (and `compare.<name>`) of one snapshot, locked down."""
    raise NotImplementedError


def run_query(
    lake: Lake, sql: str, *, n: int | None = None, max_rows: int = 10_000, timeout: float = 60.0
) -> QueryResult:
    """Run exactly one SELECT. Raises QueryRefused for anything else, for a mistake in it, and after `timeout` seconds."""
    raise NotImplementedError
