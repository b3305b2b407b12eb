"""The audit: each file of sql/checks returns the rows that must not be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from storage.model import CheckResult


def run_checks(tree: Path) -> list[CheckResult]:
    """Run every check on the snapshot at `tree`, in order of name."""
    raise NotImplementedError


def require_passed(results: Sequence[CheckResult]) -> None:
    """Raise AuditFailed, with the first offending rows, where a check of severity `error` failed."""
    raise NotImplementedError
