"""From a cell of a comparison to the records and documents behind it.

Each comparison has an evidence query beside it: it takes the row's key and a column as bound parameters and returns
the ids. To keep the ids of all evidence in each row would outweigh the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage.errors import ComparisonMissing
from storage.headers import comparison
from storage.lake import Lake
from storage.query import open_snapshot
from storage.views import sql_files


def evidence(lake: Lake, name: str, key: Mapping[str, Any], column: str, n: int | None = None) -> list[str]:
    """Ids of the records (for counts of documents: of the documents) behind one cell, sorted.

    `key` has a value for each key column of the comparison (null is a value). Raises ComparisonMissing where it has
    not.
    """
    wanted = comparison(name)
    missing = [part for part in wanted.key if part not in key]
    if missing or column not in dict(wanted.columns):
        raise ComparisonMissing(f"{name} has no cell {column} without {', '.join(missing) or 'that column'}.")
    parameters = {part: key[part] for part in wanted.key} | {"column": column}
    with open_snapshot(lake, n) as con:
        return [row[0] for row in con.execute(wanted.evidence_sql, parameters).fetchall()]


def evidence_rows(
    lake: Lake, name: str, key: Mapping[str, Any], column: str, n: int | None = None, limit: int = 200
) -> list[dict[str, Any]]:
    """The same with document, source, span and quote of each, for people."""
    ids = evidence(lake, name, key, column, n)[:limit]
    with open_snapshot(lake, n) as con:
        rows: pa.Table = con.execute(dict(sql_files("evidence"))["items"], {"ids": ids}).to_arrow_table()
        return rows.to_pylist()  # type: ignore[no-any-return]
