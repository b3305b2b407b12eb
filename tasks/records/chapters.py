"""What the chapter that a fact stands in says about it: the kind of inspection, the year, plans, the exercise as a whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from tasks.records.model import DateMention, Event
from tasks.records.streams import stream_of_chapter
from tasks.text.model import Document, Section
from tasks.text.stance import NEUTRAL, stance_of

_PLANS = re.compile(
    r"(?:下阶段|今后|来年|明年|下半年|\d{4}年).{0,14}(?:安排|打算|计划|目标|思路|任务)"
    r"|下一?步|^(?:主要|工作|预期|发展|总体|重点|具体)*(?:目标|任务)(?:及分工)?$|努力方向"
)
_PAST = re.compile(r"成效|情况|回顾|完成|总结|做法|成绩|经验|举措和|执行|落实")
"""A heading of what was done or is, though it speaks of plans too (2022年计划执行情况)."""
_STATE = re.compile(r"(?:基本|自然|发展|工作|现实|地理)[^,。]{0,12}(?:情况|概况|基础|条件)|现状|背景|形势")
"""A heading of what is: facts, in a plan too."""
_OVERALL = re.compile(
    r"主体责任|组织|领导|总体|基本|概况|部署|整改工作|推进情况|开展情况|责任担当|整改责任|主要做法|整改成效"
)


class Chapter(NamedTuple):
    """What a section and the headings above it say: `stream` of inspection, the only `year` they name (as dates do),
    whether they tell of `plans`, and whether of the exercise as a whole (`overall`)."""

    stream: str | None = None
    period: DateMention | None = None
    plans: bool = False
    overall: bool = False


class Chapters:
    """The chapters of a document, looked up by position."""

    __slots__ = ("_chapters", "_end", "_starts")

    def __init__(self, document: Document, events: Sequence[Event], dates: Sequence[DateMention]) -> None:
        self._starts = [section.start for section in document.sections]
        self._end = len(document.text)
        self._chapters: list[Chapter] = []
        streams = {stream for event in events for stream in event.streams}
        plain = Chapter(
            stream=next(iter(streams)) if len(streams) == 1 else None,
            plans=document.facts.document_type == "action_plan",
            overall=document.facts.document_type == "rectification_report",
        )
        date_starts = [date.start for date in dates]
        for section in document.sections:
            above = plain if section.parent is None else self._chapters[section.parent]
            self._chapters.append(_below(above, section, _period(section, dates, date_starts)))

    def at(self, position: int) -> Chapter:
        """The chapter that `position` stands in."""
        return self._chapters[bisect_right(self._starts, position) - 1]

    def telling_of_plans(self) -> Iterator[tuple[int, int]]:
        """The spans of the text in which plans are told, in order."""
        spans = zip(self._chapters, pairwise([*self._starts, self._end]), strict=True)
        for plans, group in groupby(spans, key=lambda one: one[0].plans):
            if plans:
                _, inside = zip(*group, strict=True)
                yield inside[0][0], inside[-1][1]


def _below(above: Chapter, section: Section, period: DateMention | None) -> Chapter:
    if not section.level or not section.heading:
        return above
    heading = section.heading
    stream = stream_of_chapter(heading)
    if stream and stance_of(heading) != NEUTRAL:
        stream = None
    return Chapter(
        stream=stream or above.stream,
        period=period or above.period,
        plans=(above.plans and not _STATE.search(heading))
        or (_PLANS.search(heading) is not None and not _PAST.search(heading)),
        overall=above.overall
        and stream is None
        and (section.level > 1 or _OVERALL.search(heading) is not None),
    )


def _period(section: Section, dates: Sequence[DateMention], starts: list[int]) -> DateMention | None:
    """The date in a heading that names exactly one; a deadline (…前) is no period of what stands below."""
    first = bisect_right(starts, section.heading_start - 1)
    inside = dates[first : bisect_right(starts, section.heading_end - 1)]
    return inside[0] if len(inside) == 1 and inside[0].start_date and inside[0].end_date else None
