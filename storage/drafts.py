"""The draft of a snapshot: who owns which document now, and what has to be written for it."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from storage import derived, ledger
from storage.corrections import corrections_table, with_corrections
from storage.errors import PlanIncomplete, PlanOutdated
from storage.evolution import lies_as_declared, outdated
from storage.lake import Lake
from storage.manifest import Manifest
from storage.merge import write_partition
from storage.model import Acceptance, ObjectRef, Partition, PartitionMerge, Plan, Receipt
from storage.schemas import TABLES
from storage.touched import SAME, Objects, find_merges, objects_of, untouched


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next snapshot will be: `settled` objects stand already, `merges` are still to be made.

    `is_same` is true where nothing would change: then there is nothing to merge and nothing to commit. `accepted` is
    filled in after the audit: what it found and the manifest shall say.
    `summary` counts for people: sources, rejected, duplicates, documents, occurrences, merges.
    """

    snapshot: int
    plan: Plan
    ledger: ObjectRef
    settled: tuple[ObjectRef, ...]
    merges: tuple[PartitionMerge, ...]
    is_same: bool
    summary: dict[str, int]
    accepted: tuple[Acceptance, ...] = ()


def draft(lake: Lake, plan: Plan, receipts: Sequence[Receipt]) -> Draft:
    """Work out ownership and the touched partitions. Raises PlanIncomplete where a planned file has no receipt."""
    parent = lake.manifest() if lake.committed() else None
    if (parent.snapshot if parent else None) != plan.parent:
        raise PlanOutdated("Another run published since this one planned; run again.")
    _require_complete(plan, receipts)
    old = ledger.read_ledger(lake, parent.ledger if parent else None)
    new = _new_ledger(plan, receipts, old)
    ref = ledger.write_ledger(lake, new)
    objects = objects_of(parent)
    is_same = parent is not None and parent.ledger == ref
    gone = _dropped_sources(plan, old, new)
    rewrite = _keeps_rows_of_other_rules(plan, parent)
    merges = (
        find_merges(
            objects,
            ledger.owners(old),
            ledger.owners(new),
            gone,
            receipts,
            recode=plan.coding_changed,
            rewrite=rewrite,
        )
        if plan.coding_changed or rewrite or not is_same
        else ()
    )
    anew = derived.partitions(new) if rewrite else derived.touched_partitions(old, new)
    settled = (*untouched(objects, merges), *_derived(lake, objects, plan, gone, receipts, anew, new))
    return Draft(
        snapshot=(parent.snapshot if parent else 0) + 1,
        plan=plan,
        ledger=ref,
        settled=settled,
        merges=merges,
        is_same=is_same and not plan.is_published_anew,
        summary=_summary(new) | {"merges": len(merges)},
    )


def _keeps_rows_of_other_rules(plan: Plan, parent: Manifest | None) -> bool:
    """Whether rows stay that an older release may have written: those of all partitions get the present columns.

    Raises KeptOutdated where the older release laid a table out in other partitions.
    """
    if parent is None or not plan.kept or parent.fingerprint == plan.fingerprint:
        return False
    for ref in parent.objects:
        if ref.table in TABLES and ref.rows and not lies_as_declared(ref):
            raise outdated(TABLES[ref.table], "partitions")
    return True


def _require_complete(plan: Plan, receipts: Sequence[Receipt]) -> None:
    done = {(file.path, file.work_key) for receipt in receipts for file in receipt.files}
    missing = [item.path for item in plan.parse if (item.path, item.work_key) not in done]
    if missing:
        raise PlanIncomplete(f"{len(missing)} planned files were not read (first: {missing[0]}); run again.")


def _new_ledger(plan: Plan, receipts: Sequence[Receipt], old: pa.Table) -> pa.Table:
    items = {item.path: item for item in plan.parse}
    files = (file for receipt in receipts for file in receipt.files if file.path in items)
    parsed = ledger.parsed_rows(files, {path: item.size for path, item in items.items()})
    parsed = with_corrections(parsed, plan.corrections)
    kept = ledger.without_sources(old, _replaced(plan))
    new = ledger.with_owners(pa.concat_tables([kept, parsed, ledger.refused_rows(plan.refused)]))
    return _without_lost_heirs(new, old, plan) if plan.kept else new


def _replaced(plan: Plan) -> set[str]:
    """Sources whose published rows do not stay: they left, are read anew, or cannot be read any more."""
    return {*plan.removed, *(item.path for item in plan.parse), *(file.path for file in plan.refused)}


def _dropped_sources(plan: Plan, old: pa.Table, new: pa.Table) -> frozenset[str]:
    """The same, with those that were kept and lost all of their documents."""
    paths = (set(rows["source_path"].unique().to_pylist()) for rows in (old, new))
    return frozenset(_replaced(plan).union(next(paths) - next(paths)))


def _without_lost_heirs(new: pa.Table, old: pa.Table, plan: Plan) -> pa.Table:
    """A source that left the corpus keeps what it owns, but cannot inherit: nothing is left to read it from."""
    kept = pa.array(plan.kept, pa.string())
    pair = ["document_id", "source_path"]
    while True:
        inherited = ledger.owners(new).join(ledger.owners(old).select(SAME), SAME, join_type="left anti")
        lost = inherited.filter(pc.is_in(inherited["source_path"], value_set=kept)).select(pair)
        if not lost.num_rows:
            return new
        new = ledger.with_owners(new.join(lost, pair, join_type="left anti").select(new.schema.names))


def _derived(
    lake: Lake,
    objects: Objects,
    plan: Plan,
    gone: frozenset[str],
    receipts: Sequence[Receipt],
    anew: Set[Partition],
    new: pa.Table,
) -> tuple[ObjectRef, ...]:
    """Objects of the tables that follow from the ledger; of `document_sources` those of the partitions `anew`."""
    root = lake.root
    sources = derived.source_table(
        root, "sources", objects["sources"].get((), ()), gone, receipts, derived.refused_sources(plan.refused)
    )
    rejects = derived.source_table(
        root, "rejects", objects["rejects"].get((), ()), gone, receipts, derived.refused_rejects(plan.refused)
    )
    corrections = corrections_table(
        root, plan.corrections, ledger.owners(new), receipts, objects["corrections"].get((), ())
    )
    kept = (ref for part, refs in objects["document_sources"].items() if part not in anew for ref in refs)
    return (
        *write_partition(root, TABLES["sources"], (), derived.with_status(sources, new)),
        *write_partition(root, TABLES["rejects"], (), rejects),
        *write_partition(root, TABLES["corrections"], (), corrections),
        *kept,
        *derived.document_sources(root, new, anew),
    )


def _summary(new: pa.Table) -> dict[str, int]:
    sources = new.group_by("source_path").aggregate([("status", "min"), ("is_owner", "max")])
    return {
        "sources": sources.num_rows,
        "rejected": pc.sum(pc.equal(sources["status_min"], "rejected")).as_py() or 0,
        "duplicates": pc.sum(pc.equal(sources["is_owner_max"], False)).as_py() or 0,
        "documents": ledger.owners(new).num_rows,
        "occurrences": len(new) - new["document_id"].null_count,
    }
