"""Bytes → characters, by evidence: byte order mark, strict UTF-8, NUL pattern (UTF-16), then the commoner characters.

That Big5 bytes decode as GB18030 without an error proves nothing, so the two are told apart by how many of their
characters are common ones; a page's own charset decides only where that leaves two open. A file in two encodings is
read line by line. Never errors="replace".
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from tasks.text.opencc_tables import encodable
from tasks.text.refusals import Refusal
from tasks.text.script import COMMON


@dataclass(frozen=True, slots=True)
class Characters:
    """`text` without byte order mark. `verbatim`: all of it in the one `encoding`; `warnings`: lines left out."""

    text: str
    encoding: str
    evidence: str
    verbatim: bool = True
    warnings: tuple[Refusal, ...] = ()


# UTF-32 first: its little-endian mark begins with the one of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

_CANDIDATES = ("gb18030", "cp950", "big5hkscs")
_DECLARED = {
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "big5-hkscs": ("big5hkscs",),
}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)

_ENOUGH = 0.4
"""Share of common characters in real text: 0.84 to 0.98 of any 300 characters; wrong guesses have 0.01 to 0.16."""
_MARGIN = 0.1
_ORDINARY = 0.7
"""Share of GB2312 in a line of GB18030, however rare its characters; of UTF-8 read as GB18030 half have less than .4."""
_LINES_LEFT_OUT = 0.02
"""More undecodable lines than this make a file unreadable."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff]")
# HTAB to CR are text, 1A is the end mark of DOS, 1B begins no text of this kind but harms nobody
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")


def read_characters(data: bytes) -> Characters:
    """The characters of a file's bytes and the evidence for their encoding. Raises Refusal where none fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            return _wide(data)
        return _guessed(data, f"As UTF-8 it is wrong from byte {error.start} on.")
    if not text.isascii() and not _HAN.search(text):
        # 联通 in GB2312 is valid UTF-8 for two Greek letters
        with suppress(Refusal):
            return _scored(data, "")
    return Characters(text, "utf-8", "utf8_strict")


def commonness(text: str) -> float:
    """Share of the Han and private-use characters of `text` that are common ones, 0 to 1; 0 where there are none."""
    han = _HAN.findall(text)
    return sum(map(COMMON.__contains__, han)) / len(han) if han else 0.0


def _marked(data: bytes, encoding: str) -> Characters:
    try:
        return Characters(data.decode(encoding), encoding, "bom")
    except UnicodeDecodeError as error:
        mixed = _by_line(data) if encoding == "utf-8" else None
        if mixed is None:
            complaint = f"It is marked as {encoding}, but byte {error.start} does not fit."
            raise Refusal("E_ENCODING", complaint) from None
        return mixed


def _wide(data: bytes) -> Characters:
    """UTF-16 without a mark: its spaces, digits and line ends have their NULs on one side (but 一 has one, too)."""
    encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("E_BINARY") from None
    if CONTROLS.search(text) or (not text.isascii() and commonness(text) < _ENOUGH):
        raise Refusal("E_BINARY")
    return Characters(text, encoding, "nul_pattern")


def _guessed(data: bytes, complaint: str) -> Characters:
    """No mark, no UTF-8, no NUL: one legacy encoding, or two encodings in one file."""
    try:
        return _scored(data, complaint)
    except Refusal as refusal:
        mixed = _by_line(data) if refusal.code == "E_ENCODING" else None
        if mixed is None:
            raise
        return mixed


def _scored(data: bytes, complaint: str) -> Characters:
    found: dict[str, tuple[float, str]] = {}
    for encoding in _CANDIDATES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in (t for _, t in found.values()):
            found[encoding] = (commonness(text[:200_000]), text)
    ranked = sorted(found, key=lambda name: -found[name][0])
    if not ranked or found[ranked[0]][0] < _ENOUGH:
        if len(CONTROLS.findall(data[:4096].decode("latin-1"))) * 50 > len(data[:4096]):
            raise Refusal("E_BINARY")
        raise Refusal("E_ENCODING", complaint)
    close = [name for name in ranked if found[ranked[0]][0] - found[name][0] < _MARGIN]
    if len(close) == 1:
        return Characters(found[close[0]][1], close[0], "score")
    declared = [name for name in _declared(data) if name in close]
    if not declared:
        raise Refusal("E_ENCODING_AMBIGUOUS", f"Both {close[0]} and {close[1]} fit.")
    return Characters(found[declared[0]][1], declared[0], "meta_charset")


def _declared(data: bytes) -> tuple[str, ...]:
    """The candidates that a web page itself names as its encoding; none for plain text."""
    found = _CHARSET.search(data[:4096])
    return _DECLARED.get(found[1].decode().lower(), ()) if found else ()


def _by_line(data: bytes) -> Characters | None:
    """A file of UTF-8 lines and GB18030 lines; None where too many lines are neither."""
    encodings: Counter[str] = Counter()
    lines: list[str] = []
    left_out: list[str] = []
    filled = 0
    for number, line in enumerate(data.split(b"\n"), 1):
        filled += bool(line.strip())
        encoding, words = _line(line)
        if encoding is None:
            left_out.append(str(number))
        elif not line.isascii():
            encodings[encoding] += 1
        lines.append(words)
    text = "\n".join(lines)
    if not encodings or commonness(text) < _ENOUGH or len(left_out) > _LINES_LEFT_OUT * filled:
        return None
    evidence = "by_line:" + ",".join(f"{name}={count}" for name, count in encodings.most_common())
    warnings = (Refusal("W_UNDECODABLE_LINES", f"Left out: line {', '.join(left_out)}."),) if left_out else ()
    return Characters(text, encodings.most_common(1)[0][0], evidence, False, warnings)


def _line(line: bytes) -> tuple[str | None, str]:
    """Encoding and text of one line; None and nothing where it is neither."""
    with suppress(UnicodeDecodeError):
        text = line.decode("utf-8")
        return ("utf-8", text) if text.isascii() or _HAN.search(text) else _without_han(line, text)
    with suppress(UnicodeDecodeError):
        text = line.decode("gb18030")
        if commonness(text) >= _ENOUGH or _ordinary(text) >= _ORDINARY:
            return "gb18030", text
    return None, ""


def _without_han(line: bytes, text: str) -> tuple[str, str]:
    with suppress(UnicodeDecodeError):
        other = line.decode("gb18030")
        if commonness(other) >= _ENOUGH:
            return "gb18030", other
    return "utf-8", text


def _ordinary(text: str) -> float:
    """Share of characters that GB2312 has. A line of names has few common ones, but most of its characters are in it."""
    return sum(encodable(c, "gb2312") for c in text) / len(text)
