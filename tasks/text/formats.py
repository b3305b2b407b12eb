"""Decoded file → its text: plain text as it is, web pages by their main content."""

from __future__ import annotations

from tasks.text.decode import Decoded
from tasks.text.html import page_text
from tasks.text.model import RawText
from tasks.text.refusals import Refusal


def to_text(decoded: Decoded) -> RawText:
    """The text of a decoded file; source offsets point into it. Raises Refusal where a page holds no text."""
    text = page_text(decoded.text) if decoded.format == "html" else decoded.text
    if not text.strip():
        raise Refusal("E_EMPTY", "The page has markup and no text.")
    return RawText(text, decoded.format, decoded.encoding, decoded.evidence)
