"""Whose meeting it is: the committee, government or congress that meets, or the department that holds its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

ORDINAL = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,5})"
"""The number of a 届 or a 次."""
SESSION = re.compile(rf"第?(?P<session>{ORDINAL})届(?!{ORDINAL}次全会|[一-鿿]*中全会)")
_NUMBERS = re.compile(rf"{SESSION.pattern}(?:第?{ORDINAL}次(?=(?:人民)?政府))?")
"""What may stand between a county and its government: 县十六届政府, 县十六届第9次政府常务会议."""
BODY = re.compile(
    r"(?P<body>[区县市省州旗镇]?(?:委(?:常委会|(?:全面)?(?:(?!召开)[一-鿿]){2,10}委员会|[一-鿿]{2,14}领导小组|理论学习中心组)?|人民政府(?:党组)?|政府(?:党组)?|人大常委会|人民代表大会(?:常务委员会|常委会)?|政协|党工委|管委会)|[区县市省州旗](?![区县市旗委])(?:[安规编环食]委会|(?:(?!召开|举行)[一-鿿]){2,14}?(?:领导小组|委员会|指挥部))|常委会|政协(?=[一-鿿]{1,8}[县市区旗]))(?!副?书记|常委[、副,]|委员)(?![\d一-鿿]{0,4}会议室)"
)
_HOLDS = re.compile(
    r"(?P<party>党组|党委|党总支|党支部)?(?:机关|班子|领导班子)?(?:组织|及时|专题|再次|迅速|集中)?(?:召开|举行)了?"
)
"""Between a department and the meeting that it holds."""
_OWN = re.compile(r"党组|党委|[局部委厅办院]务|(?:局长|主任|部长)办公|理论学习中心组|例会|班子")
"""Kinds of meetings that a department holds of its own members."""
_HEAD = re.compile(
    r"(?P<body>[^、]{2,}?(?:局|厅|院|中心|(?<![区县市州旗省])[委办]))(?=(?:党组|党委)?(?:副?书记|局长|主任|厅长|院长))"
)
"""A post of whoever heads a department: 市水务局党组书记、局长."""
_VISITOR = re.compile(r"政协副?主席[^,。;]{2,6}?主持召开(?![^,。;]{0,24}(?:主席|常委|党组|全体|协商|政协))")
"""县政协主席X主持召开重点项目调度会: a leader's errand, and no meeting of the conference."""


def body_of(
    text: str,
    context: int,
    name: tuple[int, int],
    departments: Sequence[tuple[int, int]],
    chair_post: str | None,
) -> str | None:
    """The body of the meeting named at the span `name` of `text`, by what its sentence says from `context` on.

    `departments` are the spans of all departments that the text names, `chair_post` what the chair is.
    """
    start, end = name
    if _bodies(text[start:end]):
        return _nearest(_bodies(text[context:end]))
    before = [span for span in departments if context <= span[0] and span[1] <= start]
    holds = _HOLDS.fullmatch(text, before[-1][1], start) if before else None
    if holds:
        return text[before[-1][0] : max(before[-1][1], holds.end("party"))]
    head = _HEAD.match(chair_post or "")
    if head and _OWN.search(text, start, end):
        return head["body"]
    return None if _VISITOR.search(text, context, end) else _nearest(_bodies(text[context:end]))


def _bodies(said: str) -> list[str]:
    """The bodies that `said` names, without the numbers between a county and its government."""
    named = (match["body"] for match in BODY.finditer(_NUMBERS.sub("", said)))
    return [body for body in named if len(body) > 1 or body == "常委会"]


def _nearest(bodies: list[str]) -> str | None:
    """The body nearest to the meeting's name; a 常委会 is that of the party committee in front of it."""
    if bodies[-1:] == ["常委会"] and bodies[0].endswith(("委", "人大", "政协")):
        return bodies[-2] + "常委会"
    return bodies[-1] if bodies else None
