"""The manifest: the write-once file that says what a snapshot consists of. Creating it is the commit point."""

from __future__ import annotations

from dataclasses import dataclass

from storage.model import ObjectRef


@dataclass(frozen=True, slots=True)
class Manifest:
    """Snapshot `snapshot`, made from `parent`: every object in it, and the ledger that planning needs."""

    snapshot: int
    parent: int | None
    fingerprint: str
    compare_fingerprint: str
    ledger: ObjectRef
    objects: tuple[ObjectRef, ...]
