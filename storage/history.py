"""The snapshots that a lake keeps: which there are, and going back to one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from storage.errors import LakeMissing
from storage.lake import Lake
from storage.manifest import Manifest
from storage.model import Acceptance
from storage.publish import publish_manifest
from storage.remote.fetch import fetch_snapshot


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One kept snapshot. `committed` is when its manifest was written; `size` counts bytes, shared ones too.

    `restored` is the number of the snapshot that it brought back, null for those that a run made. `accepted` are the
    checks that it does not pass, each with the reason why it was published all the same.
    """

    number: int
    committed: dt.datetime
    documents: int
    sources: int
    rows: int
    size: int
    restored: int | None
    is_current: bool
    accepted: tuple[Acceptance, ...] = ()


def list_snapshots(lake: Lake) -> tuple[Snapshot, ...]:
    """All snapshots that are kept, oldest first."""
    current = lake.current()
    return tuple(_snapshot(lake, n, n == current) for n in lake.committed())


def _snapshot(lake: Lake, n: int, is_current: bool) -> Snapshot:
    manifest = lake.manifest(n)
    # A fact about the file, not a promise: the law of equal bytes leaves no room for a clock in the manifest.
    written = dt.datetime.fromtimestamp(lake.manifest_file(n).stat().st_mtime, dt.UTC)
    return Snapshot(
        number=n,
        committed=written.replace(microsecond=0),
        documents=_rows(manifest, "documents"),
        sources=_rows(manifest, "sources"),
        rows=sum(ref.rows for ref in manifest.objects),
        size=sum(ref.size for ref in manifest.objects),
        restored=manifest.restored,
        is_current=is_current,
        accepted=manifest.accepted,
    )


def _rows(manifest: Manifest, table: str) -> int:
    return sum(ref.rows for ref in manifest.objects if ref.table == table)


def roll_back(lake: Lake, n: int) -> int:
    """Publish the content of snapshot `n` again, under a new number, which is returned; call it under the lock.

    Numbers only grow, and a committed manifest is never taken back: a reader or a backup that saw snapshot 7 will
    never see another one under that number. The next run plans against what was brought back. Raises LakeMissing.
    """
    newest, wanted = lake.manifest(), _kept(lake, n)
    if (wanted.objects, wanted.ledger) == (newest.objects, newest.ledger):
        return newest.snapshot
    fetch_snapshot(lake, n)
    number = newest.snapshot + 1
    return publish_manifest(lake, replace(wanted, snapshot=number, parent=newest.snapshot, restored=n))


def _kept(lake: Lake, n: int) -> Manifest:
    if n not in lake.committed():
        kept = ", ".join(str(number) for number in lake.committed())
        raise LakeMissing(f"Snapshot {n} is not kept in {lake.place}; there are {kept}.")
    return lake.manifest(n)
