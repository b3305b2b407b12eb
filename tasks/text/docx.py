"""DOCX → text: a paragraph a line with its automatic number as printed, a table row a line with ` | ` between its cells.

A text box stands behind the paragraph that it hangs on, foot- and endnotes at the end. Headers, footers, comments, deleted
and hidden text are left out: none of them is the document's body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from tasks.text.docx_lists import Element, list_of, read_lists, value
from tasks.text.html import CELL_BORDER
from tasks.text.numbering import Counters
from tasks.text.refusals import Refusal
from tasks.text.zip_limits import check_zip

for _kind in ("document.macroEnabled", "template.macroEnabledTemplate"):
    PartFactory.part_type_for[f"application/vnd.ms-word.{_kind}.main+xml"] = DocumentPart
PartFactory.part_type_for[
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
] = DocumentPart

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _RUN = qn("w:t"), qn("w:r")
_BOX = qn("w:txbxContent")
_PRINTED = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_NOT_BODY = frozenset(
    map(
        qn,
        (
            "w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:drawing", "w:pict", "w:object", "w:rt", "w:sdtPr", "w:sectPr",
            "w:tblPr", "w:trPr", "w:tcPr", "w:instrText", "w:delText",
        ),
    )
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}  # fmt: skip
_OLDER = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The same drawing again, for older programs."""
_DELETED = frozenset((qn("w:del"), qn("w:moveFrom")))
_NOTES = ((RELATIONSHIP_TYPE.FOOTNOTES, qn("w:footnote")), (RELATIONSHIP_TYPE.ENDNOTES, qn("w:endnote")))
NOTES_HEAD = "注释："
_BLANKS = re.compile(r"\s+")
_OFF = ("0", "false", "off")


def docx_text(data: bytes) -> tuple[str, tuple[Refusal, ...]]:
    """The text of a DOCX's body; no warnings. Raises Refusal for what is broken, locked or too large."""
    check_zip(data)
    try:
        part = Package.open(BytesIO(data)).main_document_part
        return _Body(part.document).text(), ()
    except (LxmlError, OpcError, LookupError, AttributeError, ValueError, TypeError, AssertionError) as error:
        # python-docx has no error of its own for parts that are missing or not what they should be, and its messages
        # name addresses in memory
        raise Refusal("E_DAMAGED", f"DOCX: {type(error).__name__}.") from error


class _Body:
    """Walks the body of a document in order and counts its lists. Its own stack: tables nest in tables."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._body: Element = document.element.body
        self._styles = {
            s.get(qn("w:styleId")): s for s in document.styles.element.iterchildren(qn("w:style"))
        }
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) not in (None, *_OFF)
            ),
            None,
        )
        self._counters = Counters(read_lists(_numbering(document), self._styles))

    def text(self) -> str:
        return "\n".join(line for line in (*self._lines(self._body), *self._notes()) if line.strip())

    def _lines(self, parent: Element) -> Iterator[str]:
        """The lines under `parent`: paragraphs, tables, and whatever wraps them (content controls …)."""
        pending = [parent]
        while pending:
            element = pending.pop()
            if element.tag == _PARAGRAPH:
                yield self._paragraph(element)
                pending.extend(reversed(list(_boxes(element))))
            elif element.tag == _TABLE:
                yield from self._table(element)
            elif element.tag not in _NOT_BODY:
                pending.extend(reversed(element))

    def _paragraph(self, paragraph: Element) -> str:
        words = _words(paragraph)
        member = list_of(paragraph, self._styles, self._default)
        # Word counts an empty paragraph of a list too, but prints its number on an empty line
        marker = self._counters.marker(*member) if member else ""
        return marker + words if words.strip() else ""

    def _notes(self) -> Iterator[str]:
        """Foot- and endnotes, numbered as they stand in the file, under a line that says what they are."""
        notes = [
            " ".join(filter(None, map(str.strip, self._lines(note))))
            for kind, tag in _NOTES
            for note in _parts_of(self._document, kind, tag)
        ]
        if notes:
            yield NOTES_HEAD
        for number, note in enumerate(notes, 1):
            yield f"{number}. {note}"

    def _table(self, table: Element) -> Iterator[str]:
        for row in _inside(table, _ROW):
            cells = list(_inside(row, _CELL))
            texts = [list(filter(None, map(str.strip, self._lines(cell)))) for cell in cells]
            if len(cells) == 1:
                yield from texts[0]  # a frame around text, no table
            else:
                yield _row(cells, texts) if any(texts) else ""


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph, each once, without those inside of others."""
    if next(paragraph.iter(_BOX), None) is None:
        return
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == _BOX:
            yield element
        elif element.tag != _OLDER and element.tag not in _DELETED:
            pending.extend(reversed(element))


def _parts_of(document: Any, kind: str, tag: str) -> Iterator[Element]:
    """The notes in a part of their own; lines that only separate them have a type."""
    try:
        notes = parse_xml(document.part.part_related_by(kind).blob)
    except KeyError:
        return
    yield from (note for note in notes.iterchildren(tag) if note.get(qn("w:type")) is None)


def _row(cells: list[Element], texts: list[list[str]]) -> str:
    """One line; a cell over several columns is followed by empty ones, so that columns stay below their heads."""
    printed = []
    for cell, lines in zip(cells, texts, strict=True):
        span = value(cell.find(qn("w:tcPr")), "w:gridSpan")
        width = int(span) if span and span.isdecimal() else 1
        printed += [_BLANKS.sub(" ", " ".join(lines)), *[""] * (min(width, 64) - 1)]
    return CELL_BORDER.join(printed)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, through content controls, but none of a table inside."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _inside(child, tag)


def _words(paragraph: Element) -> str:
    """What a paragraph prints, without its number."""
    parts, pending = [], list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag == _TEXT:
            parts.append(element.text or "")
        elif element.tag in _PRINTED:
            parts.append(_PRINTED[element.tag])
        elif element.tag not in _NOT_BODY and not _hidden(element):
            pending.extend(reversed(element))
    return "".join(parts)


def _hidden(element: Element) -> bool:
    vanish = element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if element.tag == _RUN else None
    return vanish is not None and vanish.get(qn("w:val")) not in _OFF


def _numbering(document: Any) -> Element | None:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        return None
