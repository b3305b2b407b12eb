"""Rows for files that were refused outside parsing: by the scan, by the machine, by a fault of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storage.model import FileReceipt, SourceRefusal, WorkItem
from storage.schemas import TABLES
from tasks.steps.rows import Columns

REASONS: Mapping[str, tuple[str, str]] = {
    "E_PARSE": (
        "extract",
        "The file could not be read to its end because of a fault in Duizhao; please report it.",
    ),
    "E_RESOURCE": (
        "resource",
        "The file needs more memory than a worker has. Give workers more (memory_limit), or divide the file.",
    ),
    "E_UNSTABLE": ("scan", "The file changed while it was read; it is read again in the next run."),
    "E_IO": ("scan", "The file could not be read; it is tried again in the next run."),
}
"""Code → (stage, sentence that says what happened and what to do)."""


def refusal(code: str, detail: str = "") -> SourceRefusal:
    """The refusal with this code of `REASONS`; `detail` is added to its sentence."""
    stage, sentence = REASONS[code]
    return SourceRefusal(stage, code, f"{sentence} {detail}".strip())


def refused(item: WorkItem, reason: SourceRefusal) -> tuple[FileReceipt, Columns]:
    """Receipt and rows of a whole file that is refused."""
    source = {
        "source_path": item.path,
        "source_sha256": item.sha256,
        "size_bytes": item.size,
        "status": "rejected",
        "reason_code": reason.code,
        "document_count": 0,
    }
    reject = {
        "source_path": item.path,
        "stage": reason.stage,
        "reason_code": reason.code,
        "detail": reason.detail,
    }
    receipt = FileReceipt(item.path, item.sha256, item.work_key, "rejected", reason.code, 0, 1, ())
    return receipt, {"sources": _one_row("sources", source), "rejects": _one_row("rejects", reject)}


def _one_row(table: str, row: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {column.name: [row.get(column.name)] for column in TABLES[table].columns}
