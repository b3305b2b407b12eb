"""Calendar expressions: their regex, and the days that one of them covers.

A point is one expression (2024年3月15日, 今年前三季度, 12月底, 2023-2025年); `dates` joins points to ranges and finds the
years that were left out.
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from tasks.records.numerals import number

SHIFTS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1, "当": 0, "同": 0, "次": 1}
"""Years named by their distance to another: 今年 and 去年 to the document's, 上年, 当年, 同年, 次年 to the year named last."""
OF_LAST_NAMED = frozenset("上当同次")

_YEAR = (
    r"(?:(?<!\d)(?P<year>(?:19|20)\d\d)|(?P<han>[一二][〇零○九][〇零○一二三四五六七八九]{2})|(?P<shift>[今本去上前明当同次])(?!年[级龄代轮薪检]|年(?:制发|废止|处理|收费|新收|度?[^,。\n]{0,6}(?:件数|数量|金额))))"
    r"\s?年(?!代)(?:度(?!假))?"
)
_MONTH = r"(?<![\d.])(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?![饼嫂亮球薪租均报度])份?"
_DAY = r"\s?(?P<day>3[01]|[12]\d|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号]"
_PARTS = (
    rf"{_MONTH}(?:{_DAY}|(?P<part>[上中下]旬|初(?![一二三四五六七八九十])|[底末]))?"
    r"|(?P<quarter>前[二两三23]个?|第?[一二三四1-4])季度"
    r"|(?P<half>[上下])半年"
    r"|前(?P<months>1[01]|[2-9]|十一?|[二两三四五六七八九])个月"
    r"|(?(y)年?|年)(?P<edge>[初底末])(?![高三中次])"
)
_TO = r"\s?(?:至|到|[-—–－~～]{1,2})\s?"

START = re.compile(
    r"[\d一二三四五六七八九十今本去上下前明当同次第年](?=[\d\s〇零○一二两三四五六七八九十年月季半初底末./至到—–－~～-])(?:(?<=\d)(?<!\d\d)(?=\d{0,3}\s?[年月季./至到—–－~～-])"
    r"|(?<=[今本去上前明当同次])(?=\s?年)|(?<=[上下])(?=半年)|(?<=前)(?=[\d一二两三四五六七八九十])|(?<=第)(?=[一二三四\d]季)"
    r"|(?<=年)(?=[初底末])|(?<=[一二三四五六七八九十])(?=[〇零○一二三四五六七八九十]{0,3}\s?[年月季]))"
)
"""The first character of a calendar expression, by what can follow each; it begins with a set of characters, which `re`
skips to quickly, and most of those found are turned down by the character behind them (一是, 上级, 同志)."""
POINT = re.compile(
    r"(?:"
    r"(?<![\d.])(?P<iso>(?:19|20)\d\d([-./])(?:1[0-2]|0?[1-9])\2(?:3[01]|[12]\d|0?[1-9]))(?![\d.])"
    rf"|(?<!\d)(?P<first_year>(?:19|20)\d\d){_TO}(?P<last_year>(?:19|20)\d\d)\s?年(?:度(?!假))?"
    rf"|(?:(?<!\d)(?P<range_year>(?:19|20)\d\d)年)?(?<![\d.])(?P<first_month>1[0-2]|0?[1-9]){_TO}(?P<last_month>1[0-2]|0?[1-9])月(?!\d)份?"
    rf"|(?P<y>{_YEAR}\s?)?(?:{_PARTS}|(?(y)|(?!)))"
    r")"
)
"""One calendar expression; which groups are set says of what kind. It is tried where `START` says that one can begin."""
TO = re.compile(rf"(?:起(?=[至到]))?{_TO}")
TO_DAY = re.compile(rf"(?:起(?=[至到]))?{_TO}{_DAY.replace('day', 'last_day')}")
LIMIT = re.compile(
    r"(?P<since>以来|至今|以后|之后|开始|起(?![诉草来到步点重伏火因亡底])|后(?=[,,]))"
    r"|(?P<until>(?:\s?\d{1,2}(?::\d\d|[时点]整?))?(?:之|以)?前(?![三期往后列提瞻沿一二两十]|\d+[个月日年季天]))"
)
"""What opens a period at one end: 以来 and 起 leave it without an end, 前 without a start."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` to `end`, both included."""

    start: dt.date
    end: dt.date
    precision: str


def printed_year(point: re.Match[str]) -> int | None:
    """The year that `point` prints, its first one where it prints two; None where it prints none or 今年, 去年."""
    for group in ("year", "first_year", "range_year"):
        if point[group]:
            return int(point[group])
    if point["han"]:
        return int(number(point["han"].replace("○", "〇")) or 0)
    return int(point["iso"][:4]) if point["iso"] else None


def covered(point: re.Match[str], year: int) -> Period | None:
    """The days of `point` in `year`; None where the calendar has no such day."""
    try:
        return _covered(point, year)
    except ValueError:
        return None


def _covered(point: re.Match[str], year: int) -> Period | None:
    if point["iso"]:
        day = dt.date(*(int(part) for part in re.split(r"[-./]", point["iso"])))
        return Period(day, day, "day")
    if point["last_year"]:
        return Period(dt.date(year, 1, 1), dt.date(int(point["last_year"]), 12, 31), "range")
    if point["first_month"]:
        return _months(year, int(point["first_month"]), int(point["last_month"]), "range")
    if point["month"]:
        return _in_month(point, year, _small(point["month"]))
    if point["quarter"]:
        return _quarter(point["quarter"], year)
    if point["half"]:
        return _months(year, *((1, 6) if point["half"] == "上" else (7, 12)), "half")
    if point["months"]:
        return _months(year, 1, _small(point["months"]), "range")
    if point["edge"]:
        month = 1 if point["edge"] == "初" else 12
        return _months(year, month, month, "month")
    return _months(year, 1, 12, "year")


def _in_month(point: re.Match[str], year: int, month: int) -> Period:
    last = monthrange(year, month)[1]
    if point["day"]:
        day = dt.date(year, month, _small(point["day"]))
        return Period(day, day, "day")
    first, end = {
        "上": (1, 10),
        "初": (1, 10),
        "中": (11, 20),
        "下": (21, last),
        "底": (21, last),
        "末": (21, last),
    }.get((point["part"] or " ")[0], (1, last))
    return Period(
        dt.date(year, month, first), dt.date(year, month, end), "range" if point["part"] else "month"
    )


def _quarter(printed: str, year: int) -> Period:
    ordinal = _small(printed.strip("第前个"))
    return _months(
        year,
        1 if printed[0] == "前" else 3 * ordinal - 2,
        3 * ordinal,
        "quarter" if printed[0] != "前" else "range",
    )


def _months(year: int, first: int, last: int, precision: str) -> Period:
    return Period(dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1]), precision)


def _small(printed: str) -> int:
    return int(number(printed) or 0)
