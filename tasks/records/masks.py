"""Where a number states no quantity: inside titles and dates, in names and in set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tasks.records.vocabulary import alternatives, words

HIDDEN = "\x00"
"""Stands for every masked character, so that offsets stay what they are."""

_NAMED = re.compile(
    rf"{alternatives(words('set_phrases.txt'))}"
    r"|[一二三四五六七八九十][台家间里道棵](?=[子山沟屯营堡河桥店庄湖])"  # villages and streets: 五里屯, 三道沟
    r"|[一二三四五六七八九十]{1,3}次(?=全会|全体会议|[、和][一二三四五六七八九十]{1,3}次[、和全会])"
    r"|[二三四五六七八九]期(?=工程|项目|建设|改造|厂房|规划|试点)"
)
_SHORT_QUOTE = re.compile(r"“[^”\d\n]{0,10}$"), re.compile(r"[^“\d\n]{0,10}”")
_QUOTE_LENGTH = 10
_SESSION = re.compile(r"届[^,。;\d\n]{1,8}$")
"""In front of the number of a session: 县十六届人大|三次会议."""


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the characters of `spans` hidden; as long as it was."""
    parts, position = [], 0
    for start, end in sorted(spans):
        if end > position:
            start = max(start, position)
            parts += [text[position:start], HIDDEN * (end - start)]
            position = end
    parts.append(text[position:])
    return "".join(parts)


def is_name(text: str, start: int) -> bool:
    """True where the Chinese numeral at `start` belongs to a set phrase, a place name, an ordinal or a quoted name."""
    if _NAMED.match(text, start) or text[start - 1 : start] == "届":
        return True
    if text.startswith("次会议", start + 1) and _SESSION.search(text, max(0, start - 10), start):
        return True
    opening, closing = _SHORT_QUOTE
    before = opening.search(text, max(0, start - _QUOTE_LENGTH - 1), start)
    after = closing.match(text, start) if before else None
    return bool(before and after and after.end() - before.start() <= _QUOTE_LENGTH + 2)
