"""PDF → text: the lines of its text layer with their places, handed to the layout. Pictures of pages are refused.

PDFium keeps global state and is not made for threads, so one file is read at a time.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from ctypes import byref
from itertools import pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as native  # type: ignore[import-untyped]

from tasks.text.encodings import commonness
from tasks.text.page_layout import Page, flow_text
from tasks.text.page_tables import PrintedLine
from tasks.text.refusals import Refusal

_ONE_AT_A_TIME = threading.Lock()
_MOST_PICTURES = 0.5
"""Share of pages without text from which on the PDF counts as scanned."""
_READABLE = 0.4
_JUDGED_FROM = 50
"""Han characters that it takes to judge whether a text layer is real text."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_HALVES = re.compile("[\ud800-\udfff]")
_UNMAPPED = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MOST_UNMAPPED = 0.05
_BREAKS = frozenset("\r\n")
_WIDE_GAP = 1.2
"""Heights of a line (a little more than an em) between two cells; names in a list stand an em apart."""
# PDFium's marks of a hyphen at a line end, and of what it could not map
_SIGNS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": "\ufffd"})


def pdf_text(data: bytes) -> tuple[str, tuple[Refusal, ...]]:
    """The text of a PDF in paragraphs, and a warning where some pages are pictures. Raises Refusal."""
    with _ONE_AT_A_TIME:
        pages = _read(data)
    bare = [number for number, page in enumerate(pages, 1) if not page.lines]
    if len(bare) > _MOST_PICTURES * len(pages) or len(bare) == len(pages):
        raise Refusal("E_SCANNED", f"{len(bare)} of {len(pages)} pages have no text.")
    text = flow_text(pages)
    _refuse_unreadable(text)
    if not bare:
        return text, ()
    return text, (Refusal("W_PAGES_WITHOUT_TEXT", f"Page {', '.join(map(str, bare))}."),)


def _read(data: bytes) -> list[Page]:
    try:
        with pdfium.PdfDocument(data) as document:
            return [_page(page) for page in document]
    except pdfium.PdfiumError as error:
        if error.err_code in (native.FPDF_ERR_PASSWORD, native.FPDF_ERR_SECURITY):
            raise Refusal("E_ENCRYPTED") from None
        raise Refusal("E_DAMAGED", f"PDF: {error}") from None


def _page(page: pdfium.PdfPage) -> Page:
    textpage = page.get_textpage()
    try:
        return Page(page.get_height(), tuple(_lines(textpage)))
    finally:
        textpage.close()
        page.close()


def _lines(textpage: pdfium.PdfTextPage) -> Iterator[PrintedLine]:
    """The lines of a page in the order of its content, without blank ones."""
    raw = textpage.raw
    characters = [chr(native.FPDFText_GetUnicode(raw, i)) for i in range(textpage.count_chars())]
    start = 0
    for end in range(len(characters) + 1):
        if end == len(characters) or characters[end] in _BREAKS:
            shown = [i for i in range(start, end) if not characters[i].isspace()]
            if shown:
                yield _line(raw, characters, shown)
            start = end + 1


def whole_characters(text: str) -> str:
    """`text` with surrogate pairs joined to characters; half a pair is a character that could not be mapped."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _HALVES.sub("\ufffd", joined)


def _line(raw: native.FPDF_TEXTPAGE, characters: list[str], shown: list[int]) -> PrintedLine:
    """The line of the characters with the indices `shown` and the blanks between them."""
    begin, end = _box(raw, shown[0]), _box(raw, shown[-1])
    return PrintedLine(
        _words(characters, shown),
        begin.left,
        end.right,
        max(begin.top, begin.bottom),
        min(begin.top, begin.bottom),
        tuple(_cells(raw, characters, shown)),
    )


def _cells(raw: native.FPDF_TEXTPAGE, characters: list[str], shown: list[int]) -> Iterator[tuple[float, str]]:
    """Where each part of a line begins that stands behind a wide gap, and its text; none for a line without gaps."""
    # only a blank can be wide: looking at every character would take as long as everything else
    after_blank = [i for i in range(1, len(shown)) if shown[i] - shown[i - 1] > 1]
    cuts = [0, *(i for i in after_blank if _gap(raw, shown[i - 1], shown[i]) > _WIDE_GAP), len(shown)]
    if len(cuts) > 2:
        for first, after in pairwise(cuts):
            yield _box(raw, shown[first]).left, _words(characters, shown[first:after])


def _gap(raw: native.FPDF_TEXTPAGE, before: int, after: int) -> float:
    """The white between two characters, in heights of the line."""
    left, right = _box(raw, before), _box(raw, after)
    return float((right.left - left.right) / (abs(left.top - left.bottom) or 1.0))


def _words(characters: list[str], shown: list[int]) -> str:
    return whole_characters("".join(characters[shown[0] : shown[-1] + 1]).translate(_SIGNS))


def _box(raw: native.FPDF_TEXTPAGE, index: int) -> native.FS_RECTF:
    box = native.FS_RECTF()
    native.FPDFText_GetLooseCharBox(raw, index, byref(box))
    return box


def _refuse_unreadable(text: str) -> None:
    """A text layer of fonts without a character map is another text than the one that is printed."""
    han = len(_HAN.findall(text))
    if len(_UNMAPPED.findall(text)) > _MOST_UNMAPPED * len(text) or (
        han >= _JUDGED_FROM and commonness(text) < _READABLE
    ):
        raise Refusal("E_PDF_FONTS")
