"""Mojibake: repaired where nothing was lost, left alone where it is none, never half of it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.decode import Decoded, decode
from tasks.text.mojibake import repair
from tasks.text.script import COMMON

LINES = (
    "青禾区人民政府办公室关于印发防汛方案的通知",
    "各镇人民政府、各街道办事处，区政府各部门：",
    "一是压实责任，二是备足物资。全年检查“三小”场所1200家次，问题全部整改",
)


def _euro(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    if error.object[error.start] != 0x80:
        raise error
    return "€", error.start + 1


codecs.register_error("euro", _euro)


def misread(text: str, written: str, read: str) -> str:
    """What a program shows that reads `written` bytes as `read`, as Windows and browsers do it."""
    return text.encode(written).decode(
        "gb18030" if read == "gbk" else read, "euro" if read == "gbk" else "strict"
    )


def unharmed(text: str) -> str:
    """As much of the text from its beginning as survives UTF-8 being read as GBK."""
    while text:
        try:
            misread(text, "utf-8", "gbk")
        except UnicodeDecodeError:
            text = text[:-1]
        else:
            return text
    return ""


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("written", "read", "name"),
    [
        ("utf-8", "gbk", "utf-8_as_gbk"),
        ("utf-8", "latin-1", "utf-8_as_latin"),
        ("gbk", "latin-1", "gbk_as_latin"),
    ],
)
def test_a_line_that_lost_nothing_is_repaired(line: str, written: str, read: str, name: str) -> None:
    line = unharmed(line)
    assert len(line) > 15
    whole = f"{LINES[0]}\n{misread(line, written, read)}\r\n{LINES[1]}"
    decoded = decode(whole.encode())
    assert isinstance(decoded, Decoded)
    assert decoded.text == f"{LINES[0]}\n{line}\r\n{LINES[1]}"
    assert decoded.evidence == f"utf8_strict+{name}=1"
    assert not decoded.verbatim


def test_windows_latin_is_repaired_too() -> None:
    shown = LINES[0].encode("gbk").decode("cp1252", "strict")
    assert repair(shown).text == LINES[0]


def test_a_lost_byte_is_not_guessed() -> None:
    shown = misread(unharmed(LINES[1]), "utf-8", "gbk")
    broken = shown[:10] + "?" + shown[11:]
    result = repair(broken)
    assert result.text == broken
    assert result.ruins == ((0, len(broken)),)


@pytest.mark.parametrize(
    "text",
    [*LINES, "涓涓细流，汇成江海。", "café, naïve, 25 °C", "“……——”……——", "骞腾", "镇（乡）、街道锛焊厂", ""],
)
def test_what_is_no_mojibake_stays(text: str) -> None:
    assert repair(text).text == text
    assert not repair(text).ruins


@given(st.text(st.sampled_from(sorted(COMMON) + list("，。：“”（）0123456789 \n")), max_size=60))
def test_common_text_is_never_touched(text: str) -> None:
    assert repair(text).text == text


@given(st.text(max_size=60))
def test_what_is_repaired_stays_repaired(text: str) -> None:
    once = repair(text).text
    assert repair(once).text == once


def test_two_encodings_in_one_file_are_read_line_by_line() -> None:
    mixed = b"\n".join([LINES[0].encode(), LINES[1].encode("gb18030"), LINES[2].encode(), b"2024"])
    decoded = decode(mixed)
    assert isinstance(decoded, Decoded)
    assert decoded.text == "\n".join([*LINES, "2024"])
    assert decoded.encoding == "utf-8"
    assert decoded.evidence == "by_line:utf-8=2,gb18030=1"
    assert not decoded.verbatim


@pytest.mark.parametrize("line", ["联通", "骆驰、于淼、佟玥", "25 °C, naïve", "—— 附 ——", "防汛"])
def test_short_lines_of_a_mixed_file(line: str) -> None:
    """联通 in GB18030 is valid UTF-8, names have rare characters, and a line of UTF-8 may have no Chinese at all."""
    for encoding in ("utf-8", "gb18030") if "°" not in line else ("utf-8",):
        data = b"\n".join([LINES[0].encode(), LINES[1].encode("gb18030"), line.encode(encoding)])
        decoded = decode(data)
        assert isinstance(decoded, Decoded)
        assert decoded.text.split("\n")[2] == line
