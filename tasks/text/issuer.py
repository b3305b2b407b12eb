"""Who issued a document (发文机关): from the signature, the page's metadata, or the title in front of 关于."""

from __future__ import annotations

import re

from tasks.text.days import FULL_DAY
from tasks.text.parts import ORGAN_LINE, Parts

_BEFORE_SUBJECT = re.compile(r"^(?P<organ>.{4,60}?)\s*(?:关于|印发|转发|批转|召开|公布|发布|对|致)")
_ORGAN_END = re.compile(
    r"(?:委员会|委|政府|(?:办公|督查|研究)室|局|厅|部|院|会|处|中心|指挥部|领导小组|党组|支队|大队|公司|管委会|党工委|办|组|所|站|社)(?:\([^()]{2,20}\))?$"
)
_COLUMN = re.compile(r"【[^】]{1,10}】")
"""【时政新闻】县政府召开常务会议: the column of the page, not the organ."""
_MEETING = re.compile(
    r"第?[\d一二三四五六七八九十百]{1,4}次|(?:常务|全体|专题|工作|部署|推进|调度|动员|座谈|协调|总结|表彰)会$"
)
"""第6次县政府常务会召开: what stands in front of the verb is the meeting."""
_STAMP = re.compile(r"\s*\(?(?:印章|盖章|公章|章|编印?)\)?$")


def issuer_span(parts: Parts) -> tuple[int, int] | None:
    """Where the title names who speaks: its characters in front of 关于, when they end like an organ."""
    if parts.title is None:
        return None
    found = _BEFORE_SUBJECT.match(
        parts.text[parts.title.title_start : parts.title.title_end].replace("\n", " ")
    )
    if found is None or not _ORGAN_END.search(found["organ"].rstrip()) or _MEETING.search(found["organ"]):
        return None
    column = _COLUMN.match(found["organ"])
    start = parts.title.title_start
    if column:
        return start + column.end(), start + found.end("organ")
    return start + found.start("organ"), start + found.end("organ")


def printed_issuer(parts: Parts) -> str | None:
    """The issuer as printed: signature, then page metadata, then title; None where none of them names one."""
    signature = parts.signature
    if signature is not None and signature.end > signature.start:
        line = FULL_DAY.sub("", parts.text[signature.start : signature.end]).strip()
        if ORGAN_LINE.fullmatch(line):
            return _STAMP.sub("", line).strip()
    stated = parts.value("发布机构", "发文机关", "发文机构", "发文单位")
    if stated and _ORGAN_END.search(stated):
        return stated
    span = issuer_span(parts)
    return re.sub(r"\s+", "", parts.text[slice(*span)]) if span else None
