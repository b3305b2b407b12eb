"""What a ZIP may cost: its parts are unpacked once, counted while they are, before any library touches the file."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from io import BytesIO

from tasks.text.refusals import Refusal

MOST_PARTS = 20_000
MOST_BYTES = 256 << 20
"""Unpacked, all parts together: pictures of a long report stay below a tenth of it."""
MOST_RATIO = 200
"""Times the packed size, once it is more than `HARMLESS_BYTES`: XML of a large table packs 50 to 1."""
HARMLESS_BYTES = 16 << 20
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, RuntimeError, ValueError, LookupError, OSError,
)  # fmt: skip
"""What the zipfile module raises for broken files."""


def check_zip(data: bytes) -> None:
    """Raises Refusal for a ZIP that is broken, has a password, or unpacks to more than any document would."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _count(archive, min(MOST_BYTES, max(HARMLESS_BYTES, MOST_RATIO * len(data))))
    except _BROKEN as error:
        raise Refusal("E_DAMAGED", f"ZIP: {error}.") from None


def _count(archive: zipfile.ZipFile, most: int) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise Refusal("E_ZIP_BOMB", f"It has {len(parts):,} parts.")
    unpacked = 0
    for part in parts:
        if part.flag_bits & 1:
            raise Refusal("E_ENCRYPTED")
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                unpacked += len(chunk)
                if unpacked > most:
                    raise Refusal("E_ZIP_BOMB", f"It unpacks to more than {most >> 20} MiB.")
