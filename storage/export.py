"""Tables taken out of the lake: Parquet, CSV or JSON files, or one DuckDB file, each complete or not there at all."""

from __future__ import annotations

import csv
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from storage.durable import discard, move
from storage.errors import ExportRefused
from storage.lake import Lake
from storage.model import ObjectRef
from storage.parquet import read_object
from storage.schemas import TABLES
from storage.views import COMPARISONS, create_views, quote_name, quote_text

ROWS_AT_ONCE = 10_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is computed by spreadsheet programs, whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One exported table: its name, where it is now, and its rows."""

    table: str
    path: Path
    rows: int


def table_names(lake: Lake, n: int | None = None) -> tuple[str, ...]:
    """All tables of a snapshot, `compare.…` last."""
    found = {ref.table for ref in lake.manifest(lake.current() if n is None else n).objects}
    return (*TABLES, *sorted(name.replace(f"{COMPARISONS}/", "compare.") for name in found - set(TABLES)))


def export_files(
    lake: Lake, tables: Sequence[str], out: Path, kind: str, n: int | None = None, *, disarm: bool = True
) -> list[Exported]:
    """Write each table as a file of `kind` (parquet, csv or json): one table to the file `out`, several into the folder `out`.

    With `disarm` texts in CSV cells are made harmless (see `disarmed`). Raises ExportRefused where `out` is there.
    """
    _require_free(lake, out)
    number = lake.current() if n is None else n
    write = {"parquet": _write_parquet, "json": _write_json, "csv": _csv_writer(disarm)}[kind]
    if len(tables) > 1:
        out.mkdir(parents=True, exist_ok=True)
    files = [out / f"{name}.{kind}" if len(tables) > 1 else out for name in tables]
    return [_export(lake, name, file, number, write) for name, file in zip(tables, files, strict=True)]


def export_database(lake: Lake, tables: Sequence[str], out: Path, n: int | None = None) -> list[Exported]:
    """Write the tables into a new DuckDB file, comparisons in its schema `compare`."""
    with new_file(lake, out) as temporary, duckdb.connect() as con:
        create_views(con, lake.snapshot_path(n))
        con.execute(f"ATTACH {quote_text(str(temporary))} AS out")
        con.execute("CREATE SCHEMA out.compare")
        rows = [_copy_table(con, name) for name in tables]
        con.execute("DETACH out")
    return [Exported(name, out, count) for name, count in zip(tables, rows, strict=True)]


def write_rows(rows: pa.Table, path: Path) -> None:
    """Write rows that were taken from a table as a Parquet file."""
    _write_parquet(rows.schema, iter([rows]), path)


@contextmanager
def new_file(lake: Lake, out: Path) -> Iterator[Path]:
    """A path to write to, which becomes `out` when the context ends well. Raises ExportRefused where `out` is there."""
    _require_free(lake, out)
    with _becoming(out) as temporary:
        yield temporary


def disarmed(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _copy_table(con: duckdb.DuckDBPyConnection, name: str) -> int:
    schema, _, table = name.rpartition(".")
    target = f"out.{schema or 'main'}.{quote_name(table)}"
    source = f"{schema or 'main'}.{quote_name(table)}"
    con.execute(f"CREATE TABLE {target} AS FROM memory.{source}")
    (count,) = con.execute(f"SELECT count(*) FROM {target}").fetchall()[0]
    return int(count)


def _require_free(lake: Lake, out: Path) -> None:
    """Raise ExportRefused where `out` would overwrite something, or write into the lake."""
    if out.resolve().is_relative_to(lake.root):
        raise ExportRefused(f"{out} lies inside the lake; name a place outside it.")
    if out.is_dir() and not any(out.iterdir()):
        return
    if out.exists():
        raise ExportRefused(f"{out} is there already; name another place, or delete it first.")


Writer = Callable[[pa.Schema, Iterator[pa.Table], Path], None]


def _export(lake: Lake, name: str, path: Path, number: int | None, write: Writer) -> Exported:
    stored = name.replace("compare.", f"{COMPARISONS}/", 1)
    refs = [ref for ref in lake.manifest(number).objects if ref.table == stored]
    if not refs:
        raise ExportRefused(f"Snapshot {number} has no table {name}; `duizhao tables` lists them.")
    with _becoming(path) as temporary:
        write(read_object(lake.root, refs[0].sha256).schema, _pieces(lake, refs), temporary)
    return Exported(name, path, sum(ref.rows for ref in refs))


def _pieces(lake: Lake, refs: Sequence[ObjectRef]) -> Iterator[pa.Table]:
    """The rows object by object, so that no more than one is in memory."""
    return (read_object(lake.root, ref.sha256) for ref in refs)


@contextmanager
def _becoming(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # In the same folder, so that the last step is a rename.
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        yield temporary
        move(temporary, path)
    finally:
        discard(temporary)


def _write_parquet(schema: pa.Schema, pieces: Iterator[pa.Table], path: Path) -> None:
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for rows in pieces:
            writer.write_table(rows)


def _write_json(schema: pa.Schema, pieces: Iterator[pa.Table], path: Path) -> None:
    """An array with a row a line; amounts and days as texts, so that nothing is rounded."""
    between = "["
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for rows in pieces:
            for batch in rows.to_batches(ROWS_AT_ONCE):
                for row in batch.to_pylist():
                    file.write(f"{between}\n{json.dumps(row, ensure_ascii=False, default=shown)}")
                    between = ","
        file.write("\n]\n" if between == "," else "[]\n")


def _csv_writer(disarm: bool) -> Writer:
    def write(schema: pa.Schema, pieces: Iterator[pa.Table], path: Path) -> None:
        # With a byte order mark, or Excel reads UTF-8 as GBK.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(schema.names)
            for rows in pieces:
                for batch in rows.to_batches(ROWS_AT_ONCE):
                    writer.writerows(_cells(row, disarm) for row in batch.to_pylist())

    return write


def _cells(row: Mapping[str, Any], disarm: bool) -> list[str]:
    return [_cell(value, disarm) for value in row.values()]


def _cell(value: Any, disarm: bool) -> str:
    """A value as one cell: nothing for null, lists with 、 between, amounts without trailing zeros."""
    if isinstance(value, str):
        return disarmed(value) if disarm else value
    if isinstance(value, list):
        joined = "、".join(_cell(part, False) for part in value)
        return disarmed(joined) if disarm else joined
    if isinstance(value, Decimal | dt.date):
        return shown(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def shown(value: Decimal | dt.date) -> str:
    """An amount without trailing zeros, a day by ISO 8601."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value.isoformat()
