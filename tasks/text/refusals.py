"""Why a source is refused: one code and one sentence each, for `rejects` and for the person who reads it.

    Refusal(Exception)
        carries stage, code, detail, and the span it concerns (source offsets; None for a whole file)

Codes start with E_ (refused: no rows) or W_ (kept, but a part of it was refused or looks wrong).
"""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, tuple[str, str]] = {
    "E_EMPTY": ("decode", "The file has no text in it; publish it again, or delete it."),
    "E_BINARY": (
        "decode",
        "The file is not text: it holds bytes that no text has. Export it as text or HTML.",
    ),
    "E_ENCODING": ("decode", "No known encoding fits all of the file's bytes. Save it as UTF-8."),
    "E_ENCODING_AMBIGUOUS": ("decode", "Two encodings fit equally well. Save the file as UTF-8."),
    "E_MOJIBAKE_LOSSY": (
        "decode",
        "The text was destroyed by an earlier wrong conversion (锟斤拷). Fetch it again.",
    ),
    "E_OLD_OFFICE": (
        "format",
        "This is a format of old Office programs. Open it in Word, WPS or LibreOffice and save it as .docx or text.",
    ),
    "E_IMAGE": ("format", "This is a picture. Run text recognition (OCR) and save the text."),
    "E_ARCHIVE": (
        "format",
        "This is an archive. Unpack it into the folder, or let the run read ZIP archives (--zip).",
    ),
    "E_UNSUPPORTED_FORMAT": ("format", "This format is not read. Save it as .docx, PDF, HTML or text."),
    "E_ENCRYPTED": ("format", "The file is protected by a password. Save a copy without it."),
    "E_DAMAGED": (
        "format",
        "The file is damaged or cut off. Fetch it again, or open it and save it anew.",
    ),
    "E_ZIP_BOMB": (
        "format",
        "Unpacked, the file would be far larger than any document. Open it and save it anew, or delete it.",
    ),
    "E_SCANNED": (
        "format",
        "The PDF has pictures of pages and no text. Run text recognition (OCR) and save the text.",
    ),
    "E_PDF_FONTS": (
        "format",
        "The fonts of the PDF do not say which characters they print. Use the original (.docx, HTML), or run text "
        "recognition (OCR).",
    ),
    "E_PARSE": (
        "extract",
        "The file could not be read to its end because of a fault in Duizhao; please report it.",
    ),
    "W_UNDECODABLE_LINES": (
        "decode",
        "No known encoding fits some lines; they were left out. Save the file as UTF-8.",
    ),
    "W_MOJIBAKE": (
        "decode",
        "Some characters were destroyed by an earlier wrong conversion; they are kept as they stand.",
    ),
    "W_PAGES_WITHOUT_TEXT": (
        "format",
        "Some pages of the PDF are pictures and were not read. Run text recognition (OCR) on them.",
    ),
}
"""Code → (stage, sentence that says what happened and what to do)."""

_LONGEST_DETAIL = 200


class Refusal(Exception):
    """A source, or the part `start:end` of its decoded text, cannot be read. `detail` is one sentence."""

    def __init__(self, code: str, detail: str = "", start: int | None = None, end: int | None = None) -> None:
        self.stage, sentence = REASONS[code]
        self.code = code
        self.detail = f"{sentence} {detail}".strip()
        self.start = start
        self.end = end
        super().__init__(f"{code}: {self.detail}")


def refusal_of(error: Exception, start: int, end: int) -> Refusal:
    """Why the part `start:end` is refused: `error` itself, or a fault of ours, which is then the refusal's cause."""
    if isinstance(error, Refusal):
        error.start, error.end = start, end
        return error
    refusal = Refusal("E_PARSE", describe(error), start, end)
    refusal.__cause__ = error
    return refusal


def describe(error: BaseException) -> str:
    """The kind and first line of an error, short enough for a table."""
    first = str(error).strip().split("\n", 1)[0]
    return f"{type(error).__name__}: {first}"[:_LONGEST_DETAIL].removesuffix(": ")
