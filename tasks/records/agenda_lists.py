"""Several documents behind one verb: 审议《…》、关于…的请示和《…》 are as many items as it names documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tasks.records.brackets import Title

_AND = r"(?:以及|及|和|与|并)"
_WHOSE = r"(?:[^、,。;《》()]{2,40}?)?关于"
"""What a paper without brackets begins with: 关于…, 区住建局关于…."""
_DRAFT = r"(?:工作报告|要点|名单|规划|\([^()]*(?:稿|草案)\))(?:\([^()]*\))?"
"""What a paper that is named by itself ends with: 县法院工作报告(讨论稿)."""
_NEXT = re.compile(
    rf"\s*(?=《)|\s*(?:[、,;]\s*{_AND}?|{_AND})\s*(?=[^、,。;《》()]{{0,12}}《)"
    rf"|(?<=汇报|报告|请示|议案)[、;]\s*{_AND}?|(?<=[》)])[、,;]\s*{_AND}?(?=[^、,。;《》()]{{2,30}}?{_DRAFT}(?:[、,;]|{_AND}|$))|[、,;]\s*{_AND}?(?={_WHOSE})|{_AND}(?={_WHOSE})"
)
"""Between two members of a list."""
_PAPER = re.compile(
    r"(?:请示|报告|汇报|议案|说明|决定|决议|意见|方案|办法|规定|名单|建议|议程|日程|草案|稿)(?:\([^()]*\))*$"
)
_ABOUT = re.compile(r"关于|落实|贯彻|执行|根据|按照|[对就]")
"""In front of a title: it is what the paper is about, and no paper of its own."""
_TAIL = re.compile(r"(?:\([^()]*\))*(?:等[^,。;]{0,12})?$|[^、,。;()]{2,24}\([^()]*(?:稿|草案)\)$")
_NAMED_DRAFT = re.compile(rf"[^、,。;《》]{{2,40}}(?:{_DRAFT}|(?:汇报|报告|请示|议案))$")


def members(text: str, start: int, end: int, titles: list[Title]) -> list[tuple[int, int]]:
    """The documents that the list `text[start:end]` names, as spans; the whole span alone where it is no list.

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
    return spans


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
