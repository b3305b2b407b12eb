"""The commands that read a lake, as people and machines use them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.local import run_locally
from flows.progress import Silent
from storage.schemas import TABLES
from tasks.steps.options import Options
from tests.integration.conftest import DIVISIONS, ROOT, report


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small published lake."""
    base = tmp_path_factory.mktemp("cli")
    corpus = base / "corpus"
    corpus.mkdir()
    for n, district in enumerate(("青禾区", "石桥县")):
        (corpus / f"{district}.txt").write_text(report(district, 2023, n + 3), encoding="utf-8")
    (corpus / "图片.txt").write_bytes(bytes(range(256)) * 40)
    run_locally(Options(corpus, base / "lake", DIVISIONS.encode()), Silent())
    return base / "lake"


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def data(*arguments: object) -> Any:
    result = call(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_help_is_light() -> None:
    """It must answer at once: none of what takes long to import may be imported."""
    heavy = {"prefect", "distributed", "dask", "duckdb", "pyarrow", "pydantic", "jieba", "rjieba", "tasks"}
    check = f"import sys, flows.cli; sys.exit(str({heavy} & {{m.split('.')[0] for m in sys.modules}} or 0))"
    done = subprocess.run([sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True)
    assert done.stderr.strip() in ("", "0")


def test_help_teaches() -> None:
    text = call("--help").output
    assert all(f"duizhao {name}" in text for name in ("run", "status", "compare", "show", "query"))
    for command in app.registered_commands:
        assert command.name is not None
        assert call(command.name, "--help").exit_code == 0


def test_status(lake: Path) -> None:
    status = data("status", "--lake", lake)
    assert status["snapshot"] == 1
    assert status["tables"]["documents"] == 2
    assert [row["source_path"] for row in status["refused"]] == ["图片.txt"]
    shown = call("status", "--lake", lake).output
    assert "E_BINARY" in shown and "图片.txt" in shown


def test_tables_explain_every_column() -> None:
    names = [row["table"] for row in data("tables")]
    assert set(TABLES) <= set(names)
    assert "compare.coverage" in names
    columns = data("tables", "metrics")
    assert [row["column"] for row in columns] == [column.name for column in TABLES["metrics"].columns]
    assert all(row["meaning"] for row in columns)
    assert call("tables", "nothing").exit_code == 2


def test_query_in_all_formats(lake: Path) -> None:
    sql = "SELECT district, count(*) AS n FROM documents GROUP BY ALL ORDER BY ALL"
    assert data("query", sql, "--lake", lake) == [
        {"district": "石桥县", "n": 1},
        {"district": "青禾区", "n": 1},
    ]
    text = call("query", sql, "--lake", lake, "--format", "csv").stdout
    assert list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[1:] == [["石桥县", "1"], ["青禾区", "1"]]
    assert "青禾区" in call("query", sql, "--lake", lake).output


def test_query_says_where_it_was_cut(lake: Path) -> None:
    result = call("query", "FROM range(50)", "--lake", lake, "--limit", "3")
    assert result.exit_code == 0
    assert "Only the first 3 rows" in result.output


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW documents",
        "SELECT 1; SELECT 2",
        "SELEKT 1",
        "FROM read_text('/etc/passwd')",
        "COPY documents TO 'x'",
    ],
)
def test_query_only_reads_the_lake(lake: Path, sql: str) -> None:
    result = call("query", sql, "--lake", lake)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


@pytest.mark.parametrize("table", ["metrics", "documents", "sources", "compare.coverage"])
def test_path_can_be_pasted_into_duckdb(lake: Path, table: str) -> None:
    call_ = data("path", table, "--lake", lake)["read_parquet"]
    rows = duckdb.execute(f"SELECT count(*) FROM {call_}").fetchone()
    expected = data("query", f"SELECT count(*) AS n FROM {table}", "--lake", lake)
    assert rows == (expected[0]["n"],)


def test_compare_lists_prints_and_filters(lake: Path) -> None:
    assert "coverage" in [row["name"] for row in data("compare")]
    rows = data("compare", "coverage", "--lake", lake)
    assert {"青禾区", "石桥县", "柳湾区"} <= {row["district"] for row in rows}
    one = data("compare", "coverage", "--lake", lake, "--district", "青禾区")
    assert {row["district"] for row in one} == {"青禾区"}
    assert call("compare", "nothing", "--lake", lake).exit_code == 2


def test_show_gives_each_fact_its_sentence(lake: Path) -> None:
    choice = data("show", "法治政府", "--lake", lake)["documents"]
    assert [row["district"] for row in choice] == ["石桥县", "青禾区"]
    found = data("show", choice[1]["id"], "--lake", lake)
    assert found["document"]["district"] == "青禾区"
    assert "优化营商环境" in [section["heading"] for section in found["sections"]]
    assert "法治政府建设实施纲要" in [row["title"] for row in found["records"]["citations"]]
    shown = call("show", "青禾区.txt", "--lake", lake).output
    assert "一、主要举措" in shown
    assert "认真落实《法治政府建设实施纲要》" in shown
    assert call("show", "没有这个", "--lake", lake).exit_code == 2


def test_explain_needs_no_lake(lake: Path) -> None:
    corpus = lake.parent / "corpus"
    divisions = lake.parent / "divisions.csv"
    divisions.write_text(DIVISIONS, encoding="utf-8")
    found = data("explain", corpus / "青禾区.txt", "--corpus", corpus, "--divisions", divisions)
    assert (found["file"]["path"], found["file"]["encoding"]) == ("青禾区.txt", "utf-8")
    (document,) = found["documents"]
    assert (document["district_code"], document["year"]) == ("990101", 2023)
    assert document["district_basis"] and document["year_basis"] and document["cut_reason"]
    refused = data("explain", corpus / "图片.txt")["refusals"]
    assert [row["code"] for row in refused] == ["E_BINARY"]
    assert call("explain", corpus / "nothing.txt").exit_code == 2
