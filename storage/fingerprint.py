"""Fingerprints: one hash over files, versions and settings, to know whether a result would come out the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def fingerprint_of(
    files: Iterable[tuple[str, Path]],
    distributions: Iterable[str] = (),
    extra: Mapping[str, str] | None = None,
) -> str:
    """sha256, in hex, over named files, the installed versions of `distributions`, and `extra`.

    The names, not the folders, enter the hash: two checkouts of one state agree. Order does not matter.
    """
    raise NotImplementedError


def schemas_fingerprint() -> str:
    """sha256 over all tables: columns, types, partitions, order."""
    raise NotImplementedError
