"""catalog.duckdb: views on one snapshot, with comments; a convenience that can be rebuilt at any time."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb

from storage.durable import discard, discard_folder, move
from storage.headers import alignments_header, read_comparisons
from storage.lake import Lake
from storage.model import Comparison
from storage.schemas import TABLES
from storage.table import Table
from storage.views import (
    comparisons_in,
    macro_statements,
    name_snapshot,
    quote_name,
    quote_text,
    view_statements,
)

STORAGE_VERSION = "v1.4.0"
"""Format of the file: one that the previous DuckDB releases open too."""


def write_catalog(lake: Lake, n: int) -> Path:
    """Write the catalog of snapshot `n` and put it in the old one's place.

    A process that has the old file open keeps the old views; their files stay as long as that snapshot is kept.
    """
    tree = lake.snapshots / f"{n:08d}"
    temporary = lake.trees / f"catalog.{uuid.uuid4().hex}.tmp"
    try:
        if not copy_catalog(lake, tree, temporary):
            _make_form(lake, tree)
            _copy_form(lake, tree, temporary)
        move(temporary, lake.catalog)
    finally:
        discard(temporary)
    return lake.catalog


def copy_catalog(lake: Lake, tree: Path, file: Path) -> bool:
    """Write a catalog of the snapshot at `tree` to `file`, where the lake has one like it to copy.

    To make one takes a second, most of it for macros, which bind all that they read. The catalogs of one release differ
    in the folder of their snapshot alone.
    """
    try:
        _copy_form(lake, tree, file)
    except (FileNotFoundError, duckdb.Error):  # there is none, or it is damaged
        return False
    return True


def _copy_form(lake: Lake, tree: Path, file: Path) -> None:
    shutil.copyfile(_form(lake, tree), file)
    with duckdb.connect(str(file)) as con:
        con.execute(name_snapshot(tree))


def _form(lake: Lake, tree: Path) -> Path:
    """Where the lake keeps what such a catalog is a copy of."""
    script = "\0".join((duckdb.__version__, STORAGE_VERSION, *_script(tree)))
    return lake.catalog_forms / f"{hashlib.sha256(script.encode()).hexdigest()}.duckdb"


def _script(tree: Path) -> Iterator[str]:
    """The statements that make a catalog, once the snapshot is named."""
    yield from view_statements(tree)
    yield from macro_statements(tree)
    yield from _comments(tree)


def _make_form(lake: Lake, tree: Path) -> None:
    discard_folder(lake.catalog_forms)
    lake.catalog_forms.mkdir(parents=True, exist_ok=True)
    temporary = lake.catalog_forms / f".{uuid.uuid4().hex}.tmp"
    with duckdb.connect() as con:
        version = quote_text(STORAGE_VERSION)
        con.execute(f"ATTACH {quote_text(str(temporary))} AS lake (STORAGE_VERSION {version})")
        con.execute("USE lake")
        con.execute("BEGIN")
        for statement in (name_snapshot(tree), *_script(tree)):
            con.execute(statement)
        con.execute("COMMIT")
        con.execute("USE memory")
        con.execute("DETACH lake")
    move(temporary, _form(lake, tree))


def _comments(tree: Path) -> Iterator[str]:
    for table in TABLES.values():
        name = quote_name(table.name)
        yield from _comment(
            name, _about(table), {c.name: _described(c.description, c.unit) for c in table.columns}
        )
    aligned = alignments_header()
    yield from _comment(aligned.name, _question(aligned), dict(aligned.columns))
    here = comparisons_in(tree)
    for comparison in read_comparisons():
        if comparison.name in here:
            name = f"compare.{quote_name(comparison.name)}"
            yield from _comment(name, _question(comparison), dict(comparison.columns))


def _comment(view: str, text: str, columns: Mapping[str, str]) -> Iterator[str]:
    yield f"COMMENT ON VIEW {view} IS {quote_text(text)}"
    for column, note in columns.items():
        yield f"COMMENT ON COLUMN {view}.{quote_name(column)} IS {quote_text(note)}"


def _about(table: Table) -> str:
    return f"{table.title}: one row per {table.grain}"


def _described(description: str, unit: str) -> str:
    return f"{description} [{unit}]" if unit else description


def _question(comparison: Comparison) -> str:
    return f"{comparison.title}: {comparison.question_en} One row per {comparison.grain}."
