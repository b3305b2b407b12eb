"""The audit: each file of sql/checks returns the rows that must not be.

A check opens with `-- title: …`, `-- severity: error` (stops the publication) or `warning`, and `-- why: …`. Whoever
has looked at the rows can accept a check by name, for one publication; the manifest keeps the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from storage.bounds import PARTITIONS
from storage.errors import AuditFailed, CheckMissing
from storage.headers import read_header
from storage.model import Acceptance, CheckResult
from storage.views import create_views_before, create_views_for, sql_files

SHOWN_ROWS = 20
_SHOWN_CHARACTERS = 300


def run_checks(tree: Path, before: Path | None = None) -> list[CheckResult]:
    """Run every check on the snapshot at `tree`, in order of name.

    `before` is the snapshot to compare with, for checks that look for what was lost; without one they are left out.
    """
    checks = [(name, sql) for name, sql in sql_files("checks") if before or not _looks_back(sql)]
    with duckdb.connect() as con:
        create_views_for("\n".join(sql for _, sql in checks), con, tree)
        if before:
            create_views_before(con, before)
        return [_run(con, name, sql) for name, sql in checks]


def _looks_back(sql: str) -> bool:
    return " before." in sql


def _run(con: duckdb.DuckDBPyConnection, name: str, sql: str) -> CheckResult:
    header = read_header(sql)
    rows: pa.Table = con.sql(sql).to_arrow_table()
    shown = tuple(rows.slice(0, SHOWN_ROWS).to_pylist())
    return CheckResult(name, header["title"], header["severity"], rows.num_rows, shown)


def require_known(names: Iterable[str]) -> None:
    """Raise CheckMissing, naming those that there are, for the first name that no check has."""
    known = sorted([PARTITIONS, *(name for name, _ in sql_files("checks"))])
    for name in names:
        if name not in known:
            raise CheckMissing(f"There is no check {name}; there are {', '.join(known)}.")


def require_passed(
    results: Sequence[CheckResult], accepted: Mapping[str, str] | None = None
) -> tuple[Acceptance, ...]:
    """The failed checks that are `accepted`, a reason by name; the manifest is to keep them.

    Raises AuditFailed, with the first offending rows, where any other check of severity `error` failed.
    """
    reasons = accepted or {}
    failed = [result for result in results if not result.passed]
    stopping = [one for one in failed if one.severity == "error" and one.name not in reasons]
    if stopping:
        found = "\n".join(f"{one.name}: {one.title} ({one.count} rows)\n{_shown(one)}" for one in stopping)
        raise AuditFailed(
            f"The tables are not fit to be published; nothing was.\n{found}\n"
            f"Please report this. `duizhao run … --accept {stopping[0].name}=REASON` publishes all the same."
        )
    return tuple(Acceptance(one.name, reasons[one.name], one.count) for one in failed if one.name in reasons)


def _shown(result: CheckResult) -> str:
    return "\n".join(f"  {_line(row)[:_SHOWN_CHARACTERS]}" for row in result.rows[:5])


def _line(row: Mapping[str, Any]) -> str:
    return " · ".join(f"{name} {value}" for name, value in row.items() if value is not None)
