"""What tasks write: one file a table and batch under `_staging/<batch key>/`, the receipt last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from storage.lake import Lake
from storage.model import Batch, Receipt

SourceColumns = Mapping[str, Mapping[str, list[Any]]]
"""Table name → column name → values: the rows of one source, as `tasks.steps.rows.to_columns` makes them."""


def is_staged(lake: Lake, batch: Batch) -> bool:
    """True where the batch was staged to its end (its receipt is there)."""
    raise NotImplementedError


def load_receipt(lake: Lake, batch_key: str) -> Receipt | None:
    """The receipt of a staged batch; None where it is not staged."""
    raise NotImplementedError


def write_batch(
    lake: Lake, batch: Batch, sources: Iterable[tuple[str, SourceColumns]], receipt: Receipt
) -> Receipt:
    """Stage a batch: for each source its path and its columns. Returns the receipt with `tables` filled in.

    The source path must be given beside the columns, because two sources of a batch may hold the same document.
    `document_sources` is not staged. Writing twice, or from two workers at once, gives the same bytes.
    """
    raise NotImplementedError
