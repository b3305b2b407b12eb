"""Fetching from a store: the working copy becomes what its home shows. Objects first, manifests last, as on disk."""

from __future__ import annotations

import os
from collections.abc import Iterable

from storage.durable import discard, discard_folder, replace_file
from storage.errors import KeyMissing, LakeDamaged, LakeMissing
from storage.lake import Lake
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import object_file, put_object
from storage.remote.home import Home, object_key
from storage.remote.probe import require_conditional_writes
from storage.remote.push import finish
from storage.remote.store import Entry, at_once


def prepare_to_write(lake: Lake) -> None:
    """Make home and working copy ready for a run; call it under the lock. Does nothing for a lake in a folder.

    Raises StoreUnsuitable where the store cannot keep two writers apart.
    """
    if lake.home is not None:
        home = Home.at(lake.home)
        require_conditional_writes(home.store)
        finish(home)
        fetch(lake)


def fetch(lake: Lake) -> None:
    """Make the working copy hold what its home shows; call it under the lock, and `recover` after it.

    All manifests come, and the objects of the current snapshot; those of earlier ones by `fetch_snapshot`.
    """
    assert lake.home is not None
    home = Home.at(lake.home)
    number, _ = home.current()
    shown = {n: entry for n, entry in home.manifests().items() if number is not None and n <= number}
    for n in lake.committed():
        if n not in shown:
            _forget(lake, n)
    manifests = {n: home.manifest_bytes(n) for n, entry in shown.items() if not _is_held(lake, n, entry)}
    if number is None:
        discard(lake.current_file)
    else:
        newest = manifests.get(number)
        name = f"{home} {number}"
        _fetch_objects(lake, home, Manifest.parse(newest, name) if newest else lake.manifest(number))
    for n, content in manifests.items():
        _take_over(lake, n, content, shown[n])


def fetch_snapshot(lake: Lake, n: int) -> None:
    """Fetch the objects of an earlier snapshot; call it under the lock. Does nothing for a lake in a folder."""
    if lake.home is not None:
        _fetch_objects(lake, Home.at(lake.home), lake.manifest(n))


def is_level(lake: Lake) -> bool:
    """True where the working copy shows what its home shows. Raises LakeMissing where the home shows nothing."""
    assert lake.home is not None
    home = Home.at(lake.home)
    number, _ = home.current()
    if number is None:
        raise LakeMissing(
            f"There is no published lake at {home}; `duizhao run CORPUS --lake {home}` makes one."
        )
    entry = home.manifests().get(number)
    return entry is not None and lake.current() == number and _is_held(lake, number, entry)


def _is_held(lake: Lake, n: int, entry: Entry) -> bool:
    """Whether the manifest is here: equal numbers of a lake that was begun anew differ in time."""
    file = lake.manifest_file(n)
    if not file.is_file():
        return False
    found = file.stat()
    return (found.st_size, found.st_mtime) == (entry.size, entry.modified)


def _take_over(lake: Lake, n: int, content: bytes, entry: Entry) -> None:
    file = lake.manifest_file(n)
    if file.is_file() and file.read_bytes() != content:
        _forget(lake, n)
    if not file.is_file():
        replace_file(file, content, 0o444)
    os.utime(file, (entry.modified, entry.modified))  # when it was committed, for people and for gc


def _forget(lake: Lake, n: int) -> None:
    discard(lake.manifest_file(n))
    discard_folder(lake.snapshots / f"{n:08d}")


def _fetch_objects(lake: Lake, home: Home, manifest: Manifest) -> None:
    def fetch_one(ref: ObjectRef) -> None:
        try:
            content, _ = home.store.read(object_key(ref.sha256))
        except KeyMissing:
            raise LakeDamaged(
                f"{home}/{object_key(ref.sha256)} is missing; `duizhao fsck` says what can be done."
            ) from None
        if put_object(lake.root, content) != ref.sha256:
            raise LakeDamaged(f"{home}/{object_key(ref.sha256)} is not what it was; see `duizhao fsck`.")

    at_once(fetch_one, _absent(lake, (manifest.ledger, *manifest.objects)))


def _absent(lake: Lake, refs: Iterable[ObjectRef]) -> list[ObjectRef]:
    """Each object that is not in the working copy, once."""
    by_name = {ref.sha256: ref for ref in refs}
    return [ref for ref in by_name.values() if not object_file(lake.root, ref.sha256).is_file()]
