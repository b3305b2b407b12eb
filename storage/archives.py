"""ZIP archives of the corpus, where a run was asked to read them: what is in one, and what may not be read.

A member is a source of its own, `批次.zip!/青禾区/报告.docx`: it is hashed, planned, read and deleted like a file. Nothing
is ever unpacked to disk, and an archive inside an archive stays closed. A DOCX is a ZIP too, but a document.
"""

from __future__ import annotations

import hashlib
import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

INSIDE = "!/"
"""Between the path of an archive and the name of its member."""

MOST_MEMBERS = 2_000
MOST_RATIO = 200
"""Times the packed size that all members together may have, once they are more than `HARMLESS_BYTES`."""
HARMLESS_BYTES = 16 << 20
_CHUNK = 1 << 20

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml"))
"""Members that only the ZIP of a single document has: Office Open XML, OpenDocument and EPUB, OFD."""
_UTF8 = 0x800
_ENCRYPTED = 0x1
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""What the zipfile module raises for broken members, and for ways of packing that it does not know."""


class ArchiveRefused(Exception):
    """The whole archive cannot be read; `code` is one of the scan's reasons."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name with `/`, its size and hash, or the code of its refusal."""

    name: str
    size: int
    sha256: str | None
    code: str | None = None


def is_archive(file: BinaryIO) -> bool:
    """True for a ZIP that is no document. A damaged one counts as an archive."""
    file.seek(0)
    if file.read(4) not in _MAGIC:
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return _DOCUMENTS.isdisjoint(archive.namelist())
    except _BROKEN:
        file.seek(0)
        start = file.read(_CHUNK)  # a broken document is refused when it is read
        return not any(name.encode() in start for name in _DOCUMENTS)


def list_members(file: BinaryIO, packed: int, max_bytes: int) -> tuple[Member, ...]:
    """All members but folders and hidden files. `packed` is the archive's size, `max_bytes` the limit of one member.

    Raises ArchiveRefused for what is broken, unpacks to too much, or names two members alike.
    """
    budget = _Budget(max(HARMLESS_BYTES, MOST_RATIO * packed))
    try:
        with zipfile.ZipFile(file) as archive:
            named = [(_name(info), info) for info in archive.infolist() if not info.is_dir()]
            named = [(name, info) for name, info in named if not _is_hidden(name)]
            if len(named) > MOST_MEMBERS:
                raise ArchiveRefused("E_ZIP_BOMB")
            if any(count > 1 for count in Counter(name for name, _ in named).values()):
                raise ArchiveRefused("E_ZIP_NAMES")
            return tuple(_look_at(archive, info, name, budget, max_bytes) for name, info in named)
    except _BROKEN as error:
        raise ArchiveRefused("E_DAMAGED") from error


def read_member(file: BinaryIO, name: str, most: int) -> bytes:
    """The content of the member `name`, at most `most` bytes. Raises ArchiveRefused where it cannot be read (now)."""
    try:
        with zipfile.ZipFile(file) as archive:
            info = next((info for info in archive.infolist() if _name(info) == name), None)
            if info is None:
                raise ArchiveRefused("E_VANISHED")
            return b"".join(_chunks(archive, info, _Budget(most)))
    except _BROKEN as error:
        raise ArchiveRefused("E_DAMAGED") from error


class _Budget:
    """Bytes that may yet be unpacked; a bomb is seen while it unpacks, whatever its headers say."""

    def __init__(self, most: int) -> None:
        self._left = most

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise ArchiveRefused("E_ZIP_BOMB")


def _look_at(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, budget: _Budget, max_bytes: int
) -> Member:
    code = _code(info, name, max_bytes)
    if code is not None:
        return Member(name, info.file_size, None, code)
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in _chunks(archive, info, budget):
            digest.update(chunk)
            size += len(chunk)
    except _BROKEN:
        return Member(name, size, None, "E_DAMAGED")
    return Member(name, size, digest.hexdigest())


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget) -> Iterator[bytes]:
    with archive.open(info) as content:
        while chunk := content.read(_CHUNK):
            budget.spend(len(chunk))
            yield chunk


def _code(info: zipfile.ZipInfo, name: str, max_bytes: int) -> str | None:
    """Why a member is refused without opening it."""
    if name.startswith("/") or ".." in name.split("/") or "\\x" in name or name[1:2] == ":":
        return "E_ZIP_NAMES"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "E_SYMLINK"
    if info.flag_bits & _ENCRYPTED:
        return "E_ENCRYPTED"
    return "E_TOO_LARGE" if info.file_size > max_bytes else None


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the UTF-8 flag zipfile reads it as code page 437, and Windows wrote GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        raw = name.encode("cp437")
        name = _decoded(raw)
    return name.replace("\\", "/") if "\\x" not in name else name


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("ascii", "backslashreplace")


def _is_hidden(name: str) -> bool:
    """As in folders; and what macOS adds to every archive."""
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part != ".." for part in parts)
