"""What is to be done: the scan set against the newest manifest's ledger."""

from __future__ import annotations

from collections.abc import Sequence

from storage.lake import Lake
from storage.model import Batch, Plan, SourceFile

RETRY_CODES = frozenset({"E_RESOURCE", "E_UNSTABLE", "E_VANISHED", "E_PERMISSION", "E_IO"})
"""Refusals that depend on the machine or the moment: sources refused with them are parsed again in each run."""


def make_plan(
    lake: Lake,
    files: Sequence[SourceFile],
    fingerprint: str,
    compare_fingerprint: str,
    *,
    keep_missing: bool = False,
    accept_disappearance: bool = False,
    retry: frozenset[str] = RETRY_CODES,
) -> Plan:
    """Compare `files` with what is published. `fingerprint` covers everything that parsing depends on.

    Raises MassDisappearance when more than a fifth of the published sources would leave the lake.
    """
    raise NotImplementedError


def make_batches(
    plan: Plan, *, per_file_up_to: int = 300, target_bytes: int = 4_000_000, max_batches: int = 2000
) -> tuple[Batch, ...]:
    """One file a batch up to `per_file_up_to` files; above that, neighbours by path in batches of `target_bytes`."""
    raise NotImplementedError


def halves(batch: Batch) -> tuple[Batch, ...]:
    """A failing batch cut in two, so that one poison file ends up alone; a batch of one file comes back as it is."""
    raise NotImplementedError
