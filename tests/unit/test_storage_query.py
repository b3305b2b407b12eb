"""Questions in SQL: what is answered, and what is refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from storage.errors import ComparisonMissing, LakeMissing, QueryRefused
from storage.evidence import evidence, evidence_rows
from storage.lake import Lake
from storage.query import open_snapshot, run_query
from storage.schemas import TABLES
from storage.views import sql_files

FIRST = "东岭省/云溪市/青禾区/990101/2024/notice\n落实《水利条例》。学习《水利条例》。"
SECOND = "东岭省/云溪市/石桥县/990102/2023/notice\n落实《水利条例》。"


@pytest.fixture(scope="module")
def published(make_world: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    # A quote and glob characters in the path: it stands in every view.
    base = tmp_path_factory.mktemp("it's [a]*")
    (base / "corpus").mkdir()
    world = make_world(base)
    world.put("a.txt", FIRST)
    world.put("b.txt", SECOND)
    world.run()
    yield world


def test_every_table_is_a_view_with_its_declared_columns(published: Any) -> None:
    with open_snapshot(published.lake) as con:
        for table in TABLES.values():
            found = con.execute(f"DESCRIBE {table.name}").fetchall()
            assert [row[0] for row in found] == [column.name for column in table.columns]
            assert {row[0]: row[1] for row in found}.get("year", "INTEGER") == "INTEGER"


def test_rows_are_limited(published: Any) -> None:
    result = run_query(published.lake, "FROM range(10)", max_rows=3)
    assert (result.table.num_rows, result.truncated) == (3, True)
    assert not run_query(published.lake, "SELECT 1;", max_rows=1).truncated


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1; SELECT 2",
        "",
        "CREATE TABLE t (a INT)",
        "COPY (SELECT 1) TO '{snapshot}/evil.parquet'",
        "ATTACH '{snapshot}/evil.duckdb'",
        "SET enable_external_access = true",
        "PRAGMA enable_profiling",
        "INSTALL httpfs",
        "EXPORT DATABASE '{snapshot}/x'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_text('{snapshot}/../../CURRENT')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_csv('http://localhost/x.csv')",
        "SELECT * FROM missing",
        "SELECT nonsense FROM documents",
    ],
)
def test_all_else_is_refused(published: Any, sql: str) -> None:
    snapshot = published.lake.snapshot_path()
    before = published.files()
    with pytest.raises(QueryRefused):
        run_query(published.lake, sql.format(snapshot=snapshot))
    assert published.files() == before


def test_python_variables_are_out_of_reach(published: Any) -> None:
    secret = run_query(published.lake, "SELECT 'mine' AS value").table
    assert secret.num_rows == 1
    with pytest.raises(QueryRefused):
        run_query(published.lake, "SELECT * FROM secret")


def test_a_long_query_is_stopped(published: Any) -> None:
    started = time.monotonic()
    with pytest.raises(QueryRefused, match="longer than"):
        run_query(
            published.lake,
            "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b",
            timeout=0.3,
        )
    assert time.monotonic() - started < 20


def test_a_lake_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(LakeMissing, match="duizhao run"):
        Lake.open(tmp_path)


def test_the_catalog_has_views_and_comments(published: Any) -> None:
    with duckdb.connect(str(published.lake.catalog), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM documents").fetchall() == [(2,)]
        assert con.execute("SELECT count(*) FROM compare.coverage").fetchall() == [(3,)]
        silent = con.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
        ).fetchall()
        shared = {name for name, _ in sql_files("views")}
        assert [row for row in silent if row[0] not in shared] == []
        (about,) = con.execute(
            "SELECT comment FROM duckdb_views() WHERE view_name = 'documents'"
        ).fetchone() or ("",)
        assert about == "文档: one row per document"


def test_the_printed_glob_can_be_pasted(published: Any) -> None:
    glob = published.lake.partition_glob("citations")
    with duckdb.connect() as con:
        found = con.execute(
            "SELECT province, year FROM read_parquet(?, hive_partitioning = true, "
            "hive_types = {'province': VARCHAR, 'city': VARCHAR, 'year': INTEGER}) ORDER BY ALL",
            [glob],
        ).fetchall()
    assert found == [("东岭省", 2023), ("东岭省", 2024), ("东岭省", 2024)]


KEY = {
    "title": "水利条例",
    "province": "东岭省",
    "city": "云溪市",
    "district": "青禾区",
    "district_code": "990101",
}


def test_a_cell_leads_to_its_quotes(published: Any) -> None:
    assert len(evidence(published.lake, "citations", KEY, "mentions")) == 2
    rows = evidence_rows(published.lake, "citations", KEY, "mentions")
    assert [(row["quote"], row["source_path"]) for row in rows] == [("《水利条例》", "a.txt")] * 2
    for row in rows:
        assert FIRST[row["start_char"] : row["end_char"]] == row["quote"]


def test_a_cell_that_is_not_there(published: Any) -> None:
    for name, key, column in (
        ("nothing", KEY, "mentions"),
        ("citations", KEY, "nothing"),
        ("citations", {}, "mentions"),
    ):
        with pytest.raises(ComparisonMissing):
            evidence(published.lake, name, key, column)
