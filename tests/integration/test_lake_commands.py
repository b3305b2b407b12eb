"""The commands that plan, keep and export a lake, as people and machines use them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.local import run_locally
from flows.progress import Silent
from storage import checks
from tasks.steps.options import Options
from tests.integration.conftest import DIVISIONS, report

BINARY = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, its divisions, and a lake with two snapshots; 图片.txt is refused."""
    base = tmp_path_factory.mktemp("keeping")
    corpus = base / "corpus"
    corpus.mkdir()
    (base / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    (corpus / "青禾区.txt").write_text(report("青禾区", 2023, 3), encoding="utf-8")
    (corpus / "图片.txt").write_bytes(BINARY)
    options = Options(corpus, base / "lake", DIVISIONS.encode())
    run_locally(options, Silent())
    formula = report("石桥县", 2023, 4).replace("石桥县人民政府关于", "=石桥县人民政府关于")
    (corpus / "石桥县.txt").write_text(formula, encoding="utf-8")
    run_locally(options, Silent())
    return base


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


def data(*arguments: object, code: int = 0) -> Any:
    result = call(*arguments, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def over(base: Path, lake: str = "lake") -> list[object]:
    return [base / "corpus", "--lake", base / lake, "--divisions", base / "divisions.csv"]


def test_plan_says_what_a_run_would_do_and_writes_nothing(base: Path) -> None:
    assert data("plan", *over(base)) == {
        "files": [],
        "compare": False,
        "code": False,
        "empty": True,
        "stop": None,
    }
    fresh = data("plan", *over(base, "another"))
    assert {(row["path"], row["action"]) for row in fresh["files"]} == {
        ("图片.txt", "read"),
        ("石桥县.txt", "read"),
        ("青禾区.txt", "read"),
    }
    assert not (base / "another").exists()
    assert "Nothing to do" in call("plan", *over(base)).output


def test_plan_gives_each_file_its_cause(base: Path) -> None:
    corpus = base / "corpus"
    gone, changed = corpus / "青禾区.txt", corpus / "石桥县.txt"
    contents = gone.read_bytes(), changed.read_bytes()
    try:
        gone.unlink()
        changed.write_bytes(contents[1] + "又一句话。\n".encode())
        plan = data("plan", *over(base))
        assert [(row["path"], row["action"]) for row in plan["files"]] == [
            ("石桥县.txt", "read"),
            ("青禾区.txt", "remove"),
        ]
        assert "content" in plan["files"][0]["why"]
        assert "published files are gone" in plan["stop"]
        assert data("plan", *over(base), "--keep-missing")["stop"] is None
    finally:
        gone.write_bytes(contents[0])
        changed.write_bytes(contents[1])
    (base / "more.csv").write_text(DIVISIONS + "990104,云溪新区,district,990100\n", encoding="utf-8")
    rules = data("plan", corpus, "--lake", base / "lake", "--divisions", base / "more.csv")
    assert len(rules["files"]) == 3 and all("rules" in row["why"] for row in rules["files"])
    assert rules["compare"]


def test_retry_reads_what_was_refused_and_publishes_only_news(base: Path) -> None:
    again = data("retry", *over(base), code=3)
    assert (again["read"], again["published"], again["unchanged"]) == (1, False, 2)
    assert list((base / "lake" / "_staging").iterdir()) == [], "or the next run would not try again"
    assert data("retry", *over(base), "--code", "E_BINARY", code=3)["read"] == 1
    wrong = call("retry", *over(base), "--code", "E_NOTHING")
    assert wrong.exit_code == 2
    assert "E_BINARY" in wrong.output


def test_snapshots_and_diff(base: Path) -> None:
    listed = data("snapshots", "--lake", base / "lake")
    assert [(row["number"], row["documents"], row["is_current"]) for row in listed] == [
        (1, 1, False),
        (2, 2, True),
    ]
    found = data("diff", "--lake", base / "lake")
    assert (found["old"], found["new"]) == (1, 2)
    assert [(row["change"], row["source_path"]) for row in found["documents"]] == [("added", "石桥县.txt")]
    counts = {(row["table"], row["district"]): row["added"] for row in found["rows"]}
    assert counts["documents", "石桥县"] == 1 and counts["measures", "石桥县"] == 2
    assert data("diff", 2, 2, "--lake", base / "lake")["rows"] == []
    assert "石桥县" in call("diff", 1, 2, "--lake", base / "lake").output
    assert call("diff", 1, 9, "--lake", base / "lake").exit_code == 2


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_export_of_all_tables(base: Path, tmp_path: Path, kind: str) -> None:
    done = data("export", "all", "--format", kind, "--out", tmp_path / "out", "--lake", base / "lake")
    rows = {row["table"]: row["rows"] for row in done}
    assert rows["documents"] == 2 and "compare.coverage" in rows
    for row in done:
        file = Path(row["path"])
        if kind == "parquet":
            assert pq.read_metadata(file).num_rows == row["rows"]
        else:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                assert sum(1 for _ in csv.reader(lines)) == row["rows"] + 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"{name}.{kind}" for name in rows}


def test_export_as_a_database(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "districts.duckdb"
    done = data("export", "all", "--format", "duckdb", "--out", out, "--lake", base / "lake")
    with duckdb.connect(str(out), read_only=True) as con:
        for row in done:
            assert con.execute(f"SELECT count(*) FROM {row['table']}").fetchall() == [(row["rows"],)]


def test_csv_has_no_formulas_unless_asked_for(base: Path, tmp_path: Path) -> None:
    for flags, first in (((), "'="), (("--raw",), "=")):
        out = tmp_path / f"documents{len(flags)}.csv"
        data("export", "documents", "--format", "csv", "--out", out, "--lake", base / "lake", *flags)
        with out.open(encoding="utf-8-sig", newline="") as lines:
            texts = {row["district"]: row["text"] for row in csv.DictReader(lines)}
        assert texts["石桥县"].startswith(f"{first}石桥县")
    sql = "SELECT '=1+1' AS text, -1 AS number"
    assert "'=1+1,-1" in call("query", sql, "--format", "csv", "--lake", base / "lake").stdout


def test_export_overwrites_nothing(base: Path, tmp_path: Path) -> None:
    out = tmp_path / "documents.csv"
    out.write_text("mine")
    arguments = ("export", "documents", "--format", "csv", "--lake", base / "lake", "--out")
    assert call(*arguments, out).exit_code == 2
    assert out.read_text() == "mine"
    assert call(*arguments, base / "lake" / "documents.csv").exit_code == 2
    assert call("export", "nothing", "--out", tmp_path / "x", "--lake", base / "lake").exit_code == 2


def test_the_lake_is_checked_repaired_rolled_back_and_cleaned(base: Path) -> None:
    lake = base / "lake"
    assert data("fsck", "--lake", lake)["agrees"]
    (lake / "CURRENT").unlink()
    broken = data("fsck", "--lake", lake, code=1)
    assert [row["kind"] for row in broken["findings"]] == ["current"]
    assert "--repair" in call("fsck", "--lake", lake).output
    assert data("fsck", "--repair", "--lake", lake)["repaired"] == 1
    assert data("rollback", 1, "--lake", lake)["snapshot"] == 3
    assert data("status", "--lake", lake)["tables"]["documents"] == 1
    assert [row["action"] for row in data("plan", *over(base))["files"]] == ["read"]
    assert data("gc", "--lake", lake)["snapshots"] == []
    assert data("rollback", 2, "--lake", lake)["snapshot"] == 4
    assert data("fsck", "--lake", lake)["agrees"]
    assert call("rollback", 77, "--lake", lake).exit_code == 2
    assert call("fsck", "--lake", base / "nowhere").exit_code == 2


def test_a_failing_check_stops_a_run_until_it_is_accepted_with_a_reason(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strict = "-- title: No document may be from 青禾区\n-- severity: error\nSELECT title FROM documents WHERE district = '青禾区'"
    monkeypatch.setattr(checks, "sql_files", lambda folder: [("strict", strict)])
    over = [base / "corpus", "--lake", tmp_path / "lake", "--divisions", base / "divisions.csv"]
    stopped = call("run", *over, "--executor", "local")
    assert stopped.exit_code == 1
    assert "strict: No document may be from 青禾区 (1 rows)" in stopped.output
    assert "青禾区人民政府关于2023年" in stopped.output
    assert not (tmp_path / "lake" / "CURRENT").exists()
    accepted = call("run", *over, "--executor", "local", "--accept", "strict=它就在那里")
    assert accepted.exit_code == 3, accepted.output
    (snapshot,) = data("snapshots", "--lake", tmp_path / "lake")
    assert snapshot["accepted"] == [{"check": "strict", "reason": "它就在那里", "rows": 1}]
    assert (
        "strict was accepted with 1 rows: 它就在那里" in call("snapshots", "--lake", tmp_path / "lake").output
    )


def test_corrections_are_made_published_and_missed_when_they_fit_no_longer(
    base: Path, tmp_path: Path
) -> None:
    lake, file = tmp_path / "lake", tmp_path / "corrections.csv"
    over = [base / "corpus", "--lake", lake, "--divisions", base / "divisions.csv"]
    header = "document_id,table,row_id,field,expected,value,reason\n"
    file.write_text(header, encoding="utf-8")
    assert call("run", *over, "--corrections", file, "--executor", "local").exit_code == 3
    sql = "SELECT document_id, record_id, value, quote FROM metrics WHERE district = '青禾区' AND value = 3 ORDER BY quote"
    first = data("query", sql, "--lake", lake)[0]
    line = f"{first['document_id']},metrics,{first['record_id']},value,3,4,印刷错误\n"
    file.write_text(header + line, encoding="utf-8")
    plan = data("plan", *over, "--corrections", file)
    assert [(row["path"], row["why"]) for row in plan["files"]] == [
        ("青禾区.txt", "corrections of a document in it changed")
    ]
    assert call("run", *over, "--corrections", file, "--executor", "local").exit_code == 3
    rows = data("query", "SELECT m.value, c.reason FROM corrections AS c JOIN metrics AS m ON c.row_id = m.record_id", "--lake", lake)  # fmt: skip
    assert [(float(row["value"]), row["reason"]) for row in rows] == [(4.0, "印刷错误")]
    file.write_text(header + line.replace("value,3,4", "value,5,4"), encoding="utf-8")
    stopped = call("run", *over, "--corrections", file, "--executor", "local")
    assert stopped.exit_code == 1
    assert "line 2 · status other_value" in stopped.output and "found 3" in stopped.output
    file.write_text(header + line.replace("印刷错误", ""), encoding="utf-8")
    wrong = call("run", *over, "--corrections", file, "--executor", "local")
    assert (wrong.exit_code, "Line 2: reason is empty" in wrong.output) == (2, True)
