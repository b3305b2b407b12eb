"""Text that was once read in the wrong encoding and saved so: repaired line by line, only where nothing was lost.

A line is repaired when the wrong encoding gives it back to the byte, the right one reads these bytes strictly, and only
the result looks like Chinese. Everything else stays as it is: what was lost cannot be guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tasks.text.script import COMMON


@dataclass(frozen=True, slots=True)
class Repaired:
    """`readings` counts the repaired lines by what had happened (`utf-8_as_gbk`); `ruins` are spans beyond repair."""

    text: str
    readings: Counter[str]
    ruins: tuple[tuple[int, int], ...]


def _as_gbk(line: str) -> bytes:
    """The bytes of a line as Windows decodes GBK: its € is the single byte 80."""
    return b"\x80".join(part.encode("gb18030") for part in line.split("€"))


def _as_windows_latin(line: str) -> bytes:
    """The bytes of a line as browsers decode Latin-1: as Windows-1252, its five gaps as they are."""
    return b"".join(bytes([ord(c)]) if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in line)


_READINGS: tuple[tuple[str, Callable[[str], bytes], str], ...] = (
    ("utf-8_as_gbk", _as_gbk, "utf-8"),
    ("utf-8_as_latin", _as_windows_latin, "utf-8"),
    ("gbk_as_latin", _as_windows_latin, "gb18030"),
)
"""(what happened, how to get the bytes back, how to read them)."""

# what the commonest characters and punctuation become: UTF-8 in GBK (，。“ 的是在不一国政), UTF-8 and GBK in Latin-1
_SIGNS = "锛銆鈥鐨鏄鍦涓鍥鏀浜骞鍖" + "äåæçÐÊµ"
_TRACE = re.compile("[锛銆鈥鐨鏄鍦涓鍥鏀浜骞鍖]|[\x80-\xffŒœŠšŽžŸƒˆ˜–—‘-„†-…‰‹›€™]{4}")
_LOST_MARKS = ("锟斤拷", "�")
_LOST = re.compile("|".join(_LOST_MARKS))
_PUNCTUATION = frozenset("，。、：；！？（）《》〈〉“”‘’…—·〔〕　")
_CLEARLY = 0.3
_ENOUGH = 0.5
_TRACES_OF_RUINS = 3


def repair(text: str) -> Repaired:
    """`text` with every line repaired that can be, and the spans of what is beyond repair."""
    if not any(sign in text for sign in _SIGNS):
        return Repaired(text, Counter(), _lost(text))
    lines = text.split("\n")
    suspects = [i for i, line in enumerate(lines) if _TRACE.search(line)]
    readings = _reread_lines(lines, suspects)
    if readings:  # a short line may hold no trace
        readings += _reread_lines(lines, [i for i, line in enumerate(lines) if not line.isascii()])
    ruined = {i for i in suspects if _is_ruined(lines[i])}
    return Repaired("\n".join(lines), readings, _spans(lines, ruined))


def _reread_lines(lines: list[str], numbers: Iterable[int]) -> Counter[str]:
    """Repair these of the lines in place; returns what had happened to how many."""
    readings: Counter[str] = Counter()
    for i in numbers:
        name, lines[i] = _reread(lines[i])
        if name:
            readings[name] += 1
    return readings


def _is_ruined(line: str) -> bool:
    return len(_TRACE.findall(line)) >= _TRACES_OF_RUINS and _share(line) < _CLEARLY


def _reread(line: str) -> tuple[str, str]:
    for name, to_bytes, encoding in _READINGS:
        try:
            fixed = to_bytes(line).decode(encoding)
        except UnicodeError:
            continue
        share = _share(fixed)
        if share >= _ENOUGH and share >= _share(line) + _CLEARLY:
            return name, fixed
    return "", line


def _share(line: str) -> float:
    """How much of the line that is not ASCII is ordinary Chinese, 0 to 1."""
    others = [c for c in line if not c.isascii()]
    return sum(c in COMMON or c in _PUNCTUATION for c in others) / len(others) if others else 0.0


def _spans(lines: list[str], ruined: set[int]) -> tuple[tuple[int, int], ...]:
    start, spans = 0, []
    for i, line in enumerate(lines):
        if i in ruined:
            spans.append((start, start + len(line)))
        else:
            spans.extend((start + a, start + b) for a, b in _lost(line))
        start += len(line) + 1
    return tuple(spans)


def _lost(text: str) -> tuple[tuple[int, int], ...]:
    if not any(mark in text for mark in _LOST_MARKS):
        return ()
    return tuple(match.span() for match in _LOST.finditer(text))
