"""The audit: each file of sql/checks returns the rows that must not be.

A check opens with `-- title: …`, `-- severity: error` (stops the publication) or `warning`, and `-- why: …`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from storage.errors import AuditFailed
from storage.headers import read_header
from storage.model import CheckResult
from storage.views import create_views, sql_files

SHOWN_ROWS = 20
_SHOWN_CHARACTERS = 200


def run_checks(tree: Path) -> list[CheckResult]:
    """Run every check on the snapshot at `tree`, in order of name."""
    with duckdb.connect() as con:
        create_views(con, tree)
        return [_run(con, name, sql) for name, sql in sql_files("checks")]


def _run(con: duckdb.DuckDBPyConnection, name: str, sql: str) -> CheckResult:
    header = read_header(sql)
    rows: pa.Table = con.sql(sql).to_arrow_table()
    shown = tuple(rows.slice(0, SHOWN_ROWS).to_pylist())
    return CheckResult(name, header["title"], header["severity"], rows.num_rows, shown)


def require_passed(results: Sequence[CheckResult]) -> None:
    """Raise AuditFailed, with the first offending rows, where a check of severity `error` failed."""
    failed = [result for result in results if result.severity == "error" and not result.passed]
    if failed:
        lines = [
            f"{result.name}: {result.title} ({result.count} rows)\n{_shown(result)}" for result in failed
        ]
        raise AuditFailed("The tables are not fit to be published; please report this.\n" + "\n".join(lines))


def _shown(result: CheckResult) -> str:
    return "\n".join(f"  {str(row)[:_SHOWN_CHARACTERS]}" for row in result.rows[:5])
