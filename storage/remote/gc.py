"""Garbage collection in a store: the same snapshots are kept as in a folder, and no object that anybody may need.

There is no lock over several machines. What keeps a running publication safe: it writes every object that its parent
does not name, even one that is there, and here only objects go that nobody names and that are older than a day.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePosixPath

from storage.errors import KeyMissing
from storage.parquet import OBJECTS
from storage.remote.home import SNAPSHOTS, Home, manifest_key, snapshot_prefix
from storage.remote.probe import PROBES
from storage.remote.store import Entry
from storage.retention import DAY, Collected, snapshots_to_keep

YOUNG_SECONDS = DAY
"""A publication takes less, from its first object to its manifest; so no younger object is deleted."""


def collect_home(home: Home, now: float) -> Collected:
    """Delete what is old in a store, as of the time stamp `now`."""
    # Listed before the manifests: an object that a publication names meanwhile is seen to be named.
    objects = home.store.list(f"{OBJECTS}/")
    born = {n: entry.modified for n, entry in home.manifests().items()}
    keep = snapshots_to_keep(born, now)
    gone = tuple(n for n in born if n not in keep)
    for n in gone:
        # The manifest goes first: without it nobody takes the rest for a snapshot, or builds it again.
        home.store.delete([manifest_key(n)])
        home.store.delete(entry.key for entry in home.store.list(snapshot_prefix(n)))
    _delete_unnamed_trees(home, keep)
    unnamed = [entry for entry in _unnamed(home, objects, keep) if now - entry.modified > YOUNG_SECONDS]
    probes = [entry.key for entry in home.store.list(PROBES) if now - entry.modified > YOUNG_SECONDS]
    home.store.delete([*(entry.key for entry in unnamed), *probes])
    return Collected(gone, len(unnamed), sum(entry.size for entry in unnamed))


def _unnamed(home: Home, objects: tuple[Entry, ...], kept: set[int]) -> list[Entry]:
    named: set[str] = set()
    for n in sorted(kept):
        with suppress(KeyMissing):  # another collection, whose clock is ahead, was here
            manifest = home.manifest(n)
            named.update(ref.sha256 for ref in (manifest.ledger, *manifest.objects))
    return [entry for entry in objects if PurePosixPath(entry.key).stem not in named]


def _delete_unnamed_trees(home: Home, kept: set[int]) -> None:
    """Trees without a manifest: what stays where a collection is cut short. Later numbers are being published."""
    for n in unnamed_trees(home, kept):
        home.store.delete(entry.key for entry in home.store.list(snapshot_prefix(n)))


def unnamed_trees(home: Home, kept: set[int]) -> tuple[int, ...]:
    """Numbers of trees that no manifest of `kept` stands for, and that are older than the newest of them."""
    newest = max(kept, default=0)
    numbers = {int(name) for name in home.store.folders(SNAPSHOTS) if name.isdecimal()}
    return tuple(sorted(n for n in numbers - kept if n < newest))
