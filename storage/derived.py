"""The tables that follow from the ledger as a whole: `sources`, `rejects` and `document_sources`.

They are made here, in the publishing process, because whether a source is a duplicate and who owns a document is
known only when all sources are seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from storage.evolution import conform
from storage.ledger import owners, without_sources
from storage.merge import write_partition
from storage.model import ObjectRef, Partition, Receipt, SourceFile
from storage.parquet import read_object, to_arrow
from storage.partitions import by_partition, partition_of
from storage.schemas import TABLES
from storage.staging import read_staged
from storage.touched import SAME

_PLACE = ("province", "city", "district", "district_code", "year")


def source_table(
    root: Path,
    name: str,
    old: Sequence[ObjectRef],
    gone: Iterable[str],
    receipts: Sequence[Receipt],
    more: pa.Table,
) -> pa.Table:
    """Rows of a table of sources: `old` without the sources that are `gone`, the staged ones, and `more`."""
    kept = [conform(TABLES[name], without_sources(read_object(root, ref.sha256), gone)) for ref in old]
    staged = [
        read_staged(root, receipt.batch_key, name)
        for receipt in receipts
        if any(table.table == name for table in receipt.tables)
    ]
    return pa.concat_tables([TABLES[name].arrow_schema.empty_table(), *kept, *staged, more])


def refused_sources(files: Sequence[SourceFile]) -> pa.Table:
    """Rows of `sources` for files that the scan refused."""
    codes = [file.refusal.code for file in files if file.refusal is not None]
    columns: dict[str, list[Any]] = {
        "source_path": [file.path for file in files],
        "size_bytes": [file.size for file in files],
        "status": ["rejected"] * len(files),
        "reason_code": codes,
        "document_count": [0] * len(files),
    }
    return to_arrow(TABLES["sources"], columns)


def refused_rejects(files: Sequence[SourceFile]) -> pa.Table:
    """Rows of `rejects` for files that the scan refused."""
    refusals = [file.refusal for file in files if file.refusal is not None]
    columns = {
        "source_path": [file.path for file in files],
        "stage": [refusal.stage for refusal in refusals],
        "reason_code": [refusal.code for refusal in refusals],
        "detail": [refusal.detail for refusal in refusals],
    }
    return to_arrow(TABLES["rejects"], columns)


def with_status(sources: pa.Table, ledger: pa.Table) -> pa.Table:
    """`sources` in order of path, with the status `duplicate` where a source owns none of its documents."""
    by_source = ledger.group_by("source_path").aggregate([("status", "min"), ("is_owner", "max")])
    sources, by_source = sources.sort_by("source_path"), by_source.sort_by("source_path")
    if not sources["source_path"].equals(by_source["source_path"]):
        raise AssertionError("the ledger and the table of sources name different sources")
    # max of is_owner: null where there is no document, false where all are owned elsewhere
    owns_none = pc.fill_null(pc.invert(by_source["is_owner_max"]), False)
    status = pc.if_else(owns_none, "duplicate", by_source["status_min"])
    position = sources.schema.get_field_index("status")
    return sources.set_column(position, sources.schema.field("status"), status)


def touched_partitions(old: pa.Table, new: pa.Table) -> set[Partition]:
    """Partitions of `document_sources` in which an occurrence, or the owner that gives the place, is another."""
    columns = [*SAME, "end_char", "source_sha256", "is_owner"]
    changed: set[str] = set()
    for one, other in ((old, new), (new, old)):
        rows = _with_document(one).select(columns)
        rows = rows.join(_with_document(other).select(columns), columns, join_type="left anti")
        changed.update(rows["document_id"].to_pylist())
    hits = [
        rows.filter(pc.is_in(rows["document_id"], value_set=pa.array(sorted(changed), pa.string())))
        for rows in (owners(old), owners(new))
    ]
    return set().union(*map(partitions, hits))


def partitions(ledger: pa.Table) -> set[Partition]:
    """Partitions of `document_sources` that the ledger's owning rows lie in."""
    scheme = TABLES["document_sources"].partition_by
    return {partition_of(scheme, row) for row in owners(ledger).select(list(scheme)).to_pylist()}


def document_sources(root: Path, ledger: pa.Table, touched: Set[Partition]) -> tuple[ObjectRef, ...]:
    """Objects of `document_sources` for the touched partitions. A row stands where its document stands."""
    table = TABLES["document_sources"]
    rows = _occurrences(ledger)
    objects: list[ObjectRef] = []
    for partition, part in by_partition(rows, table.partition_by):
        if partition in touched:
            objects += write_partition(root, table, partition, part.select(table.arrow_schema.names))
    return tuple(objects)


def _occurrences(ledger: pa.Table) -> pa.Table:
    """All occurrences, each with the place of its document's owner: the path of a copy may hint at another one."""
    found = _with_document(ledger).drop_columns(list(_PLACE))
    places = owners(ledger).select(["document_id", *_PLACE])
    joined = found.join(places, "document_id", join_type="inner")
    return joined.select(TABLES["document_sources"].arrow_schema.names).cast(
        TABLES["document_sources"].arrow_schema
    )


def _with_document(ledger: pa.Table) -> pa.Table:
    return ledger.filter(pc.is_valid(ledger["document_id"]))
