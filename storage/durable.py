"""Writes that survive a power cut: content first, then its name, then the folder that holds the name.

Every change of the lake's disk state goes through these few functions, so that the tests can cut one short at any
point.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import uuid
from pathlib import Path

NO_LINKS = frozenset({errno.EXDEV, errno.EMLINK, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
"""What link() says where a file system has no hard links, or a file has too many."""


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_temporary(folder: Path, content: bytes, mode: int = 0o644) -> Path:
    """A new durable file in `folder` with a name that nothing looks for; the caller gives it its real one."""
    # Not .parquet and not .json: a reader's glob must never match it.
    path = folder / f".{uuid.uuid4().hex}.tmp"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        discard(path)
        raise
    return path


def replace_file(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Give `path` new content in one step: readers see the old or the new one."""
    temporary = write_temporary(path.parent, content, mode)
    move(temporary, path)


def create_exclusively(path: Path, content: bytes) -> None:
    """Create `path` with all of its content in one step. Raises FileExistsError where it exists."""
    temporary = write_temporary(path.parent, content, 0o444)
    try:
        os.link(temporary, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _rename_exclusively(temporary, path)
    finally:
        discard(temporary)
    sync_folder(path.parent)


def _rename_exclusively(temporary: Path, path: Path) -> None:
    # Without hard links, exclusiveness rests on the writer lock that the caller holds.
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    os.rename(temporary, path)


def move(source: Path, target: Path) -> None:
    """Rename a file (over an old one, if any) or a folder (where there is none), durably."""
    os.replace(source, target)
    sync_folder(target.parent)


def link_or_copy(source: Path, target: Path) -> None:
    """Give the file a second name; where the file system cannot, a durable, read-only copy."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        _copy(source, target)


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as original, target.open("xb") as copy:
        shutil.copyfileobj(original, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
    target.chmod(0o444)


def discard(path: Path) -> None:
    """Delete a file that may be gone already."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def discard_folder(folder: Path) -> None:
    """Delete a folder and all in it; it may be gone already, or be going in another process."""
    shutil.rmtree(folder, ignore_errors=True)
