"""What a page prints about its document in key and value: 发布时间:2022-02-08, 发文字号 青政发〔2023〕5号."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.text.days import FULL_DAY
from tasks.text.lines import Line
from tasks.text.model import Furniture

HEAD_LINES = 30
"""Lines in which a page prints its metadata."""

_TABLE_KEYS = (
    "发布机构|发文机关|发文机构|发文单位|发布单位|信息发布单位|成文日期|发文日期|印发日期|公文生成日期|生成日期|刊发日期|公开日期|发布日期|发布时间|发文字号|文件编号|"
    "索引号|组配分类|主题分类|体裁分类|信息分类|公开方式|公开范围|公开时限|有效性|信息名称|主题词|内容概述|政策咨询机关|政策咨询电话"
)
"""Keys of the tables of government web sites; flattened to text, such a table often has no colons."""
_SPREAD_KEYS = r"[ \u3000]*".join(_TABLE_KEYS).replace(r"[ \u3000]*|[ \u3000]*", "|")
"""The same where they are padded to one width: 索 引 号."""
_KEY = re.compile(
    rf"(?:(?:(?<!\S)|(?<=[\[【(•·/]))(?:(?P<table>{_SPREAD_KEYS})(?:\s*[\]】])?(?:\s*[::]|(?=\s)|$)"
    r"|(?P<key>发布于|日\s*期|时\s*间|会议时间|地\s*点|会议地点|更新时间|公开时间|录入时间|上传时间|来\s*源|信息来源|文章来源|稿件来源|文\s*号|"
    r"索\s*引\s*号|名\s*称|标\s*题|关键词|浏览次数|浏览量|作者|责任编辑|阅读|点击数|字体)\s*[::]"
    r"|(?P<number>文\s*号)\s+(?=[\u4e00-\u9fff]{1,12}\s?[〔\[(])|(?:内容|页面|文章|信息)(?P<shown>(?:更新|发布)(?:时间|日期))\s*[::])"
    r"|(?<=[\u4e00-\u9fff])(?P<glued>发布时间)\s*[::](?=\s*(?:19|20)\d\d))"
)
_STAMP = re.compile(
    r"(?:https?://\S+)?[\s|]*[\[(]?\s*(?:(?P<iso>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?)"
    r"|(?P<cn>(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*\d{1,2}:\d\d(?::\d\d)?))\s*[\])]?(?=\s|$)"
)
"""A day at the beginning of a head line, in figures or with the hour: when the page was put up, without a key."""
STAMP = "时间戳"
_VALUE_END = re.compile(r"\s{2,}|[|\]】]|\s(?=[\u4e00-\u9fff]{2,8}\s*[::])")


@dataclass(frozen=True, slots=True)
class Page:
    """Key (without blanks) → span of its value, blank edges cut off; and the starts of the lines that hold them."""

    values: dict[str, tuple[int, int]]
    lines: frozenset[int]


def page_values(text: str, lines: Sequence[Line], furniture: Sequence[Furniture]) -> Page:
    """What the page says in metadata furniture anywhere and in the short lines of the head; the first print counts.

    `lines` are those with words. A value may stand on the line below its key.
    """
    metadata = {item.start for item in furniture if item.kind == "metadata"}
    values: dict[str, tuple[int, int]] = {}
    used: set[int] = set()
    for i, line in enumerate(lines):
        if line.start not in metadata and (i >= HEAD_LINES or "。" in line.words or len(line.words) > 200):
            continue
        stamp = _STAMP.match(text, line.start, line.end)
        if stamp:
            used.add(line.start)
            values.setdefault(STAMP, stamp.span("iso" if stamp["iso"] else "cn"))
        for key, start, end in _pairs(text, line):
            used.add(line.start)
            below = lines[i + 1] if start == end and i + 1 < len(lines) else None
            if (
                below is not None
                and not _KEY.search(below.words)
                and (below.start in metadata or _is_value(below))
            ):
                start, end = below.content_start, below.content_start + len(below.words)
                used.add(below.start)
            if start < end:
                values.setdefault(key, (start, end))
    return Page(values, frozenset(used))


def _is_value(below: Line) -> bool:
    """Is the line below an indented value? The title that follows a table with an empty last cell is not."""
    indented = below.content_start > below.start and len(below.words) <= 60 and "。" not in below.words
    return indented or FULL_DAY.match(below.words) is not None


def _pairs(text: str, line: Line) -> Iterator[tuple[str, int, int]]:
    found = list(_KEY.finditer(text, line.start, line.end))
    for i, key in enumerate(found):
        stop = found[i + 1].start() if i + 1 < len(found) else line.end
        start = key.end()
        while start < stop and (text[start].isspace() or text[start] == "|"):
            start += 1
        cut = _VALUE_END.search(text, start, stop)
        value = text[start : cut.start() if cut else stop].rstrip()
        yield re.sub(r"\s", "", str(key[str(key.lastgroup)])), start, start + len(value)
