"""Fingerprints: one hash over files, versions and settings, to know whether a result would come out the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from storage.schemas import TABLES


def fingerprint_of(
    files: Iterable[tuple[str, Path]],
    distributions: Iterable[str] = (),
    extra: Mapping[str, str] | None = None,
) -> str:
    """sha256, in hex, over named files, the installed versions of `distributions`, and `extra`.

    The names, not the folders, enter the hash: two checkouts of one state agree. Order does not matter.
    """
    parts = {
        "files": {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files},
        "versions": {name: version(name) for name in distributions},
        "extra": dict(extra or {}),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def schemas_fingerprint() -> str:
    """sha256 over all tables: columns, types, partitions, order."""
    tables = [
        [table.name, str(table.arrow_schema), table.partition_by, table.order, table.key]
        for table in TABLES.values()
    ]
    return hashlib.sha256(json.dumps(tables).encode()).hexdigest()
