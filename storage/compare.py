"""Comparison tables: each file of sql/comparisons is one; beside it stands the query for its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from storage.lake import Lake
from storage.model import Comparison, Division, ObjectRef


def list_comparisons() -> tuple[Comparison, ...]:
    """All comparisons by name."""
    raise NotImplementedError


def comparison_fingerprint(divisions: Sequence[Division], scope: Sequence[str] | None) -> str:
    """Covers the SQL files, the divisions, the scope and DuckDB's version: `make_plan`'s compare_fingerprint."""
    raise NotImplementedError


def run_comparison(
    root: Path, tree: Path, name: str, divisions: Sequence[Division], scope: Sequence[str] | None = None
) -> ObjectRef:
    """Run one comparison on the tree and write it as an object of the lake at `root`.

    `scope` are provinces; by default those that have documents.
    """
    raise NotImplementedError


def read_comparison(lake: Lake, name: str, n: int | None = None) -> pa.Table:
    """The comparison as published. Raises ComparisonMissing."""
    raise NotImplementedError


def evidence(lake: Lake, name: str, key: Mapping[str, Any], column: str, n: int | None = None) -> list[str]:
    """Ids of the records (for counts of documents: of the documents) behind one cell, sorted."""
    raise NotImplementedError


def evidence_rows(
    lake: Lake, name: str, key: Mapping[str, Any], column: str, n: int | None = None, limit: int = 200
) -> list[dict[str, Any]]:
    """The same with document, source, span and quote of each, for people."""
    raise NotImplementedError
