"""The torture set: every encoding × script × line ending × width, every format, every refusal; one outcome each.

The files are made here, from one notice that is printed in many ways. Whatever its dress, the text is the same.
"""

from __future__ import annotations

import codecs
from itertools import product
from zipfile import ZIP_STORED

import pytest

from tasks.parse import parse_source
from tasks.text.decode import decode
from tasks.text.formats import to_text
from tasks.text.model import RawText, Source
from tasks.text.normalize import normalize
from tasks.text.places import load_gazetteer
from tasks.text.refusals import REASONS, Refusal
from tests.papers import docx, paragraph, pdf, printed_page, zipped

TITLE = "青禾區人民政府關於做好防汛工作的通知"
NOTICE = (
    TITLE,
    "各鎮人民政府、各街道辦事處,區政府各部門:",
    "為做好2023年防汛工作(以下簡稱“防汛”),現將有關事項通知如下:",
    "一、加強領導。主要負責人要親自抓,分管負責人要具體抓,層層落實責任。",
    "(一)及時預警;發現險情,立即報告!",
    "二、備足物資。編織袋1200條,水泵35臺,由各單位自行保管。",
)
SIMPLIFIED = normalize("\n".join(NOTICE)).text
WIDE = str.maketrans(",:;()!", "，：；（）！")

SCRIPTS = {"simplified": SIMPLIFIED, "traditional": "\n".join(NOTICE)}
LINE_ENDS = {"lf": "\n", "crlf": "\r\n", "cr": "\r", "blank_lines": "\r\n\r\n"}
WIDTHS = {"half": {}, "full": WIDE}
ENCODINGS = {  # name → (codec, byte order mark, encoding found, evidence, scripts that it can write)
    "utf-8": ("utf-8", b"", "utf-8", "utf8_strict", SCRIPTS),
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8, "utf-8", "bom", SCRIPTS),
    "utf-16-le with mark": ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le", "bom", SCRIPTS),
    "utf-16-be with mark": ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be", "bom", SCRIPTS),
    "utf-16-le": ("utf-16-le", b"", "utf-16-le", "nul_pattern", SCRIPTS),
    "utf-16-be": ("utf-16-be", b"", "utf-16-be", "nul_pattern", SCRIPTS),
    "utf-32-le with mark": ("utf-32-le", codecs.BOM_UTF32_LE, "utf-32-le", "bom", SCRIPTS),
    "gb2312": ("gb2312", b"", "gb18030", "score", ("simplified",)),
    "gbk": ("gbk", b"", "gb18030", "score", SCRIPTS),
    "gb18030": ("gb18030", b"", "gb18030", "score", SCRIPTS),
    "gb18030 with mark": ("gb18030", b"\x84\x31\x95\x33", "gb18030", "bom", SCRIPTS),
    "big5": ("big5", b"", "cp950", "score", ("traditional",)),
}  # fmt: skip
DRESSES = [
    (encoding, script, line_end, width)
    for encoding, script, line_end, width in product(ENCODINGS, SCRIPTS, LINE_ENDS, WIDTHS)
    if script in ENCODINGS[encoding][4]
]


def canonical(raw: RawText) -> str:
    return "\n".join(filter(None, normalize(raw.text).text.split("\n")))


@pytest.mark.parametrize(("encoding", "script", "line_end", "width"), DRESSES)
def test_plain_text_in_every_dress(encoding: str, script: str, line_end: str, width: str) -> None:
    codec, mark, found, evidence, _ = ENCODINGS[encoding]
    printed = SCRIPTS[script].translate(WIDTHS[width]).replace("\n", LINE_ENDS[line_end])
    raw = to_text(decode(mark + printed.encode(codec)))
    assert (raw.format, raw.encoding, raw.encoding_evidence) == ("text", found, evidence)
    assert raw.text == printed and raw.verbatim and not raw.warnings
    assert normalize(raw.text).script == script
    assert canonical(raw) == SIMPLIFIED


