"""catalog.duckdb: views on one snapshot, with comments; a convenience that can be rebuilt at any time."""

from __future__ import annotations

from pathlib import Path

from storage.lake import Lake


def write_catalog(lake: Lake, n: int) -> Path:
    """Write the catalog of snapshot `n` and put it in the old one's place."""
    raise NotImplementedError
