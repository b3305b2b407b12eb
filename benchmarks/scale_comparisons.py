"""What all comparisons cost on a generated lake: districts × years of invented rows, straight into Parquet.

    python -m benchmarks.scale_comparisons [--districts 2800] [--years 5] [--folder FOLDER]

Each comparison runs in a process of its own with two threads, so that its time and its peak of memory are its own. The
words are drawn from a small invented vocabulary: a fifth of the sentences are formulae that many documents share.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow as pa

from storage.compare import align, list_comparisons, register_lists, run_comparison
from storage.model import Division
from storage.schemas import TABLES
from storage.table import Table
from storage.views import ALIGNMENTS, quote_name, quote_text
from tasks.steps.fingerprint import code_lists

_GENERATE = "rows"
ROWS = resources.files("benchmarks") / "scale_rows.sql"


def main() -> None:
    """Generate the lake where it is not there, then run and measure every comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--districts", type=int, default=2800)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "duizhao-scale")
    parser.add_argument("--only", help="run this one here and now, without measuring the others")
    options = parser.parse_args()
    tree = options.folder / f"{options.districts}x{options.years}"
    if options.only == _GENERATE:
        _generate(tree, options.districts, options.years)
        return
    if options.only:
        _run(options.folder, tree, options.only, options.districts)
        return
    if not tree.exists():
        # in a process of its own: a child's peak of memory begins with that of its parent
        subprocess.run(
            [sys.executable, "-m", "benchmarks.scale_comparisons", *sys.argv[1:], "--only", _GENERATE],
            check=True,
        )
    again = [sys.executable, "-m", "benchmarks.scale_comparisons", "--districts", str(options.districts)]
    again += ["--years", str(options.years), "--folder", str(options.folder), "--only"]
    for name in (ALIGNMENTS, *(one.name for one in list_comparisons())):
        subprocess.run([*again, name], check=True)


def _run(root: Path, tree: Path, name: str, districts: int) -> None:
    if name == ALIGNMENTS:
        shutil.rmtree(tree / ALIGNMENTS, ignore_errors=True)  # else they are only read again
    began, before = time.perf_counter(), time.process_time()
    made = (
        align(root, tree)
        if name == ALIGNMENTS
        else run_comparison(root, tree, name, _divisions(districts), lists=code_lists())
    )
    seconds, cpu = time.perf_counter() - began, time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = f"{made.rows:9,} rows {made.size / 1e6:7.1f} MB"
    print(f"{name:16} {seconds:7.1f} s {cpu:7.1f} CPU s {peak:7.0f} MB {size}", flush=True)


def _divisions(districts: int) -> list[Division]:
    """The districts that have documents, and one in fifty more that has none."""
    return [
        Division(f"{number:06}", f"第{number}区", "county", f"第{number // 10}市", f"第{number // 100}省")
        for number in range(districts + districts // 50)
    ]


def _generate(tree: Path, districts: int, years: int) -> None:
    """Write the rows of benchmarks/scale_rows.sql, table by table, into the folders of a snapshot."""
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as con:
        con.register("size", pa.table({"districts": [districts], "years": [years]}))
        register_lists(con, code_lists())
        con.execute(ROWS.read_text("utf-8"))
        made = {name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        for table in TABLES.values():
            con.register("contract", table.arrow_schema.empty_table())
            rows = f"made_{table.name}" if f"made_{table.name}" in made else "contract"
            _write(con, table, rows, tree)


def _write(con: duckdb.DuckDBPyConnection, table: Table, rows: str, tree: Path) -> None:
    folder = tree / table.name
    folder.mkdir(parents=True)
    columns = ", ".join(quote_name(column.name) for column in table.columns)
    query = f"SELECT {columns} FROM (FROM contract UNION ALL BY NAME FROM {rows})"
    if rows == "contract" or not table.partition_by:
        target = folder.joinpath(*(f"{name}=x" for name in table.partition_by if name != "year"))
        target = target / "year=__HIVE_DEFAULT_PARTITION__" if "year" in table.partition_by else target
        target.mkdir(parents=True, exist_ok=True)
        con.execute(f"COPY ({query}) TO {quote_text(str(target / 'data.parquet'))}")
        return
    parts = ", ".join(table.partition_by)
    con.execute(
        f"COPY ({query} ORDER BY {parts}, district_code, document_id) TO {quote_text(str(folder))} "
        f"(FORMAT parquet, PARTITION_BY ({parts}), WRITE_PARTITION_COLUMNS true, OVERWRITE_OR_IGNORE true)"
    )


if __name__ == "__main__":
    main()
