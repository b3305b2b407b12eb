"""From a cell of a comparison to the records and documents behind it.

Each comparison has an evidence query beside it: it takes the row's key and a column as bound parameters and returns
the ids. To keep the ids of all evidence in each row would outweigh the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from storage.compare import read_comparison
from storage.errors import ComparisonMissing
from storage.headers import comparison
from storage.lake import Lake
from storage.query import open_snapshot
from storage.schemas import TABLES
from storage.views import quote_name, sql_files

_PARAMETER = re.compile(r"\$(\w+)")
_PLACE = "/* the evidence query */"
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class CellEvidence:
    """What stands behind one cell: the row's number in the published comparison, how many ids, and the first of them."""

    row: int
    column: str
    total: int
    ids: tuple[str, ...]


class EvidenceReader:
    """Answers for cells of one snapshot over one connection; use it as a context manager.

    With `many` the tables are read once and kept (in memory, or spilled beyond the connection's limit): a report asks
    for thousands of cells, and opening the Parquet files again for each was most of its time.
    """

    def __init__(self, lake: Lake, n: int | None = None, *, many: bool = False) -> None:
        self._lake, self._n = lake, n
        self._con = open_snapshot(lake, n)
        self._sql = dict(sql_files("evidence"))
        if many:
            for name in (*TABLES, *(name for name, _ in sql_files("views"))):
                view = quote_name(name)  # a temporary table hides the view of its name
                self._con.execute(f"CREATE TEMP TABLE {view} AS SELECT * FROM main.{view}")

    def __enter__(self) -> EvidenceReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._con.close()

    def ids(self, name: str, key: Mapping[str, Any], column: str) -> list[str]:
        """Ids of the records (for counts of documents: of the documents) behind one cell, sorted.

        `key` has a value for each key column of the comparison (null is a value). Raises ComparisonMissing where it
        has not.
        """
        wanted = comparison(name)
        missing = [part for part in wanted.key if part not in key]
        if missing or column not in dict(wanted.columns):
            raise ComparisonMissing(
                f"{name} has no cell {column} without {', '.join(missing) or 'that column'}."
            )
        parameters = {part: key[part] for part in wanted.key} | {"column": column}
        return [row[0] for row in self._con.execute(wanted.evidence_sql, parameters).fetchall()]

    def cells(self, name: str, columns: Sequence[str], limit: int) -> Iterator[CellEvidence]:
        """What stands behind every cell of these columns, `limit` ids of each, in one question for all.

        One question a cell took a hundred times as long: the evidence query runs once here, beside a table of all keys.
        """
        wanted = comparison(name)
        rows = read_comparison(self._lake, name, self._n).select(list(wanted.key))
        numbers = pa.array(range(rows.num_rows), pa.int64())
        self._con.register("asked_rows", rows.append_column("asked_row", numbers))
        self._con.register("asked_columns", pa.table({"asked_column": pa.array(columns, pa.string())}))
        query = _PARAMETER.sub(r'asked."\1"', wanted.evidence_sql)
        found = self._con.execute(self._sql["cells"].replace(_PLACE, query), {"limit": limit})
        while batch := found.fetchmany(_ROWS_AT_ONCE):
            for row, column, total, ids in batch:
                yield CellEvidence(row, column, total, tuple(ids))

    def rows(self, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Document, headings, source, span and quote of each id, in the order of the text."""
        found = self._con.sql(self._sql["items"], params={"ids": list(ids)})
        for batch in found.to_arrow_reader(_ROWS_AT_ONCE):
            yield from batch.to_pylist()

    def people(self) -> list[str]:
        """Every name and contact that was read, as printed and as normalised, each once, sorted."""
        return [row[0] for row in self._con.execute(self._sql["people"]).fetchall()]


def evidence(lake: Lake, name: str, key: Mapping[str, Any], column: str, n: int | None = None) -> list[str]:
    """Ids behind one cell; see EvidenceReader.ids."""
    with EvidenceReader(lake, n) as reader:
        return reader.ids(name, key, column)


def evidence_rows(
    lake: Lake, name: str, key: Mapping[str, Any], column: str, n: int | None = None, limit: int = 200
) -> list[dict[str, Any]]:
    """Document, source, span and quote of the first `limit` ids behind one cell, for people."""
    with EvidenceReader(lake, n) as reader:
        return list(reader.rows(reader.ids(name, key, column)[:limit]))
