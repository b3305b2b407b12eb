"""From receipts to a snapshot: draft → merges → tree → checks and comparisons → commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.lake import Lake
from storage.model import ObjectRef, PartitionMerge, Plan, Receipt


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next snapshot will be: `settled` objects stand already, `merges` are still to be made.

    `is_same` is true where nothing would change: then there is nothing to merge and nothing to commit.
    `summary` counts for people: sources, documents, occurrences, duplicates, rejected, merges …
    """

    snapshot: int
    plan: Plan
    ledger: ObjectRef
    settled: tuple[ObjectRef, ...]
    merges: tuple[PartitionMerge, ...]
    is_same: bool
    summary: dict[str, int]


def draft(lake: Lake, plan: Plan, receipts: Sequence[Receipt]) -> Draft:
    """Work out ownership and the touched partitions. Raises PlanIncomplete where a planned file has no receipt."""
    raise NotImplementedError


def build_tree(lake: Lake, draft: Draft, objects: Sequence[ObjectRef]) -> Path:
    """Link the settled and the merged `objects` into a new tree outside snapshots/; returns its folder."""
    raise NotImplementedError


def commit(
    lake: Lake, draft: Draft, tree: Path, objects: Sequence[ObjectRef], comparisons: Sequence[ObjectRef]
) -> int:
    """Publish: manifest (the commit point), rename of the tree, CURRENT, catalog. Returns the snapshot's number.

    Where draft.is_same and the comparisons are those of the parent, nothing is published and the parent's number
    comes back. Raises PlanOutdated when another run published since the plan.
    """
    raise NotImplementedError


def recover(lake: Lake) -> int | None:
    """Redo the last steps of a publication that was cut short; call at the start of each run, under the lock."""
    raise NotImplementedError
