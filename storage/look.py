"""A look at a folder of documents: which files there are and in which state, without opening any of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress

from storage.errors import CorpusMissing, StoreError
from storage.place import Place, StoreUrl

FileState = tuple[int, int, int | str]
"""Size, time of change in nanoseconds, inode or etag: a file with the same three is taken to be the same file."""


def look(folder: Place) -> dict[str, FileState]:
    """Path below `folder` → state of every regular file; hidden ones are skipped, as in the scan.

    Raises CorpusMissing where `folder` cannot be listed.
    """
    if isinstance(folder, StoreUrl):
        return _look_at_store(folder)
    try:
        os.scandir(folder).close()
    except OSError as error:
        raise CorpusMissing(f"The inbox {folder} cannot be listed: {error.strerror}.") from error
    return dict(_files(str(folder), ""))


def _look_at_store(url: StoreUrl) -> dict[str, FileState]:
    from storage.remote.corpus import entries

    try:
        return {one.key: (one.size, int(one.modified * 1e9), one.etag) for one in entries(url)}
    except StoreError as error:
        raise CorpusMissing(str(error)) from error


def _files(root: str, below: str) -> Iterator[tuple[str, FileState]]:
    with suppress(OSError), os.scandir(os.path.join(root, below)) as entries:  # it may go while we look
        for entry in entries:
            path = os.path.join(below, entry.name)
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, path)
                continue
            with suppress(OSError):
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(found.st_mode):
                    yield path, (found.st_size, found.st_mtime_ns, found.st_ino)
