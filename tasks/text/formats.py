"""Decoded file → its text: plain text as it is, everything else by the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tasks.text.decode import Decoded, Package
from tasks.text.html import page_text
from tasks.text.model import RawText
from tasks.text.refusals import Refusal

Read = tuple[str, tuple[Refusal, ...]]
"""The text of a package, and what of it was not read."""


def _docx(data: bytes) -> Read:
    from tasks.text.docx import docx_text  # its library takes 0.2 s to import, and many corpora have no DOCX

    return docx_text(data)


def _pdf(data: bytes) -> Read:
    from tasks.text.pdf import pdf_text  # the same

    return pdf_text(data)


READERS: Mapping[str, Callable[[bytes], Read]] = {"docx": _docx, "pdf": _pdf}


def to_text(decoded: Decoded | Package) -> RawText:
    """The text of a decoded file; source offsets point into it. Raises Refusal where there is none."""
    raw = _unpacked(decoded) if isinstance(decoded, Package) else _readable(decoded)
    if not raw.text.strip():
        raise Refusal("E_EMPTY", f"The {raw.format.upper()} file has markup and no text.")
    return raw


def _unpacked(package: Package) -> RawText:
    text, warnings = READERS[package.format](package.data)
    return RawText(text, package.format, None, None, verbatim=False, warnings=warnings)


def _readable(decoded: Decoded) -> RawText:
    page = decoded.format == "html"
    text = page_text(decoded.text) if page else decoded.text
    verbatim = decoded.verbatim and not page
    return RawText(text, decoded.format, decoded.encoding, decoded.evidence, verbatim, decoded.warnings)
