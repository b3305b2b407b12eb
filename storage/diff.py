"""What differs between two snapshots: documents, and rows by table and district.

Only files that are not the same object in both are read. An edited document has another id; it is paired with what it
was by source and title, and of its rows only those count that say something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa

from storage.headers import read_comparisons
from storage.lake import Lake
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import read_object
from storage.schemas import TABLES
from storage.views import COMPARISONS

LEFT_OUT = "document_sources"
"""Says where a text stands; what changes there shows in `sources` and `documents`."""

_PLACE_IN_TEXT = re.compile(r".*_(id|char)|(tree_)?text_(start|end)|ordinal")
"""Columns that say where a row stands, not what it says: an edit further up moves them all."""

_COLUMNS = pa.schema([(name, pa.string()) for name in ("row_key", "document_id", "district", "content")])


@dataclass(frozen=True, slots=True)
class RowChange:
    """How many rows of a table differ for one district (null: the table or the row has none)."""

    table: str
    district: str | None
    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document: `change` is added, removed, or edited (another text in the place of the old one)."""

    change: str
    source_path: str
    title: str
    district: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """What snapshot `new` has and `old` has not, and the other way round."""

    old: int
    new: int
    documents: tuple[DocumentChange, ...]
    rows: tuple[RowChange, ...]


def diff_snapshots(lake: Lake, old: int, new: int) -> Difference:
    """Compare two kept snapshots. Raises LakeMissing."""
    before, after = lake.manifest(old), lake.manifest(new)
    with duckdb.connect() as con:
        documents = _documents(con, lake, before, after)
        rows = [
            change for table in _tables(before, after) for change in _rows(con, lake, table, before, after)
        ]
    return Difference(old, new, documents, tuple(rows))


def _tables(before: Manifest, after: Manifest) -> list[str]:
    """Tables in the order of their declaration, then comparisons by name."""
    found = {ref.table for ref in (*before.objects, *after.objects)} - {LEFT_OUT}
    return [name for name in TABLES if name in found] + sorted(found - set(TABLES))


def _differing(table: str, one: Manifest, other: Manifest) -> list[ObjectRef]:
    """Objects of `one` that `other` does not have."""
    there = {ref.sha256 for ref in other.objects if ref.table == table}
    return [ref for ref in one.objects if ref.table == table and ref.sha256 not in there]


def _read(lake: Lake, refs: Sequence[ObjectRef]) -> pa.Table | None:
    return pa.concat_tables([read_object(lake.root, ref.sha256) for ref in refs]) if refs else None


def _documents(
    con: duckdb.DuckDBPyConnection, lake: Lake, before: Manifest, after: Manifest
) -> tuple[DocumentChange, ...]:
    """The changed documents, by source; leaves the relation `pairs` behind."""
    sides = []
    for name, one, other in (("old_documents", before, after), ("new_documents", after, before)):
        rows = _read(lake, _differing("documents", one, other))
        found = rows.to_pylist() if rows is not None else []
        sides.append({row["document_id"]: row for row in found})
        con.register(name, _titles(found))
    pairs: pa.Table = con.sql(_sql("pairs")).to_arrow_table()
    con.register("pairs", pairs)
    old, new = sides
    edited = dict(zip(pairs["old_id"].to_pylist(), pairs["new_id"].to_pylist(), strict=True))
    changes = [_change("edited", new[id_]) for id_ in edited.values()]
    changes += [_change("removed", old[id_]) for id_ in old.keys() - new.keys() - edited.keys()]
    changes += [_change("added", new[id_]) for id_ in new.keys() - old.keys() - set(edited.values())]
    return tuple(sorted(changes, key=lambda change: (change.source_path, change.title, change.change)))


def _titles(rows: Sequence[dict[str, Any]]) -> pa.Table:
    schema = pa.schema([(n, pa.string()) for n in ("document_id", "source_path", "title")])
    schema = schema.append(pa.field("start_char", pa.int32()))
    return pa.Table.from_pylist([row | {"title": _title(row)} for row in rows], schema)


def _title(row: dict[str, Any]) -> str:
    return row["title"] or row["title_inferred"] or ""


def _change(kind: str, row: dict[str, Any]) -> DocumentChange:
    return DocumentChange(kind, row["source_path"], _title(row), row["district"])


def _rows(
    con: duckdb.DuckDBPyConnection, lake: Lake, table: str, before: Manifest, after: Manifest
) -> list[RowChange]:
    for name, one, other in (("old_rows", before, after), ("new_rows", after, before)):
        con.register(name, _comparable(table, _read(lake, _differing(table, one, other))))
    shown = table.replace(f"{COMPARISONS}/", "compare.")
    return [RowChange(shown, *row) for row in con.execute(_sql("rows")).fetchall()]


def _comparable(table: str, rows: pa.Table | None) -> pa.Table:
    """Key, document, district and content of each row, as text: the SQL that compares them fits every table."""
    if rows is None:
        return _COLUMNS.empty_table()
    key = [name for name in _key(table) if name in rows.column_names] or rows.column_names
    content = [name for name in rows.column_names if name not in key]
    if table in TABLES:
        content = [name for name in content if not _PLACE_IN_TEXT.fullmatch(name)]
    values = {
        "row_key": _as_text(rows.select(key)),
        "document_id": _column(rows, "document_id"),
        "district": _column(rows, "district"),
        "content": _as_text(rows.select(content)),
    }
    return pa.table(values, _COLUMNS)


def _key(table: str) -> tuple[str, ...]:
    if table in TABLES:
        return TABLES[table].key
    return next((c.key for c in read_comparisons() if f"{COMPARISONS}/{c.name}" == table), ())


def _column(rows: pa.Table, name: str) -> pa.ChunkedArray:
    return rows[name] if name in rows.column_names else pa.nulls(rows.num_rows, pa.string())


def _as_text(rows: pa.Table) -> list[str]:
    """Each row as one string; a single text stands for itself, so that a key can be a document's id."""
    if rows.schema.types == [pa.string()]:
        return list(rows.column(0).to_pylist())
    return [json.dumps(list(row.values()), default=str, ensure_ascii=False) for row in rows.to_pylist()]


def _sql(name: str) -> str:
    return files("storage").joinpath("sql", "diff", f"{name}.sql").read_text("utf-8")
