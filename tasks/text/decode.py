"""Bytes → characters: what format a file is, by its magic bytes, and which encoding, by evidence.

Evidence in order: byte order mark, strict UTF-8, NUL pattern (UTF-16), then GB18030 against Big5 by how many of their
characters are common ones. That Big5 bytes decode as GB18030 without an error proves nothing. Never errors="replace".
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from tasks.text.magic import binary_format, is_html
from tasks.text.refusals import Refusal
from tasks.text.script import COMMON


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's characters without byte order mark; `format` is text or html, line ends are as in the file."""

    format: str
    text: str
    encoding: str
    evidence: str


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
_ENOUGH = 0.4
"""Share of common characters in real text: 0.84 to 0.98 of any 300 characters; wrong guesses have 0.01 to 0.16."""
_MARGIN = 0.1

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\ue000-\uf8ff]")
# HTAB to CR are text, 1A is the end mark of DOS, 1B begins no text of this kind but harms nobody
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_BLANK = " \t\r\n\v\f\x1a\xa0\u200b\u3000\ufeff"
_RUINS = re.compile("锟斤拷|�")


def decode(data: bytes) -> Decoded:
    """The characters of a file's bytes. Raises Refusal for what is empty, binary, unreadable or another format."""
    kind = binary_format(data)
    if kind is not None:
        raise Refusal("E_UNSUPPORTED_FORMAT", kind)
    text, encoding, evidence = _characters(data)
    if not text.strip(_BLANK):
        raise Refusal("E_EMPTY")
    _refuse_binary(text)
    _refuse_ruins(text)
    return Decoded("html" if is_html(text) else "text", text, encoding, evidence)


def _characters(data: bytes) -> tuple[str, str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding), encoding, "bom"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in data:
            return *_wide(data), "nul_pattern"
        return *_scored(data, f"As UTF-8 it is wrong from byte {error.start} on."), "score"
    if not text.isascii() and not _HAN.search(text):
        # 联通 in GB2312 is valid UTF-8 for two Greek letters
        with suppress(Refusal):
            return *_scored(data, ""), "score"
    return text, "utf-8", "utf8_strict"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal(
            "E_ENCODING", f"It is marked as {encoding}, but byte {error.start} does not fit."
        ) from None


def _wide(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: its spaces, digits and line ends have their NULs on one side (but 一 has one, too)."""
    encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refusal("E_BINARY") from None
    if _CONTROLS.search(text) or (not text.isascii() and commonness(text) < _ENOUGH):
        raise Refusal("E_BINARY")
    return text, encoding


def commonness(text: str) -> float:
    """Share of the Han and private-use characters of `text` that are common ones, 0 to 1; 0 where there are none."""
    han = _HAN.findall(text)
    return sum(map(COMMON.__contains__, han)) / len(han) if han else 0.0


def _scored(data: bytes, complaint: str) -> tuple[str, str]:
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
        if len(_CONTROLS.findall(data[:4096].decode("latin-1"))) * 50 > len(data[:4096]):
            raise Refusal("E_BINARY")
        raise Refusal("E_ENCODING", complaint)
    best = ranked[0]
    if len(ranked) > 1 and found[best][0] - found[ranked[1]][0] < _MARGIN:
        raise Refusal("E_ENCODING_AMBIGUOUS", f"Both {best} and {ranked[1]} fit.")
    return found[best][1], best


def _refuse_binary(text: str) -> None:
    controls = len(_CONTROLS.findall(text.rstrip("\x1a")))
    if "\0" in text or controls * 100 > len(text):
        raise Refusal("E_BINARY")


def _refuse_ruins(text: str) -> None:
    ruined = sum(len(m[0]) for m in _RUINS.finditer(text))
    if ruined * 50 > len(text):
        raise Refusal("E_MOJIBAKE_LOSSY")
