"""Bounds of a run, looked at before the work is done: room on the disk, and the number of partitions.

File count decides the speed of every query (10 million rows in 28,560 files: 6.3 s to group, in 340 files: 0.52 s), and
a disk that fills up in the middle costs hours for nothing.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from storage.drafts import Draft
from storage.errors import SpaceMissing
from storage.lake import Lake
from storage.model import CheckResult, Partition, Plan
from storage.schemas import TABLES

BYTES_A_BYTE = 16
"""Staged rows and objects, in bytes for a byte of input. Measured on dense reports of 17 KB in batches of 4 MB: 13 for
staging and 2 for objects. Batches of single small files take 25, but then there are few of them."""

MARGIN_BYTES = 32 * 1024 * 1024
"""For the manifest, the catalog and the folders of a tree."""

MANY_PARTITIONS = 5_000
"""A table of more partitions is slow to list; it is published with a warning."""

TOO_MANY_PARTITIONS = 50_000
"""A table of more partitions is not published, unless somebody accepts it."""

FEW_DOCUMENTS, THIN_FROM = 3, 1_000
"""From so many partitions on, fewer documents in each on average get a warning: years or places are misread."""

PARTITIONS = "partitions"
"""Name of the check, beside those of sql/checks."""


def require_space(lake: Lake, plan: Plan) -> None:
    """Raise SpaceMissing where the disk of the lake cannot hold what the planned files will take."""
    read = sum(item.size for item in plan.parse)
    needed = read * BYTES_A_BYTE + MARGIN_BYTES
    free = shutil.disk_usage(lake.root).free
    if read and free < needed:
        raise SpaceMissing(
            f"{_megabytes(read)} of files would take about {_megabytes(needed)} in {lake.root}, and "
            f"{_megabytes(free)} are free. Make room (`duizhao gc` may help) and run again."
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def check_partitions(draft: Draft) -> CheckResult:
    """Whether the tables have too many partitions, or too many for the documents in them."""
    rows = tuple(sorted(_crowded(draft), key=lambda row: -row["partitions"]))
    severity = "error" if any(row["partitions"] > TOO_MANY_PARTITIONS for row in rows) else "warning"
    title = "A table has more partitions than can be listed quickly, or hardly anything in each"
    return CheckResult(PARTITIONS, title, severity, len(rows), rows)


def _crowded(draft: Draft) -> Iterator[dict[str, Any]]:
    """Tables with many partitions, or many for the documents that there are."""
    partitions: dict[str, set[Partition]] = defaultdict(set)
    for ref in draft.settled:
        partitions[ref.table].add(ref.partition)
    for merge in draft.merges:
        partitions[merge.table].add(merge.partition)
    documents = draft.summary["documents"]
    for name in partitions.keys() & TABLES.keys():
        count = len(partitions[name])
        if count > MANY_PARTITIONS or (count > THIN_FROM and documents < FEW_DOCUMENTS * count):
            yield {"table": name, "partitions": count, "documents": documents}
