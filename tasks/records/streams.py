"""Streams: the kinds of inspection that an exercise has (常规, 营商环境, 选人用人, 提级 …), as the text names them.

The word before 巡视 or 巡察 is the stream, whatever it is; an inspection without such a word is 巡视 or 巡察 itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_ALIASES: Mapping[str, str] = {
    "营商": "营商环境",
    "优化营商环境": "营商环境",
    "营商环境建设": "营商环境",
    "意识形态工作": "意识形态",
    "意识形态责任制": "意识形态",
    "意识形态工作责任制": "意识形态",
    "意识形态工作责任制落实情况": "意识形态",
    "选人用人工作": "选人用人",
    "选人用人工作情况": "选人用人",
    "选人用人情况": "选人用人",
    "全面从严治党主体责任": "主体责任",
    "落实主体责任": "主体责任",
}
"""Names that differ by a word of routine."""

_INSPECTIONS = "巡视|巡察|督察|督查|督导|审计|检查"
_PARTS = re.compile(r"[和与及暨、+,]|以及")
_KIND = re.compile(
    rf"(?:工作)?(?:专项|专题)?(?:监督)?(?:(?P<inspection>{_INSPECTIONS})(?:监督|工作|检查)?)?(?:“回头看”)?$"
)
_BEFORE = re.compile(
    r".*(?:关于|落实|贯彻|针对|对标|为期[^的,]{1,8}的?|第?[一二三四五六七八九十]+轮|[省市县区州旗]委|中央|党委|党组|中共|组|的)"
)
_CHAPTER = re.compile(
    r"(?:(?P<name>[一-龥“”]{2,24}?)(?:专项|专题)(?:巡视|巡察|督察|检查|审计|督查|监督检查)"
    r"|(?P<known>常规|提级|机动|交叉|联动|政治|优化营商环境|营商环境|营商|选人用人|意识形态)(?:工作)?(?:巡视|巡察|督察|检查))"
    r"(?=[^,。;]{0,14}(?:整改|反馈|问题|意见|情况))"
)
_INSPECTED = re.compile(r"[巡督检审][视察查计]")
"""What every chapter's stream is named with: a cheap first look at a heading."""
_MENTION = re.compile(
    r"(?P<known>常规|提级|机动|交叉|联动|优化营商环境|营商环境|营商|选人用人|意识形态)(?:工作)?(?:专项|专题)?(?:巡视|巡察|督察|反馈)(?!巡)"
)
_LONGEST = 14


def streams_in(words: str) -> tuple[str, ...]:
    """The streams of an inspection as its sentence names them: 常规巡视和营商环境专项巡视 → 常规, 营商环境."""
    found: list[str] = []
    inspection = ""
    for part in _PARTS.split(words):
        kind = _KIND.search(part)
        inspection = (kind["inspection"] if kind else None) or inspection
        name = named(part[: kind.start()] if kind else part)
        if name and name not in found:
            found.append(name)
    if "回头看" in words and "回头看" not in found:
        found.append("回头看")
    return tuple(found) or ((inspection,) if inspection else ())


def stream_of_chapter(heading: str) -> str | None:
    """The stream whose chapter has this heading (三、营商环境专项巡视整改落实情况); None where it names none."""
    chapter = _CHAPTER.search(heading) if _INSPECTED.search(heading) else None
    return (named(chapter["name"] or chapter["known"]) or None) if chapter else None


def named(words: str) -> str:
    """The name of a stream without what stands around it; "" where `words` are none."""
    name = _BEFORE.sub("", words).strip("“” ")
    name = re.sub(r"^(?:了|开展|进行|回头看|本轮|此次|全面)+|(?:领域|方面)$", "", name)
    return _ALIASES.get(name, name) if len(name) <= _LONGEST else ""


def streams_named(text: str, start: int, end: int) -> list[tuple[int, str]]:
    """The streams that `text[start:end]` names (常规巡视反馈问题53个, …), each with where its mention ends."""
    return [(mention.end(), named(mention["known"])) for mention in _MENTION.finditer(text, start, end)]