LINES = SIMPLIFIED.split("\n")
PAGE = "<html><head><meta charset='{}'><title>x</title></head><body>" + "".join(f"<p>{x}</p>" for x in LINES)
FORMATS = {
    "html": PAGE.format("utf-8").encode(),
    "html in gb18030": PAGE.format("gb2312").encode("gb18030"),
    "html in utf-16": PAGE.format("utf-16").encode("utf-16"),
    "html named .doc, with a mark": codecs.BOM_UTF8 + PAGE.format("gb2312").encode(),
    "docx": docx("".join(map(paragraph, LINES))),
    "pdf": pdf([printed_page(LINES, columns=24)]),
    "pdf on two pages": pdf([printed_page(LINES[:3], columns=24), printed_page(LINES[3:], columns=24)]),
    "pdf with blanks in front": b"\r\n" + pdf([printed_page(LINES, columns=24)]),
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_text(name: str) -> None:
    raw = to_text(decode(FORMATS[name]))
    assert raw.format == name[:4].strip()
    assert canonical(raw) == SIMPLIFIED
    assert not raw.verbatim and not raw.warnings


BOTH = "临从代份传体".encode("gbk")
"""As Big5 it is 還植測爺換极: six common characters either way."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
UTF8 = SIMPLIFIED.encode() * 30
REFUSED: dict[str, list[tuple[str, bytes]]] = {
    "E_EMPTY": [
        ("nothing", b""),
        ("a mark", codecs.BOM_UTF8),
        ("blanks", "  \r\n\t　\u200b".encode()),
        ("a page without text", b"<html><body><script>x()</script></body></html>"),
        ("docx without text", docx(paragraph(" "))),
    ],
    "E_BINARY": [("bytes", bytes(range(256)) * 8), ("a NUL", b"text\0with a NUL in it")],
    "E_ENCODING": [
        ("a quarter cut off", SIMPLIFIED.encode() + b"\n\xe5\x8c"),
        ("UTF-16 with half a character", codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le") + b"\0"),
        ("Shift JIS", "ﾊﾝｶｸ".encode("shift-jis") * 20),
    ],
    "E_ENCODING_AMBIGUOUS": [("characters that stand in both", BOTH)],
    "E_MOJIBAKE_LOSSY": [
        ("GBK read as UTF-8", SIMPLIFIED.encode("gbk").decode("utf-8", "replace").encode()),
        ("and as GBK again", ("锟斤拷" * 40 + "區政府").encode()),
        ("UTF-8 read as GBK", SIMPLIFIED.encode().decode("gbk", "replace").encode()),
    ],
    "E_OLD_OFFICE": [
        (".doc, .xls, .wps", OLE),
        (".rtf", b"{\\rtf1\\ansi"),
        ("Word 2003 XML", b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?><w:wordDocument/>'),
        (".mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"),
    ],
    "E_IMAGE": [
        ("PNG", b"\x89PNG\r\n\x1a\n\0\0"), ("JPEG", b"\xff\xd8\xff\xe0"), ("GIF", b"GIF89a"), ("TIFF", b"II*\0\x08"),
    ],
    "E_ARCHIVE": [
        ("ZIP", zipped({"通知.txt": b"x"})), ("RAR", b"Rar!\x1a\x07\x01\0"), ("7z", b"7z\xbc\xaf\x27\x1c\0\x04"),
        ("gzip", b"\x1f\x8b\x08\0"), ("xz", b"\xfd7zXZ\0\0"), ("bzip2", b"BZh91AY"),
    ],
    "E_UNSUPPORTED_FORMAT": [
        ("XLSX", zipped({"xl/workbook.xml": b"x"})), ("PPTX", zipped({"ppt/presentation.xml": b"x"})),
        ("OFD", zipped({"OFD.xml": b"x"})), ("ODT", zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}, ZIP_STORED)),
        ("Parquet", b"PAR1\x15\x04"), ("SQLite", b"SQLite format 3\0"),
    ],
    "E_ENCRYPTED": [
        ("docx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("pdf", pdf([printed_page(LINES)], encrypted=True)),
    ],
    "E_DAMAGED": [
        ("half a docx", FORMATS["docx"][:700]),
        ("docx without parts", zipped({"word/document.xml": b"<w:document/>"})),
        ("docx with broken XML", docx("<w:p><w:r>")),
        ("half a pdf", FORMATS["pdf"][:700]),
    ],
    "E_ZIP_BOMB": [
        ("much from little", docx(paragraph("x"), extra={"word/media/x": bytes(20 << 20)})),
        ("many parts", docx(paragraph("x"), extra={f"word/{i}": b"" for i in range(20_001)})),
    ],
    "E_SCANNED": [("pictures", pdf([[], []])), ("a cover and pictures", pdf([printed_page(LINES), [], []]))],
    "E_PDF_FONTS": [("characters of another font", pdf([printed_page(["乸乹乺乻乼乽乿亀亁亃" * 8])]))],
}  # fmt: skip
WARNED: dict[str, list[tuple[str, bytes]]] = {
    "W_UNDECODABLE_LINES": [("one line of three hundred", UTF8.replace(b"\n", b"\n\xff\xff\xff\n", 1))],
    "W_MOJIBAKE": [("one character", (SIMPLIFIED + "第�条\n").encode())],
    "W_PAGES_WITHOUT_TEXT": [
        ("a picture at the end", pdf([printed_page(LINES[:2]), printed_page(LINES[2:]), []]))
    ],
}


def listed(table: dict[str, list[tuple[str, bytes]]]) -> list[object]:
    return [pytest.param(code, data, id=f"{code}: {name}") for code in table for name, data in table[code]]


@pytest.mark.parametrize(("code", "data"), listed(REFUSED))
def test_every_refusal(code: str, data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        to_text(decode(data))
    assert refused.value.code == code
    assert refused.value.detail.startswith(REASONS[code][1])


@pytest.mark.parametrize(("code", "data"), listed(WARNED))
def test_every_warning_leaves_the_rest(code: str, data: bytes) -> None:
    raw = to_text(decode(data))
    assert [warning.code for warning in raw.warnings] == [code]
    assert LINES[1] in normalize(raw.text).text
    parsed = parse_source(Source("通知.txt", data), load_gazetteer())
    assert code in [refusal.code for refusal in parsed.refusals]


@pytest.mark.parametrize(
    ("charset", "encoding", "text"),
    [
        ("gb2312", "gb18030", "临从代份传体"),
        ("GBK", "gb18030", "临从代份传体"),
        ("big5", "cp950", "還植測爺換极"),
    ],
)
def test_a_page_says_its_encoding_where_both_fit(charset: str, encoding: str, text: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>'
    raw = to_text(decode(page.encode() + BOTH))
    assert (raw.text, raw.encoding, raw.encoding_evidence) == (text, encoding, "meta_charset")


def test_a_page_that_says_what_it_is_not_is_not_believed() -> None:
    raw = to_text(decode(PAGE.format("big5").encode("gb18030")))
    assert (raw.encoding, raw.encoding_evidence) == ("gb18030", "score")


def test_no_reason_is_forgotten() -> None:
    """E_PARSE is a fault of ours and has its test beside parse_source."""
    assert REFUSED.keys() | WARNED.keys() | {"E_PARSE"} == REASONS.keys()
