"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

_MAGIC = (
    (b"%PDF-", "It is a PDF. Save its text as .txt, or publish the HTML page."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "It is an old Word, Excel or WPS file. Save it as text or HTML."),
    (b"{\\rtf", "It is an RTF file. Save it as text or HTML."),
    (b"\x89PNG\r\n\x1a\n", "It is a PNG picture. Run text recognition (OCR) and save the text."),
    (b"\xff\xd8\xff", "It is a JPEG picture. Run text recognition (OCR) and save the text."),
    (b"GIF8", "It is a GIF picture. Run text recognition (OCR) and save the text."),
    (b"II*\0", "It is a TIFF picture. Run text recognition (OCR) and save the text."),
    (b"MM\0*", "It is a TIFF picture. Run text recognition (OCR) and save the text."),
    (b"\x1f\x8b", "It is a gzip archive. Unpack it into the folder."),
    (b"7z\xbc\xaf\x27\x1c", "It is a 7z archive. Unpack it into the folder."),
    (b"Rar!\x1a\x07", "It is a RAR archive. Unpack it into the folder."),
    (b"BZh", "It is a bzip2 archive. Unpack it into the folder."),
    (b"\xfd7zXZ\0", "It is an xz archive. Unpack it into the folder."),
    (b"PAR1", "It is a Parquet file; Duizhao writes these, it does not read them."),
    (b"SQLite format 3\0", "It is an SQLite database. Export its texts."),
)

# member names that stand in a ZIP's first bytes or its directory at the end
_ZIPPED = (
    (b"word/document.xml", "It is a Word document (DOCX). Save it as text or HTML."),
    (b"xl/workbook.xml", "It is an Excel workbook (XLSX). Save it as text or HTML."),
    (b"ppt/presentation.xml", "It is a PowerPoint file (PPTX). Save it as text or HTML."),
    (b"OFD.xml", "It is an OFD document. Save it as text or HTML."),
    (b"application/vnd.oasis.opendocument", "It is an OpenDocument file. Save it as text or HTML."),
    (b"application/epub", "It is an EPUB book. Save it as text or HTML."),
)

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|section|article|center|span|font|ul|ol|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)


def binary_format(data: bytes) -> str | None:
    """What a binary file is and how to convert it, in a sentence; None for what may be text."""
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            return sentence
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        for member, sentence in _ZIPPED:
            if member in data[:4096] or member in data[-65536:]:
                return sentence
        return "It is a ZIP archive. Unpack it into the folder."
    return None


def is_html(text: str) -> bool:
    """True when `text` begins like a web page or a part of one."""
    return _HTML.match(text[:4096]) is not None
