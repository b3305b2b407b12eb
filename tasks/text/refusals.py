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
    "E_UNSUPPORTED_FORMAT": ("format", "This format is not read."),
    "E_PARSE": (
        "extract",
        "The file could not be read to its end because of a fault in Duizhao; please report it.",
    ),
}
"""Code → (stage, sentence that says what happened and what to do)."""


class Refusal(Exception):
    """A source, or the part `start:end` of its decoded text, cannot be read. `detail` is one sentence."""

    def __init__(self, code: str, detail: str = "", start: int | None = None, end: int | None = None) -> None:
        self.stage, sentence = REASONS[code]
        self.code = code
        self.detail = f"{sentence} {detail}".strip()
        self.start = start
        self.end = end
        super().__init__(f"{code}: {self.detail}")
