"""Several documents or matters behind one verb: 审议《…》、关于…的请示和《…》 are as many items as it names documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tasks.records.brackets import Title
from tasks.records.numerals import number

_AND = r"(?:以及|及|和|与|并)"
_WHOSE = r"(?:[^、,。;《》()]{2,40}?)?关于"
"""What a paper without brackets begins with: 关于…, 区住建局关于…."""
_DRAFT = r"(?:工作报告|要点|名单|规划|\([^()]*(?:稿|草案)\))(?:\([^()]*\))?"
"""What a paper that is named by itself ends with: 县法院工作报告(讨论稿)."""
_NEXT = re.compile(
    rf"\s*(?=《)|\s*(?:[、,;]\s*{_AND}?|{_AND})\s*(?=[^、,。;《》()]{{0,12}}《)"
    rf"|(?<=汇报|报告|请示|议案){_AND}(?=[^、,。;《》]{{4,60}}(?:汇报|报告|请示|议案)$)|(?<=汇报|报告|请示|议案)[、;]\s*{_AND}?|(?<=汇报|报告|请示|议案),(?!要求|强调|同意|形成|提出)(?=[^、,。;《》]{{4,60}}(?:汇报|报告|请示|议案)(?:[、,;]|$))|(?<=[》)])[、,;]\s*{_AND}?(?=[^、,。;《》()]{{2,30}}?{_DRAFT}(?:[、,;]|{_AND}|$))|[、,;]\s*{_AND}?(?={_WHOSE})|{_AND}(?={_WHOSE})"
)
"""Between two members of a list."""
_PAPER = re.compile(
    r"(?:请示|报告|汇报|议案|说明|决定|决议|意见|方案|办法|规定|名单|建议|议程|日程|草案|稿)(?:\([^()]*\))*$"
)
_ABOUT = re.compile(r"关于|落实|贯彻|执行|根据|按照|[对就]")
"""In front of a title: it is what the paper is about, and no paper of its own."""
_TAIL = re.compile(r"(?:\([^()]*\))*(?:等[^,。;]{0,12})?$|[^、,。;()]{2,24}\([^()]*(?:稿|草案)\)$")
_NAMED_DRAFT = re.compile(rf"[^、,。;《》]{{2,40}}(?:{_DRAFT}|(?:汇报|报告|请示|议案))$")

_TOPIC_END = "工作|情况|事宜|事项|问题"
_TOPIC = re.compile(rf"[^,。;《》了等]{{2,60}}(?:{_TOPIC_END})(?:的?(?:专题|工作)?(?:汇报|报告|通报))?等?")
_BETWEEN_TOPICS = (
    re.compile(rf"(?<={_TOPIC_END}),(?:以及|及|和)?"),
    re.compile(rf"(?<={_TOPIC_END})(?:、(?:以及|及|和)?|以及|及|和)"),
)
"""Between the matters of a list that names no papers: 信访工作、秋粮收购工作和安全生产情况的汇报. Where commas part them,
what stands between 、 are sides of one matter."""
_COUNTED = re.compile(r"等?(?P<count>\d{1,2}|[两二三四五六七八九十]{1,2})[项个](?:议题|事项|议程|内容)$")
"""审议了A、B、C等五项议题 says how many they are."""
_ASPECT = re.compile(
    r"资金|经费|人员|存在|困难|主要|目前|有关|相关|其他|其它|整改|下一?[步阶]|下半年|[今去]年|今后|工作|任务|融资|进展|问题"
)
"""What stands beside a matter and is no matter of its own: 项目建设情况、存在问题."""


def members(text: str, start: int, end: int, titles: list[Title]) -> list[tuple[int, int]]:
    """The documents or matters that the list `text[start:end]` names, as spans; the whole span alone without a list.

    A member is a bare 《…》, or ends with what such papers are called (…的请示); 《A》《B》贯彻情况的汇报 is one paper.
    """
    inside = [title for title in titles if start <= title.start < end]
    edges = [start]
    for stop, resume in _separators(text, start, end, inside):
        if stop > edges[-1] and _is_paper(text, edges[-1], stop, inside):
            edges += [stop, resume]
    spans = list(pairwise([*edges, end]))[::2]
    last = spans[-1]
    if len(spans) > 1 and not _is_paper(text, *last, inside):
        return [(start, end)]
    return spans if len(spans) > 1 or inside else _topics(text, start, end)


def _topics(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The matters of a list that counts them, or in which each says that it is one; else the whole span alone."""
    counted = _COUNTED.search(text, start, end)
    if counted:
        spans = _parted(re.compile("、"), text, start, counted.start())
        if 1 < len(spans) <= (number(counted["count"]) or 0):
            return spans
    for between in _BETWEEN_TOPICS:
        spans = _parted(between, text, start, end)
        listed = any(text[last] in "、," for _, last in spans[:-1])
        beside = any(_ASPECT.match(text, first, last) for first, last in spans[1:])
        if listed and not beside and all(_TOPIC.fullmatch(text, *span) for span in spans):
            return spans
    return [(start, end)]


def _parted(between: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans that `text[start:end]` falls into where `between` parts it."""
    edges = [edge for cut in between.finditer(text, start, end) for edge in cut.span()]
    return list(pairwise([start, *edges, end]))[::2]


def _separators(text: str, start: int, end: int, inside: list[Title]) -> Iterator[tuple[int, int]]:
    for match in _NEXT.finditer(text, start + 1, end):
        if not any(title.start < match.end() and match.start() < title.end for title in inside):
            yield match.span()


def _is_paper(text: str, start: int, end: int, inside: list[Title]) -> bool:
    """Whether `text[start:end]` names one document: a title with nothing behind it, or the name of a paper."""
    own = [title for title in inside if start <= title.start < end]
    if own and not _ABOUT.search(text, start, own[0].start):
        return len(own) == 1 and _TAIL.match(text, own[0].end, end) is not None
    about = _PAPER if "关于" in text[start:end] else _NAMED_DRAFT
    return about.search(text, start, end) is not None
