"""Reading a lake wherever it lies: the working copy of a lake in a store is brought up to date first."""

from __future__ import annotations

from storage.lake import Lake
from storage.lock import writer_lock
from storage.publish import rebuild_tree, recover_folder
from storage.remote.fetch import fetch, fetch_snapshot, is_level

WAIT_SECONDS = 30.0
"""A run on this machine holds the working copy; between its commit and its end are seconds."""


def published(lake: Lake, *snapshots: int) -> Lake:
    """The lake, ready to be read; of a lake in a store also those earlier `snapshots` that are named.

    Nothing is written to a store. Raises LakeMissing where nothing is published.
    """
    if lake.home is None:
        return Lake.open(lake.root)
    lake.make_folders()
    if not is_level(lake) or not all((lake.snapshots / f"{n:08d}").is_dir() for n in snapshots):
        with writer_lock(lake, WAIT_SECONDS):
            fetch(lake)
            recover_folder(lake)
            for n in snapshots:
                fetch_snapshot(lake, n)
                rebuild_tree(lake, n)
    return Lake.open(lake.root)
