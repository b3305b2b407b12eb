"""A lake in a store: the keys it consists of, which are those of a lake in a folder but for what is this machine's.

CURRENT                                     the only key that is ever replaced
_meta/manifests/00000042.json               written once: the commit
_objects/ab/<sha256>.parquet                written once
snapshots/00000042/<table>/…/data.parquet   copies of the objects, made after the commit and before CURRENT
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import uuid
from dataclasses import dataclass
from pathlib import PurePosixPath

from storage.errors import KeyMissing, LakeDamaged
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import OBJECTS
from storage.partitions import object_path
from storage.place import StoreUrl
from storage.remote.store import Entry, Store

CURRENT = "CURRENT"
MANIFESTS = "_meta/manifests/"
SNAPSHOTS = "snapshots/"


@dataclass(frozen=True, slots=True)
class Home:
    """The lake at one address."""

    store: Store

    @staticmethod
    def at(url: StoreUrl) -> Home:
        """The lake whose keys begin with the prefix of `url`; nothing is asked of the store yet."""
        return Home(Store(url))

    def __str__(self) -> str:
        return str(self.store.url)

    def manifests(self) -> dict[int, Entry]:
        """The manifests of all snapshots that are kept, by number, ascending."""
        found = ((PurePosixPath(entry.key).stem, entry) for entry in self.store.list(MANIFESTS))
        return {int(name): entry for name, entry in found if name.isdecimal()}

    def manifest(self, n: int) -> Manifest:
        """Raises KeyMissing, and LakeDamaged where it cannot be read."""
        return Manifest.parse(self.manifest_bytes(n), f"{self}/{manifest_key(n)}")

    def manifest_bytes(self, n: int) -> bytes:
        """The manifest as it was written. Raises KeyMissing."""
        return self.store.read(manifest_key(n))[0]

    def commit(self, manifest: Manifest) -> bool:
        """Create the manifest: the commit point. False where another run created one with this number."""
        token = uuid.uuid4().hex
        notes = {"writer": _writer(), "token": token}
        key = manifest_key(manifest.snapshot)
        while not self.store.create(key, manifest.to_json(), notes):
            try:
                # A request whose answer was lost is repeated by the client, and meets its own manifest.
                return self.store.about(key).get("token") == token
            except KeyMissing:
                continue  # two asked in the same moment, and the store let neither
        return True

    def writer_of(self, n: int) -> str:
        """Who committed a snapshot: `process 77 on db1 at 2026-01-31T02:30:00+00:00`."""
        return self.store.about(manifest_key(n)).get("writer", "another run")

    def current(self) -> tuple[int | None, str]:
        """Number of the snapshot that readers see, and CURRENT's etag; None and "" before the first publication."""
        try:
            content, etag = self.store.read(CURRENT)
            return int(content), etag
        except KeyMissing:
            return None, ""
        except ValueError:
            raise LakeDamaged(
                f"{self}/{CURRENT} does not hold a number; `duizhao fsck --repair` writes it again."
            ) from None

    def point_to(self, n: int) -> None:
        """Let readers see snapshot `n`, unless they see it or a later one already."""
        content = f"{n:08d}\n".encode()
        while True:
            number, etag = self.current()
            if number is not None and number >= n:
                return
            if self.store.replace(CURRENT, content, etag) if etag else self.store.create(CURRENT, content):
                return

    def put_current(self, n: int) -> None:
        """Write CURRENT whatever it holds: for a repair."""
        self.store.write(CURRENT, f"{n:08d}\n".encode())


def manifest_key(n: int) -> str:
    """Key of the manifest of snapshot `n`."""
    return f"{MANIFESTS}{n:08d}.json"


def object_key(sha256: str) -> str:
    """Key of an object."""
    return f"{OBJECTS}/{sha256[:2]}/{sha256}.parquet"


def snapshot_prefix(n: int) -> str:
    """What the keys of a snapshot begin with."""
    return f"{SNAPSHOTS}{n:08d}/"


def tree_key(n: int, ref: ObjectRef) -> str:
    """Key of an object's copy in the tree of snapshot `n`."""
    return snapshot_prefix(n) + object_path(ref)


def _writer() -> str:
    """This process, for people; only ASCII can be noted with a key."""
    host = socket.gethostname().encode("ascii", "replace").decode()
    return f"process {os.getpid()} on {host} at {dt.datetime.now(dt.UTC).isoformat(timespec='seconds')}"
