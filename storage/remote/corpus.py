"""A corpus in an object store: the same scan as of a folder, with the same paths, refusals and sha256.

A store does not tell the sha256 of a key, so each content is read once; what it was is remembered by etag and size.
"""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from storage.durable import replace_file
from storage.errors import (
    ConditionFailed,
    CorpusMissing,
    KeyMissing,
    SourceChanged,
    StoreDenied,
    StoreError,
    StoreMissing,
    StoreUnreachable,
)
from storage.model import SourceFile, SourceRefusal
from storage.place import StoreUrl
from storage.remote.store import CONNECTIONS, Entry, Store, at_once
from storage.scan import SCAN_REASONS

Known = Mapping[str, tuple[str, int, str]]
"""Path → etag, size and sha256 when it was last read."""


def entries(url: StoreUrl) -> tuple[Entry, ...]:
    """The files of a corpus in order of path: every key but hidden ones and those that only stand for a folder.

    Raises CorpusMissing where there is no such bucket.
    """
    try:
        found = Store(url).list()
    except StoreMissing as error:
        raise CorpusMissing(str(error)) from error
    return tuple(entry for entry in found if not _is_hidden(entry.key))


def _is_hidden(path: str) -> bool:
    return path.endswith("/") or any(part.startswith(".") for part in path.split("/"))


def scan_store(
    url: StoreUrl, *, max_bytes: int, on_file: Callable[[int], None] | None, cache: Path | None
) -> tuple[SourceFile, ...]:
    """`storage.scan.scan_corpus` for a store. `cache` is the file that remembers contents from scan to scan."""
    known = _remembered(cache)
    files: list[SourceFile] = []
    found = entries(url)
    for start in range(0, len(found), CONNECTIONS):
        files += at_once(lambda entry: _look_at(url, entry, max_bytes, known), found[start:][:CONNECTIONS])
        if on_file is not None:
            on_file(len(files))
    if cache is not None and cache.parent.is_dir():
        _remember(cache, found, files)
    return tuple(files)


def _look_at(url: StoreUrl, entry: Entry, max_bytes: int, known: Known) -> SourceFile:
    if "" in entry.key.split("/"):
        return _refused(entry, "E_NAME")
    if entry.size > max_bytes:
        return _refused(entry, "E_TOO_LARGE")
    etag, size, sha256 = known.get(entry.key, ("", 0, ""))
    if (etag, size) == (entry.etag, entry.size):
        return SourceFile(entry.key, entry.size, sha256)
    try:
        return SourceFile(entry.key, entry.size, Store(url).digest(entry.key, entry.etag))
    except KeyMissing:
        return _refused(entry, "E_VANISHED")
    except ConditionFailed:
        return _refused(entry, "E_UNSTABLE")
    except StoreDenied:
        return _refused(entry, "E_PERMISSION")
    except StoreUnreachable:
        raise  # it is the store that is gone, not this file
    except StoreError:
        return _refused(entry, "E_IO")


def _refused(entry: Entry, code: str) -> SourceFile:
    return SourceFile(entry.key, entry.size, None, SourceRefusal("scan", code, SCAN_REASONS[code]))


def read_from_store(url: StoreUrl, path: str, sha256: str) -> bytes:
    """`storage.scan.read_source` for a store. Raises OSError where the store does not give the content."""
    try:
        content, _ = Store(url).read(path)
    except KeyMissing as error:
        raise SourceChanged(f"{path}: {SCAN_REASONS['E_VANISHED']}") from error
    except StoreError as error:
        raise OSError(errno.EIO, str(error)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SourceChanged(f"{path} changed after it was listed; the next run reads it.")
    return content


def _remembered(cache: Path | None) -> Known:
    try:
        found = json.loads(cache.read_bytes()) if cache is not None else {}
        return {path: (etag, size, sha256) for path, (etag, size, sha256) in found.items()}
    except (FileNotFoundError, ValueError, AttributeError, TypeError):
        return {}  # it only saves reading


def _remember(cache: Path, found: Sequence[Entry], files: Sequence[SourceFile]) -> None:
    pairs = zip(found, files, strict=True)
    known = {entry.key: (entry.etag, entry.size, file.sha256) for entry, file in pairs if file.sha256}
    replace_file(cache, json.dumps(known, ensure_ascii=False).encode())
