"""The manifest: the write-once file that says what a snapshot consists of. Creating it is the commit point."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from storage.durable import create_exclusively
from storage.errors import LakeDamaged
from storage.model import Acceptance, ObjectRef

VERSION = 1


_REF = tuple(field.name for field in fields(ObjectRef))


@dataclass(frozen=True, slots=True)
class Manifest:
    """Snapshot `snapshot`, made from `parent`: every object in it, and the ledger that planning needs.

    `objects` are sorted by table, partition and part; comparisons are among them. `restored` is the number of the
    snapshot that was brought back by a rollback. `corrections` covers the file of corrections. `accepted` are the checks that failed and were published all the same.
    """

    snapshot: int
    parent: int | None
    fingerprint: str
    compare_fingerprint: str
    ledger: ObjectRef
    objects: tuple[ObjectRef, ...]
    restored: int | None = None
    corrections: str = ""
    accepted: tuple[Acceptance, ...] = ()
    coding_fingerprint: str = ""

    def write(self, path: Path) -> None:
        """Create the file, whole or not at all. Raises FileExistsError where another run was first."""
        create_exclusively(path, self.to_json())

    def to_json(self) -> bytes:
        """One object a line, so that two manifests can be compared with diff."""
        head = {name: getattr(self, name) for name in _HEAD}
        head["accepted"] = [asdict(one) for one in self.accepted]
        lines = [
            json.dumps({"version": VERSION} | head | {"ledger": _to_dict(self.ledger)}, ensure_ascii=False)
        ]
        lines += [json.dumps(_to_dict(ref), ensure_ascii=False) for ref in self.objects]
        return ("\n".join(lines) + "\n").encode()

    @staticmethod
    def read(path: Path) -> Manifest:
        """Read what `write` wrote. Raises LakeDamaged for anything else."""
        return Manifest.parse(path.read_bytes(), str(path))

    @staticmethod
    def parse(content: bytes, name: str) -> Manifest:
        """The manifest that `to_json` gave; `name` is what errors call it. Raises LakeDamaged."""
        try:
            head, *objects = [json.loads(line) for line in content.decode("utf-8").splitlines()]
            if head.pop("version") != VERSION:
                raise LakeDamaged(f"{name} was written by another version of Duizhao; use that one.")
            ledger = _from_dict(head.pop("ledger"))
            accepted = tuple(Acceptance(**one) for one in head.pop("accepted", ()))
            refs = tuple(_from_dict(ref) for ref in objects)
            return Manifest(**head, accepted=accepted, ledger=ledger, objects=refs)
        except (ValueError, KeyError, TypeError) as error:
            raise LakeDamaged(f"{name} cannot be read ({error}); restore it from a backup.") from error


_HEAD = tuple(field.name for field in fields(Manifest) if field.name not in ("ledger", "objects"))


def _to_dict(ref: ObjectRef) -> dict[str, Any]:
    values = {name: getattr(ref, name) for name in _REF}  # not asdict: it copies, and there are thousands
    return values | {"partition": dict(ref.partition)}


def _from_dict(values: dict[str, Any]) -> ObjectRef:
    return ObjectRef(**values | {"partition": tuple(values["partition"].items())})
