"""Deadlines: 完成时限 as printed → its kind and its last day, read against the document's date and never against today."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from tasks.records.numerals import number

_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_POINT = re.compile(
    r"(?:(?P<year>20\d\d|二[〇零][〇零一二三四五六七八九]{2})\s*(?:年|(?=[./-]\d))度?|(?P<named>今年|本年度?|当年|明年|次年))?\s*[./-]?"
    rf"(?:(?P<month>{_SMALL})\s*(?:月份?|[./-](?=\d))(?:底|末)?(?:(?P<day>{_SMALL})\s*[日号]?)?(?P<part>上旬|中旬)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>上半年|下半年)|(?P<end>年?底|年?末|年?内|全年)|(?<=[年度]))"
)
_WITHIN = re.compile(
    r"(?:印发|发布|下发|通知|文件|即日|方案|收到|公布)\D{0,8}?(?P<count>\d+|[一二两三四五六七八九十]+)个?(?P<working>工作)?(?P<unit>[日天周月])之?内"
)
_RECURRING = re.compile(r"每(?:年度?|半年|个?季度?|个?月|周|星期|日|天|[两二三半]个?[年月周])|按[年季月周]")
_IMMEDIATE = re.compile(r"立行立改|即知即改|立知立改|立查立改|边[查学]边改|立即|即时|即刻|马上|即日|已完成")
_STANDING = re.compile(r"长期|持续|常态|一以贯之|贯穿|经常|不间断|日常|始终|常年|全过程")
_DAYS = {"日": 1, "天": 1, "周": 7}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as printed, its kind (see the column `deadline_kind`), and its last day where it has one."""

    text: str
    kind: str | None
    date: dt.date | None


def read_deadline(text: str, reference: dt.date | None, year: int | None = None) -> Deadline | None:
    """Read what stands behind 完成时限: (立行立改; 2022年12月底前; 每季度末 …); None for an empty text.

    A deadline without a year falls into the year of `reference` (the document's date), else into `year`. A cycle
    (每月5日前) wins over the date inside it, a date over 长期坚持 beside it.
    """
    text = " ".join(text.split()).strip(" 。;,、.:")
    if not text:
        return None
    if _RECURRING.search(text):
        return Deadline(text, "recurring", None)
    dated = _after_document(text, reference) or _on_calendar(text, reference.year if reference else year)
    if dated is not None:
        return Deadline(text, *dated)
    if _IMMEDIATE.search(text):
        return Deadline(text, "immediate", None)
    return Deadline(text, "standing" if _STANDING.search(text) else None, None)


def _after_document(text: str, reference: dt.date | None) -> tuple[str, dt.date | None] | None:
    """自印发之日起30日内: counted from the document's date; working days and months are not computed."""
    within = _WITHIN.search(text)
    if within is None:
        return None
    count, unit = number(within["count"].replace("两", "二")), within["unit"]
    if reference is None or count is None or within["working"] or unit not in _DAYS:
        return "day", None
    return "day", reference + dt.timedelta(days=int(count) * _DAYS[unit])


def _on_calendar(text: str, year: int | None) -> tuple[str, dt.date | None] | None:
    """The last point of the calendar that `text` names; a year printed earlier holds for what follows it."""
    last = None
    stated, base = year, year
    for match in _POINT.finditer(text):
        if match["year"]:
            stated = int(number(match["year"]) or 0)
        elif match["named"]:
            stated = None if base is None else base + (match["named"] in ("明年", "次年"))
        last = _last_day(match, stated) or last
    return last


def _last_day(point: re.Match[str], year: int | None) -> tuple[str, dt.date | None] | None:
    kind, month, day = "year", 12, 31
    if point["quarter"]:
        kind, month = "quarter", 3 * int(number(point["quarter"]) or 0)
    elif point["half"]:
        kind, month = "half", 6 if point["half"] == "上半年" else 12
    elif point["month"]:
        kind, month = "month", int(number(point["month"]) or 0)
    elif not (point["year"] or point["named"] or point["end"] in ("年底", "年末", "年内", "全年")):
        return None
    if not 1 <= month <= 12:
        return None
    if year is None:
        return ("day" if point["day"] else kind), None
    day = calendar.monthrange(year, month)[1]
    if point["part"]:
        day = 10 if point["part"] == "上旬" else 20
    if point["day"]:
        kind, printed = "day", int(number(point["day"]) or 0)
        day = min(max(printed, 1), day)
    return kind, dt.date(year, month, day)
