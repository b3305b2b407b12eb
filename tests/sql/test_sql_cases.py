"""Comparisons and checks as data: every folder `tests/sql/<comparison>/<case>/` is one case.

`<table>.jsonl` holds input rows (columns that are left out are null, or empty where they must not be), `divisions.csv`
the gazetteer, `codes.json` indicators and themes, `expected.csv` the rows that must come out: the columns of its header, in order; lists joined by `|`.
`evidence.json` names cells and the ids behind them. A check's case is `tests/sql/checks/<check>.<case>/`.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from storage.checks import run_checks
from storage.compare import list_comparisons, run_comparison
from storage.errors import MemoryExhausted
from storage.headers import comparison
from storage.merge import write_partition
from storage.model import CodeLists, Division, ObjectRef
from storage.parquet import encode, put_object, read_object, to_arrow
from storage.partitions import empty_partition
from storage.query import connect_to
from storage.schemas import TABLES
from storage.table import Column
from storage.tree import link_objects
from storage.views import sql_files

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/*/expected.csv"))
COMPARISON_CASES = [case for case in CASES if case.parent.name != "checks"]
CHECK_CASES = [case for case in CASES if case.parent.name == "checks"]


def name_of(case: Path) -> str:
    return f"{case.parent.name}-{case.name}"


def build_tree(case: Path, base: Path) -> Path:
    """A snapshot's folder with the rows of a case; all rows of a table lie in one file."""
    refs = []
    for table in TABLES.values():
        file = case / f"{table.name}.jsonl"
        found = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        rows = to_arrow(table, {c.name: [_value(c, row) for row in found] for c in table.columns})
        # Without folders the place would have to be the same in all rows of a case.
        for values in {tuple(row.get(c) for c in table.partition_by): 0 for row in found}:
            mine = pa.array([tuple(row.get(c) for c in table.partition_by) == values for row in found])
            partition = tuple(zip(table.partition_by, values, strict=True))
            refs += write_partition(base, table, partition, rows.filter(mine))
        if not found:
            refs += [_empty(base, table.name)]
    link_objects(base, base / "tree", refs)
    return base / "tree"


def _empty(base: Path, name: str) -> ObjectRef:
    table = TABLES[name]
    return ObjectRef(name, empty_partition(table), 0, 0, put_object(base, encode(to_arrow(table, {}), 10)))


def _value(column: Column, row: dict[str, Any]) -> Any:
    value = row.get(column.name)
    if value is not None and pa.types.is_date(column.type):
        return dt.date.fromisoformat(value)
    if value is not None and pa.types.is_decimal(column.type):
        return Decimal(value)
    if value is not None or column.nullable:
        return value
    if pa.types.is_list(column.type):
        return []
    return "" if pa.types.is_string(column.type) else False if pa.types.is_boolean(column.type) else 0


def divisions_of(case: Path) -> tuple[Division, ...]:
    file = case / "divisions.csv"
    rows = csv.DictReader(file.read_text("utf-8").splitlines()) if file.exists() else ()
    return tuple(Division(**{name: value or None for name, value in row.items()}) for row in rows)  # type: ignore[arg-type]


def lists_of(case: Path) -> CodeLists:
    """`codes.json` of a case: its indicators and themes."""
    file = case / "codes.json"
    found = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return CodeLists(tuple(found.get("indicators", ())), tuple(found.get("themes", ())))


def as_text(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value)


def expected_of(case: Path) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader((case / "expected.csv").read_text("utf-8").splitlines())
    return header, rows


def test_a_comparison_that_lacks_memory_says_what_to_set(tmp_path: Path) -> None:
    case = COMPARISON_CASES[0]
    with pytest.raises(
        MemoryExhausted, match=f"{case.parent.name} needs more memory than the 1MB.*COMPARISON_MEMORY"
    ):
        run_comparison(
            tmp_path, build_tree(case, tmp_path), case.parent.name, divisions_of(case), memory="1MB"
        )


@pytest.mark.parametrize("case", COMPARISON_CASES, ids=name_of)
def test_comparison(case: Path, tmp_path: Path) -> None:
    tree = build_tree(case, tmp_path)
    name = case.parent.name
    ref = run_comparison(tmp_path, tree, name, divisions_of(case), lists=lists_of(case))
    found = read_object(tmp_path, ref.sha256).to_pylist()
    header, rows = expected_of(case)
    assert [[as_text(row[column]) for column in header] for row in found] == rows
    with connect_to(tree) as con:
        check_counts(con, name, found)
        check_evidence(con, name, case / "evidence.json")


def ids_of(con: duckdb.DuckDBPyConnection, name: str, key: dict[str, Any], column: str) -> list[str]:
    parameters = key | {"column": column}
    return [row[0] for row in con.execute(comparison(name).evidence_sql, parameters).fetchall()]


def check_counts(con: duckdb.DuckDBPyConnection, name: str, found: list[dict[str, Any]]) -> None:
    """The evidence of every counted cell is as many ids as the cell says."""
    for row in found:
        key = {column: row[column] for column in comparison(name).key}
        for column in comparison(name).counted:
            assert len(ids_of(con, name, key, column)) == row[column], (key, column)


def check_evidence(con: duckdb.DuckDBPyConnection, name: str, file: Path) -> None:
    for cell in json.loads(file.read_text("utf-8")):
        assert ids_of(con, name, cell["key"], cell["column"]) == cell["ids"], cell


@pytest.mark.parametrize("case", CHECK_CASES, ids=name_of)
def test_check(case: Path, tmp_path: Path) -> None:
    """The check of the folder's name finds the expected rows; the case's folder `before` is an earlier snapshot."""
    wanted = case.name.partition(".")[0]
    before = build_tree(case / "before", tmp_path / "before") if (case / "before").is_dir() else None
    (result,) = [one for one in run_checks(build_tree(case, tmp_path), before) if one.name == wanted]
    header, rows = expected_of(case)
    assert [[as_text(row[column]) for column in header] for row in result.rows] == rows


def test_every_comparison_and_check_has_a_case() -> None:
    covered = {case.parent.name for case in COMPARISON_CASES} | {
        c.name.partition(".")[0] for c in CHECK_CASES
    }
    names = {one.name for one in list_comparisons()} | {name for name, _ in sql_files("checks")}
    assert names - covered == set()


def test_comparisons_name_all_their_columns(tmp_path: Path) -> None:
    tree = build_tree(HERE / "nothing", tmp_path)
    for one in list_comparisons():
        ref = run_comparison(tmp_path, tree, one.name, ())
        assert read_object(tmp_path, ref.sha256).column_names == [name for name, _ in one.columns], one.name
