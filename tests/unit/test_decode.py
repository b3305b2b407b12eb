"""Decoding: encodings by evidence, formats by magic bytes, refusals with a code and a way out."""

from __future__ import annotations

import pytest

from tasks.text.decode import decode
from tasks.text.formats import to_text
from tasks.text.refusals import Refusal

SIMPLIFIED = (
    "青禾区人民政府办公室关于印发《青禾区优化营商环境工作方案》的通知\r\n"
    "各镇人民政府、各街道办事处,区政府各部门:现将方案印发给你们,请认真贯彻落实。\r\n"
    "一、总体要求。坚持问题导向,完善工作机制,2023年办理事项1200件。\r\n"
)
TRADITIONAL = (
    "區長主持召開區政府常務會議,研究部署安全生產工作。\n"
    "會議強調,要進一步提高政治站位,認真落實國家、省、市會議精神,抓好各項工作。\n"
)


@pytest.mark.parametrize(
    ("data", "encoding", "evidence", "text"),
    [
        (SIMPLIFIED.encode(), "utf-8", "utf8_strict", SIMPLIFIED),
        (b"\xef\xbb\xbf" + SIMPLIFIED.encode(), "utf-8", "bom", SIMPLIFIED),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le"), "utf-16-le", "bom", SIMPLIFIED),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), "utf-16-be", "bom", SIMPLIFIED),
        (b"\xff\xfe\0\0" + SIMPLIFIED.encode("utf-32-le"), "utf-32-le", "bom", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-le"), "utf-16-le", "nul_pattern", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16-be"), "utf-16-be", "nul_pattern", SIMPLIFIED),
        (SIMPLIFIED.encode("gb2312"), "gb18030", "score", SIMPLIFIED),
        ((SIMPLIFIED + "𠮷㐂镕").encode("gb18030"), "gb18030", "score", SIMPLIFIED + "𠮷㐂镕"),
        (TRADITIONAL.encode("gbk"), "gb18030", "score", TRADITIONAL),
        (TRADITIONAL.encode("big5"), "cp950", "score", TRADITIONAL),
        ((TRADITIONAL + "深水埗").encode("big5hkscs"), "big5hkscs", "score", TRADITIONAL + "深水埗"),
        ("会议纪要\n".encode("gb18030"), "gb18030", "score", "会议纪要\n"),
        ("联通".encode("gb2312"), "gb18030", "score", "联通"),
        ("25 °C, naïve".encode(), "utf-8", "utf8_strict", "25 °C, naïve"),
        (b"plain ASCII\n", "utf-8", "utf8_strict", "plain ASCII\n"),
    ],
)
def test_encoding_by_evidence(data: bytes, encoding: str, evidence: str, text: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.evidence) == (encoding, evidence)
    assert decoded.text == text
    assert to_text(decoded).text == text


def test_big5_decodes_as_gb18030_without_an_error() -> None:
    """Why success proves nothing, and what the score is for."""
    assert TRADITIONAL.encode("big5").decode("gb18030") != TRADITIONAL


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E_EMPTY"),
        (b"\xef\xbb\xbf", "E_EMPTY"),
        ("  \r\n\t　\ufeff\u200b".encode(), "E_EMPTY"),
        (b"<html><body><script>x()</script></body></html>", "E_EMPTY"),
        (bytes(range(256)) * 8, "E_BINARY"),
        (b"text\0with a NUL in it", "E_BINARY"),
        (b"\x7fELF\x02\x01\x01\0\0\0" + bytes(range(200)), "E_BINARY"),
        (b"\xff\xfe" + SIMPLIFIED.encode("utf-16-le") + b"\x00", "E_ENCODING"),
        (SIMPLIFIED.encode() + b"\xe5\x8c", "E_ENCODING"),
        ("ﾊﾝｶｸ".encode("shift-jis") * 20, "E_ENCODING"),
        (("锟斤拷" * 40 + "区政府").encode(), "E_MOJIBAKE_LOSSY"),
        (b"%PDF-1.7\n%\xe2\xe3", "E_DAMAGED"),
        (b"PK\x03\x04\x14\0\x06\0word/document.xml", "E_DAMAGED"),
        (b"PK\x03\x04\x14\0\x06\0reports/a.txt", "E_ARCHIVE"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504, "E_OLD_OFFICE"),
        (b"{\\rtf1\\ansi", "E_OLD_OFFICE"),
        (b"\x89PNG\r\n\x1a\n\0\0", "E_IMAGE"),
        (b"\x1f\x8b\x08\0", "E_ARCHIVE"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        to_text(decode(data))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04word/document.xml", "ZIP"),
        (b"PK\x03\x04xl/workbook.xml", "Excel"),
        (SIMPLIFIED.encode() + b"\xff", f"byte {len(SIMPLIFIED.encode())}"),
    ],
)
def test_the_detail_names_format_or_place(data: bytes, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        to_text(decode(data))
    assert words in refused.value.detail
