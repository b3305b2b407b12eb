"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

READ = frozenset({"docx", "pdf"})
"""Formats of bytes that have a reader; every other one named here is refused."""

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "E_OLD_OFFICE", "It is an old Word, Excel or WPS file (.doc, .xls, .wps)."),
    (b"{\\rtf", "E_OLD_OFFICE", "It is an RTF file."),
    (b"\x89PNG\r\n\x1a\n", "E_IMAGE", "It is a PNG."),
    (b"\xff\xd8\xff", "E_IMAGE", "It is a JPEG."),
    (b"GIF8", "E_IMAGE", "It is a GIF."),
    (b"II*\0", "E_IMAGE", "It is a TIFF."),
    (b"MM\0*", "E_IMAGE", "It is a TIFF."),
    (b"\x1f\x8b", "E_ARCHIVE", "It is gzip."),
    (b"7z\xbc\xaf\x27\x1c", "E_ARCHIVE", "It is 7z."),
    (b"Rar!\x1a\x07", "E_ARCHIVE", "It is RAR."),
    (b"BZh", "E_ARCHIVE", "It is bzip2."),
    (b"\xfd7zXZ\0", "E_ARCHIVE", "It is xz."),
    (b"PAR1", "E_UNSUPPORTED_FORMAT", "It is a Parquet file; Duizhao writes these, it does not read them."),
    (b"SQLite format 3\0", "E_UNSUPPORTED_FORMAT", "It is an SQLite database."),
)  # fmt: skip

# member names that stand in a ZIP's first bytes or in its directory at the end
_ZIPPED = (
    (b"xl/workbook", "It is an Excel workbook (XLSX)."),
    (b"ppt/presentation", "It is a PowerPoint file (PPTX)."),
    (b"OFD.xml", "It is an OFD document."),
    (b"application/vnd.oasis.opendocument", "It is an OpenDocument file."),
    (b"application/epub", "It is an EPUB book."),
)
_WORD = b"word/document"
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
"""A DOCX with a password is an OLE file that holds this stream."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|section|article|center|span|font|ul|ol|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_SAVED_BY_WORD = (
    (re.compile(r"\s*<\?xml.{0,200}?<\?mso-application", re.DOTALL), "It is Word 2003 XML."),
    (
        re.compile(r"\s*(?:From:|MIME-Version:)(?=.{0,2000}?multipart/related)", re.DOTALL | re.IGNORECASE),
        "It is a web archive (.mht).",
    ),
)

Refused = tuple[str, str]
"""Code of the refusal, and a sentence that names the format."""


def binary_format(data: bytes) -> str | Refused | None:
    """The name of a format in `READ`, why another binary format is refused, or None for what may be text."""
    # some sites put blanks or a byte order mark in front
    if data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        return "pdf"
    for magic, code, sentence in _MAGIC:
        if data.startswith(magic):
            return ("E_ENCRYPTED", "") if code == "E_OLD_OFFICE" and _PROTECTED in data else (code, sentence)
    return _zipped(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _zipped(data: bytes) -> str | Refused:
    edges = data[:4096] + data[-65536:]
    if _WORD in edges:
        return "docx"
    for member, sentence in _ZIPPED:
        if member in edges:
            return "E_UNSUPPORTED_FORMAT", sentence
    return "E_ARCHIVE", "It is ZIP."


def text_format(text: str) -> str | Refused:
    """`html` for a web page or a part of one, why another format made of characters is refused, or `text`."""
    for form, sentence in _SAVED_BY_WORD:
        if form.match(text[:4096]):
            return "E_OLD_OFFICE", sentence
    return "html" if _HTML.match(text[:4096]) else "text"
