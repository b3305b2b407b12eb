"""Writes small DOCX and PDF files for tests, byte for byte the same each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/></Types>'
)


def _relations(**targets: str) -> str:
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def docx(
    body: str,
    numbering: str = "",
    styles: str = "",
    extra: Mapping[str, bytes] | None = None,
    **notes: bytes,
) -> bytes:
    """A DOCX with this XML in its body, numbering and styles.

    `notes` are whole parts of their own (footnotes, endnotes), `extra` parts that nothing points to.
    """
    related = {"styles": "styles.xml", "numbering": "numbering.xml"} | {kind: f"{kind}.xml" for kind in notes}
    parts = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _relations(officeDocument="word/document.xml").encode(),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": _relations(**related).encode(),
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>".encode(),
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>".encode(),
    } | {f"word/{kind}.xml": part for kind, part in notes.items()}
    return zipped(parts | dict(extra or {}))


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, method)
    return out.getvalue()


def paragraph(text: str, in_list: str | None = None, depth: int = 0, style: str | None = None) -> str:
    """The XML of a paragraph, a member of list `in_list` if given."""
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    member = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{in_list}"/></w:numPr>' if in_list else ""
    return f"<w:p><w:pPr>{name}{member}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(*rows: Sequence[str]) -> str:
    """The XML of a table; a cell that begins with < is XML itself."""
    printed = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row)
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in printed) + "</w:tbl>"


def list_definition(name: str, *levels: tuple[str, str], start: int = 1) -> str:
    """The XML of a list definition (w:abstractNum) with (numFmt, lvlText) for each level."""
    printed = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{name}">{printed}</w:abstractNum>'


def list_of(name: str, definition: str, restart_at: int | None = None) -> str:
    """The XML of a list (w:num) that uses a definition."""
    override = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{restart_at}"/></w:lvlOverride>'
    return (
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="{definition}"/>'
        f"{override if restart_at is not None else ''}</w:num>"
    )


PrintedText = tuple[float, float, float, str]
"""x and y of its beginning in points from the lower left corner, size, text."""


def pdf(pages: Iterable[Iterable[PrintedText]], *, encrypted: bool = False) -> bytes:
    """A PDF of A4 pages with these texts, in a font that every reader of Chinese has; a page without text has a picture."""
    kids: list[int] = []
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1 95 500]/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 880/StemV 93>>",
    ]
    for texts in pages:
        content = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()
            for x, y, size, text in texts
        )
        content = content or b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
        objects.append(b"<</Length %d>>stream\n%sendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (references, len(kids))
    return _assembled(objects, encrypted)


def _assembled(objects: Sequence[bytes], encrypted: bool) -> bytes:
    out, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table_at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    # what no empty password opens
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"11" * 32, b"22" * 32)
    out += b"trailer<</Root 1 0 R/Size %d%s>>\n" % (len(objects) + 1, locked if encrypted else b"")
    return out + b"startxref\n%d\n%%%%EOF\n" % table_at


def printed_page(paragraphs: Iterable[str], *, columns: int = 20, top: float = 760) -> list[PrintedText]:
    """Paragraphs set like a government document: first line indented by two characters, `columns` characters a line."""
    page: list[PrintedText] = []
    y = top
    for words in paragraphs:
        indent, rest = 2, words
        while rest:
            fit = _fitting(rest, columns - indent)
            page.append((90 + 16 * indent, y, 16, rest[:fit]))
            rest, indent, y = rest[fit:], 0, y - 28
    return page


def _fitting(words: str, width: float) -> int:
    """How many characters fit into a line; 。 and its like never begin the next one, and a number is never torn."""
    fit = 0
    while fit < len(words) and (width := width - (0.5 if words[fit].isascii() else 1)) >= 0:
        fit += 1
    while 1 < fit < len(words) and (words[fit] in "。，、；：）" or words[fit - 1 : fit + 1].isdecimal()):
        fit -= 1
    return fit
