"""What a publication changed, told from manifests and ledgers alone: no table is read."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from storage.lake import Lake
from storage.ledger import owners, read_ledger
from storage.manifest import Manifest
from storage.schemas import TABLES

_DISTRICT = ["province", "city", "district"]
_SAME = ["document_id", "work_key"]
"""The place is not among them: a null is equal to nothing in a join."""


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows a table had and has."""

    table: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DistrictChange:
    """Documents of a district that came and went; one that was read anew under other rules did both."""

    province: str
    city: str
    district: str | None
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What a snapshot changed: every table, and the districts that were touched."""

    tables: tuple[TableChange, ...]
    districts: tuple[DistrictChange, ...]


def changes_since(lake: Lake, before: int | None, after: int) -> Changes:
    """Compare two kept snapshots; `before` null: with an empty lake. Raises LakeMissing."""
    old = None if before is None else lake.manifest(before)
    new = lake.manifest(after)
    tables = tuple(TableChange(name, _rows(old, name), _rows(new, name)) for name in TABLES)
    was = owners(read_ledger(lake, old.ledger if old else None))
    now = owners(read_ledger(lake, new.ledger))
    came = _by_district(now.join(was.select(_SAME), _SAME, join_type="left anti"))
    went = _by_district(was.join(now.select(_SAME), _SAME, join_type="left anti"))
    places = sorted(came.keys() | went.keys(), key=str)
    districts = (DistrictChange(*place, came.get(place, 0), went.get(place, 0)) for place in places)
    return Changes(tables, tuple(districts))


def _rows(manifest: Manifest | None, table: str) -> int:
    return sum(ref.rows for ref in manifest.objects if ref.table == table) if manifest else 0


def _by_district(rows: pa.Table) -> dict[tuple[str, str, str | None], int]:
    counts = rows.group_by(_DISTRICT).aggregate([("document_id", "count")]).to_pylist()
    return {(row["province"], row["city"], row["district"]): row["document_id_count"] for row in counts}
