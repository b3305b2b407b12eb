"""Which partitions have to be merged again, and what each loses and takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from storage.evolution import lies_as_declared
from storage.manifest import Manifest
from storage.model import ObjectRef, Partition, PartitionMerge, Receipt, Take
from storage.partitions import partition_of
from storage.schemas import TABLES
from storage.table import Table

DERIVED = ("sources", "rejects", "document_sources", "corrections")
"""Tables that are made from the ledger (`storage.derived`); all others are merged."""

SAME = ["document_id", "source_path", "start_char", "work_key", "corrections"]
"""Columns of the ledger that decide whether the published rows of a document are still right."""

Objects = Mapping[str, Mapping[Partition, Sequence[ObjectRef]]]
"""Table → partition → its objects."""


@dataclass(slots=True)
class _Touched:
    """What happens to one partition: documents that go, and pairs (source, document) that come, by batch."""

    drop: list[str] = field(default_factory=list)
    take: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def objects_of(manifest: Manifest | None) -> Objects:
    """A manifest's objects, without comparisons, the placeholders of empty tables and what lies as it lies no more."""
    found: dict[str, dict[Partition, list[ObjectRef]]] = {name: defaultdict(list) for name in TABLES}
    for ref in manifest.objects if manifest else ():
        if ref.table in TABLES and ref.rows and lies_as_declared(ref):
            found[ref.table][ref.partition].append(ref)
    return found


def find_merges(
    objects: Objects,
    old: pa.Table,
    new: pa.Table,
    gone: frozenset[str],
    receipts: Sequence[Receipt],
    *,
    recode: bool = False,
    rewrite: bool = False,
) -> tuple[PartitionMerge, ...]:
    """All merges, in the order of the tables.

    `old` and `new` are the owning rows of the two ledgers; `gone` are sources whose published rows are dropped. With
    `recode` every partition of a table with coded columns is among them, with `rewrite` every one of all tables.
    """
    batch_of = {file.path: receipt.batch_key for receipt in receipts for file in receipt.files}
    staged = {(table.table, receipt.batch_key) for receipt in receipts for table in receipt.tables}
    dropped = old.join(new.select(SAME), SAME, join_type="left anti")
    taken = new.join(old.select(SAME), SAME, join_type="left anti")
    by_scheme = {
        scheme: _documents(dropped, taken, scheme, batch_of) if scheme else _sources(gone, batch_of)
        for scheme in {table.partition_by for table in TABLES.values()}
    }
    merges = (
        _merge(table, partition, touched, objects[table.name].get(partition, ()), staged, recode)
        for table in TABLES.values()
        if table.name not in DERIVED
        for partition, touched in _in_order(
            _all_of(objects[table.name], by_scheme[table.partition_by])
            if rewrite or (recode and table.coded)
            else by_scheme[table.partition_by]
        )
    )
    return tuple(merge for merge in merges if merge.drop or merge.take or merge.recode or rewrite)


def _all_of(
    objects: Mapping[Partition, Sequence[ObjectRef]], touched: Mapping[Partition, _Touched]
) -> Mapping[Partition, _Touched]:
    return {partition: _Touched() for partition in objects} | dict(touched)


def _documents(
    dropped: pa.Table, taken: pa.Table, scheme: tuple[str, ...], batch_of: Mapping[str, str]
) -> Mapping[Partition, _Touched]:
    touched: dict[Partition, _Touched] = defaultdict(_Touched)
    for row in dropped.select(["document_id", *scheme]).to_pylist():
        touched[partition_of(scheme, row)].drop.append(row["document_id"])
    for row in taken.select(["document_id", "source_path", *scheme]).to_pylist():
        take = touched[partition_of(scheme, row)].take
        take[batch_of[row["source_path"]]].append((row["source_path"], row["document_id"]))
    return touched


def _sources(gone: frozenset[str], batch_of: Mapping[str, str]) -> Mapping[Partition, _Touched]:
    """Tables of sources have one partition; a pair's document is empty there."""
    touched = _Touched(list(gone))
    for path, batch in batch_of.items():
        touched.take[batch].append((path, ""))
    return {(): touched}


def _in_order(touched: Mapping[Partition, _Touched]) -> Iterator[tuple[Partition, _Touched]]:
    yield from sorted(touched.items(), key=lambda item: str(item[0]))


def _merge(
    table: Table,
    partition: Partition,
    touched: _Touched,
    old: Sequence[ObjectRef],
    staged: set[tuple[str, str]],
    recode: bool,
) -> PartitionMerge:
    take = tuple(
        Take(batch, tuple(sorted(pairs)))
        for batch, pairs in sorted(touched.take.items())
        if (table.name, batch) in staged
    )
    drop = tuple(sorted(touched.drop)) if old else ()
    return PartitionMerge(table.name, partition, tuple(old), drop, take, recode and bool(old and table.coded))


def untouched(objects: Objects, merges: Iterable[PartitionMerge]) -> Iterator[ObjectRef]:
    """Objects of merged tables that stay as they are."""
    merged = {(merge.table, merge.partition) for merge in merges}
    for name, partitions in objects.items():
        if name not in DERIVED:
            for partition, refs in partitions.items():
                yield from () if (name, partition) in merged else refs
