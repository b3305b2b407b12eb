"""How much of what is called the same is the same, and how much of it is found: pairs that a person labelled.

tests/cases/alignments.json holds sentences and headlines of samples/, each beside what another district would have
written (`same`), or beside another one on the same subject. Word order, numbers, names and emphasis differ in the
former; form and subject agree in the latter.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storage.views import sql_files

PAIRS = json.loads((Path(__file__).parents[1] / "cases" / "alignments.json").read_text("utf-8"))
ROWS = """
    CREATE TABLE {table} AS
    SELECT
        id AS {key}, id AS document_id, '望川省' AS province, '云泽市' AS city,
        CASE WHEN ends_with(id, 'a') THEN '青禾区' ELSE '岚桥县' END AS district,
        NULL::VARCHAR AS district_code, 2024 AS year, text AS {column}
    FROM (SELECT unnest($rows, recursive := true)) AS one
"""


def groups_of(pairs: list[dict[str, Any]], threads: int = 2) -> list[tuple[Any, ...]]:
    """The alignments among all texts of the pairs, which stand in two districts."""
    with duckdb.connect(config={"threads": threads}) as con:
        for kind, table, key, column in (
            ("sentence", "sentences", "sentence_id", "text"),
            ("measure", "measures", "record_id", "headline"),
        ):
            rows = [
                {"id": f"{number:03}{side}", "text": pair[name]}
                for number, pair in enumerate(pairs)
                if pair["kind"] == kind
                for side, name in (("a", "one"), ("b", "other"))
            ]
            con.execute(ROWS.format(table=table, key=key, column=column), {"rows": rows})
        return con.execute(dict(sql_files("alignments"))["alignments"]).fetchall()


@pytest.mark.parametrize(("kind", "precision", "recall"), [("sentence", 1.0, 0.9), ("measure", 0.9, 0.8)])
def test_precision_and_recall(kind: str, precision: float, recall: float) -> None:
    group = {row[1]: row[2] for row in groups_of(PAIRS) if row[0] == kind}
    found = {
        number: group.get(f"{number:03}a", "a") == group.get(f"{number:03}b", "b")
        for number, pair in enumerate(PAIRS)
        if pair["kind"] == kind
    }
    right = sum(PAIRS[number]["same"] for number, same in found.items() if same)
    wrong = [PAIRS[number] for number, same in found.items() if same != PAIRS[number]["same"]]
    assert right / sum(found.values()) >= precision, wrong
    assert right / sum(PAIRS[number]["same"] for number in found) >= recall, wrong


def test_neither_the_order_of_rows_nor_the_threads_matter() -> None:
    once = groups_of(PAIRS, threads=1)
    assert once and once == groups_of(PAIRS, threads=4)
