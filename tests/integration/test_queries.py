"""The pages for readers of the tables: every query of docs/queries.md gives rows, docs/comparisons.md is whole."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from storage.compare import list_comparisons
from storage.lake import Lake
from storage.query import run_query
from storage.views import sql_files

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
QUERIES = re.findall(
    r"^### (.+?)\n(?:(?!^###).)*?^```sql\n(.*?)^```",
    (ROOT / "docs" / "queries.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)
SECTIONS = re.findall(
    r"^## (\w+) (.+?)\n(.*?)(?=^## |\Z)",
    (ROOT / "docs" / "comparisons.md").read_text("utf-8"),
    re.DOTALL | re.MULTILINE,
)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    folder = tmp_path_factory.mktemp("samples") / "lake"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "flows.cli", "run", SAMPLES / "corpus", "--lake", folder),
            *("--executor", "local", "--divisions", SAMPLES / "divisions.csv"),
        ],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 3, done.stderr  # one of the samples is meant to be refused
    return Lake.open(folder)


@pytest.fixture(scope="module")
def shell(lake: Lake) -> duckdb.DuckDBPyConnection:
    """The catalog as the plain shell opens it."""
    return duckdb.connect(str(lake.catalog), read_only=True)


@pytest.mark.parametrize(("question", "sql"), QUERIES, ids=[question for question, _ in QUERIES])
def test_every_question_of_the_page_has_an_answer(
    question: str, sql: str, shell: duckdb.DuckDBPyConnection
) -> None:
    rows = shell.execute(sql).fetchall()
    assert rows, question
    assert rows == shell.execute(sql).fetchall()  # and the same one again


def test_the_page_is_a_cookbook(lake: Lake) -> None:
    assert len(QUERIES) >= 25
    asked = "\n".join(sql for _, sql in QUERIES)
    for name, _ in sql_files("macros"):
        assert f"{name}(" in asked
    # what the shell answers, the locked connection answers too
    assert run_query(lake, "FROM side_by_side('青禾区', '听泉区')").table.num_rows == 10


def test_a_cell_leads_to_its_sentences_within_sql(shell: duckdb.DuckDBPyConnection) -> None:
    key = ("title", "province", "city", "district", "district_code")
    cells = shell.execute(
        f"SELECT {', '.join(key)}, mentions FROM compare.citations WHERE mentions > 0 ORDER BY ALL LIMIT 5"
    ).fetchall()
    for *values, mentions in cells:
        found = shell.execute(
            "SELECT quote FROM evidence.citations(?, ?, ?, ?, ?, 'mentions')", values
        ).fetchall()
        assert len(found) == mentions
        assert all(values[0] in quote for (quote,) in found)


def test_every_comparison_is_explained_to_its_readers() -> None:
    explained = {name: (title, text) for name, title, text in SECTIONS}
    for one in list_comparisons():
        title, text = explained[one.name]
        assert title == one.title
        for part in ("**Says**", "**Does not say**", "**Cite**"):
            assert part in text, (one.name, part)


def test_no_shared_sql_uses_what_earlier_releases_cannot_read_back() -> None:
    """A view is stored as text; the release before 2.0 takes if(…) in it for a function that it has not got."""
    stored = [*sql_files("views"), *sql_files("macros"), *sql_files("evidence"), *sql_files("alignments")]
    stored += [(name, sql) for name, sql in sql_files("comparisons") if name.endswith(".evidence")]
    code = {name: re.sub(r"--.*", "", sql) for name, sql in stored}
    assert [name for name, sql in code.items() if re.search(r"\bif\(", sql)] == []
