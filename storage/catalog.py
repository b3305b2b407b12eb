"""catalog.duckdb: views on one snapshot, with comments; a convenience that can be rebuilt at any time."""

from __future__ import annotations

import uuid
from pathlib import Path

import duckdb

from storage.durable import discard, move
from storage.headers import alignments_header, read_comparisons
from storage.lake import Lake
from storage.model import Comparison
from storage.schemas import TABLES, Table
from storage.views import comparisons_in, create_macros, create_views, quote_name, quote_text

STORAGE_VERSION = "v1.4.0"
"""Format of the file: one that the previous DuckDB releases open too."""


def write_catalog(lake: Lake, n: int) -> Path:
    """Write the catalog of snapshot `n` and put it in the old one's place.

    A process that has the old file open keeps the old views; their files stay as long as that snapshot is kept.
    """
    tree = lake.snapshots / f"{n:08d}"
    temporary = lake.trees / f"catalog.{uuid.uuid4().hex}.tmp"
    try:
        with duckdb.connect() as con:
            con.execute(
                f"ATTACH {quote_text(str(temporary))} AS lake (STORAGE_VERSION {quote_text(STORAGE_VERSION)})"
            )
            con.execute("USE lake")
            con.execute("BEGIN")
            create_views(con, tree)
            create_macros(con, tree)
            _add_comments(con, tree)
            con.execute("COMMIT")
            con.execute("USE memory")
            con.execute("DETACH lake")
        move(temporary, lake.catalog)
    finally:
        discard(temporary)
    return lake.catalog


def _add_comments(con: duckdb.DuckDBPyConnection, tree: Path) -> None:
    for table in TABLES.values():
        name = quote_name(table.name)
        _comment(con, name, _about(table), {c.name: _described(c.description, c.unit) for c in table.columns})
    aligned = alignments_header()
    _comment(con, aligned.name, _question(aligned), dict(aligned.columns))
    here = comparisons_in(tree)
    for comparison in read_comparisons():
        if comparison.name in here:
            name = f"compare.{quote_name(comparison.name)}"
            _comment(con, name, _question(comparison), dict(comparison.columns))


def _comment(con: duckdb.DuckDBPyConnection, view: str, text: str, columns: dict[str, str]) -> None:
    con.execute(f"COMMENT ON VIEW {view} IS {quote_text(text)}")
    for column, note in columns.items():
        con.execute(f"COMMENT ON COLUMN {view}.{quote_name(column)} IS {quote_text(note)}")


def _about(table: Table) -> str:
    return f"{table.title}: one row per {table.grain}"


def _described(description: str, unit: str) -> str:
    return f"{description} [{unit}]" if unit else description


def _question(comparison: Comparison) -> str:
    return f"{comparison.title}: {comparison.question_en} One row per {comparison.grain}."
