"""What a run was asked to do: one small frozen value that goes to every step and every worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storage.model import Correction
from storage.place import Place
from storage.plan import RETRY_CODES

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agrees to that a run would stop for.

    That more than a fifth of the files leave the lake, and checks that fail: the reason for each by its name.
    """

    disappearance: bool = False
    checks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Options:
    """The corpus, the lake and the limits of a run; both paths are absolute, the same on every machine.

    Where the lake lies in an object store, `lake` is its working copy on this machine.

    `divisions` is the content of the user's division table, not its path: the file may change while the run reads.
    The same holds for `corrections`. With `zips` the members of ZIP archives are read. Files that were refused with a
    code in `retry` are read again.
    """

    corpus: Place
    lake: Path
    divisions: bytes | None = None
    zips: bool = False
    corrections: tuple[Correction, ...] = ()
    keep_missing: bool = False
    consent: Consent = Consent()
    retry: frozenset[str] = RETRY_CODES
    max_bytes: int = 64 * MEBIBYTE
    files_as_tasks: int = 300
    batch_bytes: int = 4 * MEBIBYTE
    max_batches: int = 2000
    lock_wait: float = 0.0
    comparison_memory: str = "1GB"
