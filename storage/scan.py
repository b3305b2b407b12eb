"""Scan of the corpus: which files there are, what each holds (sha256), and which cannot be read and why.

Where it is asked for, the members of ZIP archives are files too: `archive.zip!/folder/member.docx`.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.archives import (
    HARMLESS_BYTES,
    INSIDE,
    MOST_RATIO,
    ArchiveRefused,
    is_archive,
    list_members,
    read_member,
)
from storage.errors import CorpusMissing, SourceChanged
from storage.model import SourceFile, SourceRefusal
from storage.place import Place, StoreUrl

MAX_BYTES = 64 * 1024 * 1024
_CHUNK = 1024 * 1024

SCAN_REASONS = {
    "E_NAME": "The name is not valid UTF-8, too long, or has an empty part; rename the file.",
    "E_SYMLINK": "This is a symbolic link, which is not followed; put the file itself here.",
    "E_NOT_REGULAR": "This is a pipe, socket or device, not a file; remove it.",
    "E_PERMISSION": "The file must not be read by this user; give it read permission.",
    "E_TOO_LARGE": "The file is larger than the limit; split it, or raise the limit.",
    "E_VANISHED": "The file vanished while it was being read; the next run looks again.",
    "E_UNSTABLE": "The file was still being written; the next run looks again. Write elsewhere, then rename.",
    "E_EMPTY": "The archive holds no file; pack it anew, or delete it.",
    "E_DAMAGED": "The archive is damaged, or packed in a way that is not read; pack it anew as an ordinary ZIP.",
    "E_ENCRYPTED": "The archive is protected by a password; unpack it into the folder.",
    "E_ZIP_BOMB": "The archive has too many members, or unpacks to far more than documents do; unpack it into the folder.",
    "E_ZIP_NAMES": "A name in the archive leads out of it, cannot be decoded or stands twice; pack it anew.",
    "E_IO": "The disk did not give the file; check it, the next run tries again.",
}
"""Code → sentence that says what happened and what to do."""

_CODE_OF_ERRNO = {
    errno.ELOOP: "E_SYMLINK",
    errno.ENXIO: "E_NOT_REGULAR",  # a socket, or a device without a driver
    errno.EACCES: "E_PERMISSION",
    errno.EPERM: "E_PERMISSION",
    errno.ENOENT: "E_VANISHED",
    errno.ENOTDIR: "E_VANISHED",
    errno.ENAMETOOLONG: "E_NAME",
}


class _Refused(Exception):
    def __init__(self, code: str, size: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.size = size


def scan_corpus(
    corpus: Place,
    *,
    max_bytes: int = MAX_BYTES,
    zips: bool = False,
    on_file: Callable[[int], None] | None = None,
    cache: Path | None = None,
) -> tuple[SourceFile, ...]:
    """All files under `corpus`, sorted by path; hidden ones are skipped. `on_file` gets the count so far.

    With `zips` a ZIP archive in a folder stands for its members, each a file of its own; without, it is a file like any
    other. `cache` is a file that remembers the contents of a store from scan to scan, by etag. Raises CorpusMissing
    where `corpus` cannot be listed, StoreError where a store is not reached; everything else becomes a refusal.
    """
    if isinstance(corpus, StoreUrl):
        from storage.remote.corpus import scan_store

        return scan_store(corpus, max_bytes=max_bytes, on_file=on_file, cache=cache)
    root = os.fsencode(corpus)
    files: list[SourceFile] = []
    for relative, refusal in _walk(root, b""):
        if refusal:
            files.append(_refused(relative, refusal))
        else:
            members = _members(root, relative, max_bytes) if zips else None
            files += members or [_look_at(root, relative, max_bytes)]
        if on_file is not None:
            on_file(len(files))
    return tuple(sorted(files, key=lambda file: file.path))


def _walk(root: bytes, top: bytes) -> Iterator[tuple[bytes, str | None]]:
    """Paths below `top` (relative to root), each with the code of a refusal that is clear without opening it."""
    folders = [top]
    while folders:  # no recursion: folders can be nested deeper than calls
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(root, folder)) as entries:
                found = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
        except OSError as error:
            if not folder:
                message = f"The corpus {os.fsdecode(root)} cannot be listed: {error.strerror}."
                raise CorpusMissing(message) from error
            yield folder, _CODE_OF_ERRNO.get(error.errno or 0, "E_IO")
            continue
        for name, is_folder in found:
            relative = os.path.join(folder, name)
            if name.startswith(b"."):
                continue
            if is_folder:
                folders.append(relative)
            else:
                yield relative, None if _is_utf8(relative) else "E_NAME"


def _look_at(root: bytes, relative: bytes, max_bytes: int) -> SourceFile:
    digest = hashlib.sha256()
    size = 0
    try:
        for chunk in _read(os.path.join(root, relative), max_bytes):
            digest.update(chunk)
            size += len(chunk)
    except _Refused as refused:
        return _refused(relative, refused.code, refused.size)
    return SourceFile(_shown(relative), size, digest.hexdigest())


def _members(root: bytes, relative: bytes, max_bytes: int) -> list[SourceFile] | None:
    """The members of an archive, or the archive refused; None for every other file."""
    path = os.path.join(root, relative)
    try:
        with _opened(path, max_bytes) as (handle, state), os.fdopen(handle, "rb", closefd=False) as file:
            if not is_archive(file):
                return None
            if os.path.lexists(path + INSIDE[:1].encode()):
                raise ArchiveRefused("E_ZIP_NAMES")  # a folder of this name has files with the members' paths
            members = list_members(file, state.st_size, max_bytes)
    except _Refused:
        return None  # whoever looks at it as at any file will find the same
    except ArchiveRefused as refused:
        return [_refused(relative, refused.code)]
    files = [
        SourceFile(f"{_shown(relative)}{INSIDE}{one.name}", one.size, one.sha256, _refusal(one.code))
        for one in members
    ]
    return files or [_refused(relative, "E_EMPTY")]


def read_source(corpus: Place, path: str, sha256: str) -> bytes:
    """The content of `corpus/path`. Raises SourceChanged where it is gone or is not what was planned."""
    if isinstance(corpus, StoreUrl):
        from storage.remote.corpus import read_from_store

        return read_from_store(corpus, path, sha256)
    whole = os.path.join(os.fsencode(corpus), path.encode())
    archive, inside, member = whole.partition(INSIDE.encode())
    try:
        if inside and not os.path.lexists(whole):
            content = _read_member(archive, member.decode())
        else:
            content = b"".join(_read(whole, None))
    except (_Refused, ArchiveRefused) as refused:
        raise SourceChanged(f"{path}: {SCAN_REASONS[refused.code]}") from refused
    if hashlib.sha256(content).hexdigest() != sha256:
        raise SourceChanged(f"{path} changed after it was listed; the next run reads it.")
    return content


def _read_member(archive: bytes, name: str) -> bytes:
    with _opened(archive, None) as (handle, state), os.fdopen(handle, "rb", closefd=False) as file:
        return read_member(file, name, max(HARMLESS_BYTES, MOST_RATIO * state.st_size))


def _read(path: bytes, max_bytes: int | None) -> Iterator[bytes]:
    """The bytes of a regular file that stays as it is while it is read. Raises _Refused."""
    with _opened(path, max_bytes) as (handle, before):
        read = 0
        while chunk := os.read(handle, _CHUNK):
            read += len(chunk)
            if read > before.st_size:
                raise _Refused("E_UNSTABLE", read)
            yield chunk
        if read < before.st_size:
            raise _Refused("E_UNSTABLE", read)


@contextmanager
def _opened(path: bytes, max_bytes: int | None) -> Iterator[tuple[int, os.stat_result]]:
    """Handle and state of a regular file that stays as it is until the block ends. Raises _Refused."""
    try:
        # O_NONBLOCK: opening a pipe must not wait for its other end.
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            before = os.fstat(handle)
            _require_readable(before, max_bytes)
            yield handle, before
            after = os.fstat(handle)
            if _state(after) != _state(before):
                raise _Refused("E_UNSTABLE", after.st_size)
        finally:
            os.close(handle)
    except OSError as error:
        raise _Refused(_CODE_OF_ERRNO.get(error.errno or 0, "E_IO")) from error


def _require_readable(state: os.stat_result, max_bytes: int | None) -> None:
    if not stat.S_ISREG(state.st_mode):
        raise _Refused("E_NOT_REGULAR")
    if max_bytes is not None and state.st_size > max_bytes:
        raise _Refused("E_TOO_LARGE", state.st_size)


def _state(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino


def _is_utf8(name: bytes) -> bool:
    try:
        name.decode()
    except UnicodeDecodeError:
        return False
    return True


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "backslashreplace")


def _refused(relative: bytes, code: str, size: int = 0) -> SourceFile:
    return SourceFile(_shown(relative), size, None, _refusal(code))


def _refusal(code: str | None) -> SourceRefusal | None:
    return SourceRefusal("scan", code, SCAN_REASONS[code]) if code is not None else None
