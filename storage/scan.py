"""Scan of the corpus: which files there are, what each holds (sha256), and which cannot be read and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storage.model import SourceFile

MAX_BYTES = 64 * 1024 * 1024


def scan_corpus(
    corpus: Path, *, max_bytes: int = MAX_BYTES, on_file: Callable[[int], None] | None = None
) -> tuple[SourceFile, ...]:
    """All files under `corpus`, sorted by path; hidden ones are skipped. `on_file` gets the count so far.

    Raises CorpusMissing where `corpus` is no folder that can be listed; everything else becomes a refusal.
    """
    raise NotImplementedError


def read_source(corpus: Path, path: str, sha256: str) -> bytes:
    """The content of `corpus/path`. Raises SourceChanged where it is gone or is not what was planned."""
    raise NotImplementedError
