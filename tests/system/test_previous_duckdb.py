"""Whoever has the DuckDB release before this one opens the lake with it: every question of the cookbook, the same answer.

The release is taken from the package index into a folder of its own; where there is none to be had, the test fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest

from flows.local import run_locally
from flows.progress import Silent
from storage.lake import Lake
from storage.schemas import TABLES
from tasks.steps.options import Options
from tests.integration.test_queries import QUERIES, SAMPLES

pytestmark = pytest.mark.system

PATIENTLY = Path(__file__).parents[2] / "deployments" / "patiently"

PLAIN = "SELECT district, count(*) FROM read_parquet('{glob}', hive_partitioning = false) GROUP BY ALL ORDER BY ALL"
"""A question to the files themselves, without the catalog."""

ASK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import duckdb
con = duckdb.connect(sys.argv[2], read_only=True)
answers = [con.execute(sql).fetchall() for sql in json.load(sys.stdin)]
json.dump([duckdb.__version__, answers], sys.stdout, default=str)
"""


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    root = tmp_path_factory.mktemp("samples") / "lake"
    divisions = (SAMPLES / "divisions.csv").read_bytes()
    run_locally(Options(SAMPLES / "corpus", root, divisions=divisions), Silent())
    return Lake.open(root)


@pytest.fixture(scope="module")
def previous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the newest release of DuckDB before the minor version that is installed."""
    folder = tmp_path_factory.mktemp("duckdb")
    wanted = f"duckdb<{'.'.join(version('duckdb').split('.')[:2])}"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), wanted]
    done = subprocess.run([PATIENTLY, *pip], capture_output=True, encoding="utf-8", timeout=280)
    assert done.returncode == 0, f"{wanted} is not to be had from the package index: {done.stderr}"
    return folder


def test_the_release_before_answers_every_question_alike(lake: Lake, previous: Path) -> None:
    tree = lake.snapshot_path()
    plain = [
        PLAIN.format(glob=f"{tree}/{table.name}/{'*/' * len(table.partition_by)}*.parquet")
        for table in TABLES.values()
        if "district" in table.arrow_schema.names
    ]
    asked = [*(sql for _, sql in QUERIES), *plain]
    done = subprocess.run(
        [sys.executable, "-c", ASK, previous, lake.catalog],
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    release, answers = json.loads(done.stdout)
    assert release != duckdb.__version__
    with duckdb.connect(str(lake.catalog), read_only=True) as con:
        for sql, found in zip(asked, answers, strict=True):
            assert found == json.loads(json.dumps(con.execute(sql).fetchall(), default=str)), sql
