"""What a flow run leaves in the Prefect UI: its progress, what changed, what was refused, the comparisons."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.summary import summary
from flows.terminal import shown
from storage.changes import changes_since
from storage.compare import list_comparisons, read_comparison
from storage.lake import Lake
from storage.model import Plan
from tasks.report import report
from tasks.reports.columns import title_of
from tasks.reports.grids import named
from tasks.reports.labels import printed
from tasks.steps.outcome import Outcome

ROWS = 500
"""More rows are no use in the UI's table, and slow it down."""
SECONDS = 2.0
"""Time between two updates of the progress artifact."""


class ProgressArtifact:
    """A watcher that keeps a progress artifact of the reading of files, the long part of a run."""

    def __init__(self) -> None:
        self._id: UUID | None = None
        self._total = self._done = 0
        self._shown = 0.0

    def begin(self, step: str, total: int | None = None) -> None:
        if step == "read" and total:
            self._total, self._done = total, 0  # the scan advances too
            made = create_progress_artifact(
                progress=0.0, key="duizhao-progress", description=f"Reading {total} files 读取文件"
            )
            self._id = cast(UUID, made)
        elif self._id is not None:
            update_progress_artifact(self._id, progress=100.0)
            self._id = None

    def advance(self, count: int = 1, documents: int = 0) -> None:
        self._done += count
        if self._id is not None and time.monotonic() - self._shown > SECONDS:
            update_progress_artifact(self._id, progress=100.0 * self._done / self._total)
            self._shown = time.monotonic()

    def planned(self, plan: Plan) -> None: ...


def leave_artifacts(outcome: Outcome, lake: Lake, report_folder: Path | None) -> None:
    """Create the summary; where something was published also the refusals, the comparisons and the report."""
    published = outcome.published and outcome.snapshot is not None
    changes = None
    if published:
        assert outcome.snapshot is not None
        changes = changes_since(lake, lake.manifest(outcome.snapshot).parent, outcome.snapshot)
    create_markdown_artifact(
        key="duizhao-summary", markdown=summary(outcome, changes), description="What changed 变化"
    )
    if not published:
        return
    rejects = outcome.refused + outcome.partial
    if rejects:
        table = [{"file": r.path, "code": r.code, "what to do": r.detail} for r in rejects[:ROWS]]
        said = (
            f"{len(outcome.refused)} refusals, {len(outcome.partial)} files not read entirely 未收录或未读全"
        )
        create_table_artifact(key="duizhao-refusals", table=table, description=said)
    _leave_comparisons(lake, outcome.snapshot)
    if report_folder is not None:
        page = report(lake, report_folder.resolve())
        create_link_artifact(
            key="duizhao-report",
            link=page.as_uri(),
            link_text=f"Report of snapshot {outcome.snapshot} 对照报告",
            description=f"On the machine of the service: `{page}`",
        )


def _leave_comparisons(lake: Lake, snapshot: int | None) -> None:
    overview = []
    for comparison in list_comparisons():
        rows = read_comparison(lake, comparison.name, snapshot)
        question = printed(comparison.question)
        overview.append(
            {"对照 comparison": comparison.name, "题目 title": comparison.title}
            | {"行数 rows": rows.num_rows, "问题 question": question}
        )
        create_table_artifact(
            key=f"duizhao-{comparison.name.replace('_', '-')}",
            table=[_titled(comparison.name, row) for row in rows.slice(0, ROWS).to_pylist()],
            description=f"# {comparison.title} · {comparison.title_en}\n{question}",
        )
    create_table_artifact(key="duizhao-comparisons", table=overview, description="Comparison tables 对照表")


def _titled(comparison: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as people read it, each column under its title and, for those who go on to query it, its name."""
    return {f"{title_of(comparison, name)} {name}": _plain(named(name, value)) for name, value in row.items()}


def _plain(value: Any) -> Any:
    """A value in what JSON knows: numbers and days as they are printed, lists joined as the terminal joins them."""
    if isinstance(value, list):
        return shown(value)
    return str(value) if isinstance(value, Decimal | dt.date) else value
