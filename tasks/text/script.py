"""Simplified or traditional: told by characters that only one of the scripts has, line by line.

A character counts as traditional only if OpenCC changes it and GB2312 lacks it, so that 乾, 於 or 著, which mainland
names use, are no evidence; as simplified only if OpenCC changes it and Big5 lacks it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from pathlib import Path

from tasks.text.alphabet import outside_gb2312
from tasks.text.opencc_tables import encodable, table

TRADITIONAL_ONLY = frozenset(
    key for key, value in table("TSCharacters").items() if value != key and not encodable(key, "gb2312")
)
# less four variants, 緼藴輼醖, that stand on both sides of OpenCC's tables
SIMPLIFIED_ONLY = frozenset(
    key for key, value in table("STCharacters").items() if value != key and not encodable(key, "big5")
).difference(TRADITIONAL_ONLY)


def _common() -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / "common_characters.txt").read_text("utf-8").splitlines()
    simplified = "".join(line for line in lines if not line.startswith("#"))
    to_traditional = table("STCharacters")
    return frozenset(simplified) | {to_traditional.get(c, c) for c in simplified}


COMMON = _common()
"""The most frequent characters, in both scripts: real text consists of them, wrongly decoded text does not."""

_MINOR = 0.05
"""A script on less than this share of the characters is a quotation or a name, not a second script."""

_LINE = re.compile(r"[^\n]+")


def is_traditional(line: str) -> bool:
    """True when a line is in traditional script.

    It takes more characters that are only traditional than only simplified ones: 张昇 in a simplified line is a name.
    """
    if TRADITIONAL_ONLY.isdisjoint(line):
        return False
    traditional = sum(map(TRADITIONAL_ONLY.__contains__, line))
    return traditional > sum(map(SIMPLIFIED_ONLY.__contains__, line))


def traditional_lines(lines: Sequence[str]) -> list[bool]:
    """Which of the lines are in traditional script: those that show it, and those between them that show nothing.

    三、今後打算 has no character that only one script has: its neighbours tell.
    """
    told = [is_traditional(line) for line in lines]
    if not any(told):
        return told
    shown = [
        True if traditional else None if SIMPLIFIED_ONLY.isdisjoint(line) else False
        for line, traditional in zip(lines, told, strict=True)
    ]
    above = list(accumulate(shown, _last_shown))
    below = list(accumulate(reversed(shown), _last_shown))[::-1]
    return [False not in sides and True in sides for sides in zip(above, below, strict=True)]


def _last_shown(before: bool | None, one: bool | None) -> bool | None:
    return before if one is None else one


def script_of(raw_text: str, strange: AbstractSet[str] | None = None) -> str:
    """`simplified`, `traditional` or `mixed`: the script that the lines of a text, as printed, are in.

    `strange` are its unusual characters (`alphabet.unusual`) where they are known.
    """
    if TRADITIONAL_ONLY.isdisjoint(outside_gb2312(raw_text) if strange is None else strange):
        return "simplified"
    simplified = traditional = 0
    for match in _LINE.finditer(raw_text):
        line = match[0]
        if is_traditional(line):
            traditional += len(line)
        elif not SIMPLIFIED_ONLY.isdisjoint(line):
            simplified += len(line)
    if traditional <= _MINOR * (simplified + traditional):
        return "simplified"
    return "mixed" if simplified > _MINOR * (simplified + traditional) else "traditional"
