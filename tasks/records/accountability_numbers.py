"""The numbers of acts of discipline: which of the quantities around an act say how many it met, or how much money."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tasks.records.accountability_acts import JOINED, clause_before, clause_of, kind_of
from tasks.records.model import Metric

_OF_PERSONS = re.compile(r"(?:干部|人员|党员|领导)\d+(?:\.\d+)?[余多]?万?余?[人名]$")
_LISTED = re.compile(
    r",(?![^,。;\d]{0,12}(?:涉及|查处|培训|选派|提拔|拘留|抓获|处罚))[^,。;\d]{1,12}(?:干部|人员|党员|领导)\d+(?:\.\d+)?[余多]?万?余?[人名](?=[,。;、)])"
)
_EACH = "分别"
"""In front of several acts: how many met which is not said (对5名干部分别给予党内警告、诫勉谈话)."""
_PASSED_ON = re.compile(
    r"(?:均|都|已经?|也|现|一并|全部|先后|分别|依规依纪|依纪依规|依纪依法|依法依规|严肃)*(?:被|受到|受|给予|予以|作出|进行)?了?(?:严肃|相应)?"
)
"""Between a comma and a result whose persons the clause in front names: 涉及12人,|均予以|诫勉谈话."""
_WHOM = re.compile(r"对|将|把|涉及|涉案")
_AT_ITS_END = re.compile(r"[^,。;:\d\n]{0,14},")
_TIME = re.compile(r"分$|年|月|日|天|小时|周|级|方面")
PERSONS = frozenset(["人", "名", "人次", "位", "人(次)"])
_DEALT_WITH = PERSONS | {"个", "家"}
_OF_MONEY = frozenset(["追缴", "清退", "退还"])


def numbers_of(
    text: str, acts: Sequence[re.Match[str]], metrics: Sequence[Metric]
) -> Sequence[Sequence[Metric]]:
    """The numbers of each of `acts`, found in `text` by `find_acts`, among its `metrics`.

    Of two acts in front of one number (约谈和通报批评12人) both have it.
    """
    window = _Window(text, metrics)
    found: list[Sequence[Metric]] = []
    ceiling, behind = len(text), None
    for index in range(len(acts) - 1, -1, -1):
        act, floor = acts[index], acts[index - 1].end() if index else 0
        numbers = window.numbers(act, floor, ceiling)
        if not numbers and behind is not None and JOINED.fullmatch(text, act.end(), behind.start()):
            numbers = [metric for metric in found[-1] if metric.start >= behind.end()]
        found.append(numbers)
        ceiling, behind = act.start(), act
    return found[::-1]


class _Window:
    """A text with its quantities, looked at around one act at a time: between the end of the act in front and the next one."""

    def __init__(self, text: str, metrics: Sequence[Metric]) -> None:
        self._text, self._metrics = text, metrics
        self._starts = [metric.start for metric in metrics]

    def numbers(self, act: re.Match[str], floor: int, ceiling: int) -> Sequence[Metric]:
        """The quantities of the clause that belong to `act`: those behind its verb, else those in front of it."""
        text = self._text
        start, end = clause_of(text, act)
        if _OF_PERSONS.search(text, act.end(), end):
            end = _list_end(text, end, ceiling)
        inside = self._between(max(start, floor), min(end, ceiling))
        behind = [metric for metric in inside if metric.start >= act.end()]
        before = [metric for metric in inside if metric.end <= act.start()]
        if not inside and floor <= start and ceiling >= end:
            return self._passed_on(act, start, floor)
        if before and not behind and ceiling < end and _EACH in text[before[-1].end : act.start()]:
            return []
        if before and behind and "、" in text[act.end() : behind[0].start]:
            behind = before  # 对2名干部给予警告处分、1名所长给予记过处分
        money = [metric for metric in behind or inside if "元" in (metric.unit or "")]
        return money if money and kind_of(act) in _OF_MONEY else behind or inside

    def _passed_on(self, act: re.Match[str], start: int, floor: int) -> Sequence[Metric]:
        """Those whom the clause in front names where the one of `act`, from `start` on, names none: 对5名责任人员,分别给予|党纪处分."""
        text = self._text
        if not text.endswith(",", 0, start) or not _PASSED_ON.fullmatch(text, start, act.start()):
            return []
        first = clause_before(text, start - 1)
        whom = _WHOM.search(text, first, start) if first >= floor else None
        named = self._between(whom.end(), start) if whom else []
        if not named or any(metric.unit_normalized not in _DEALT_WITH for metric in named):
            return []
        return named if _AT_ITS_END.fullmatch(text, named[-1].end, start) else []

    def _between(self, start: int, end: int) -> Sequence[Metric]:
        """The quantities that begin in `text[start:end]`, without times and grades."""
        found = self._metrics[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [metric for metric in found if not _TIME.search(metric.unit or "")]


def _list_end(text: str, end: int, ceiling: int) -> int:
    """The end of a list of persons of one act, which goes on behind its clause: 处分科级干部3人|,一般干部9人."""
    while listed := _LISTED.match(text, end, ceiling):
        end = listed.end()
    return end
