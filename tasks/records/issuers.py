"""Which level of government a cited document comes from, by the name in its title or in front of it."""

from __future__ import annotations

import re

_LEVELS = (
    ("central", re.compile(r"中国共产党|中华人民共和国|中共中央|中央|国务院|全国人大|全国人民代表大会")),
    (
        "ministry",
        re.compile(
            r"国家[^,。]{1,12}[部局委署总]|最高人民(?:法院|检察院)|[^省市区县,。]{1,8}部(?:办公厅)?关于"
        ),
    ),
    ("district", re.compile(r"(?:区|县|旗)(?:委|政府|人民政府|人大|政协|[^域级间块划分]|$)")),
    ("city", re.compile(r"州(?:委|政府|人民政府|人大)|市(?:委|政府|人民政府|级|[^场区容政域民县])")),
    ("province", re.compile(r"省|自治区")),
)
_AT_THE_HEAD = frozenset(["central", "ministry"])
_HEAD = 18
_BREAK = re.compile(r"[,。;:]")


def issuer_level(title: str, before: str) -> str:
    """central, ministry, province, city or district by the head of `title`, else by the words before it; or unknown."""
    head = title[:_HEAD]
    for level, pattern in _LEVELS:
        if pattern.match(head) if level in _AT_THE_HEAD else pattern.search(head):
            return level
    near = _BREAK.split(before)[-1]
    return next((level for level, pattern in _LEVELS if pattern.search(near)), "unknown")
