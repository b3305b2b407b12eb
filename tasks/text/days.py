"""Whole calendar days as documents print them: 2022年1月27日, 2022-02-08, 二〇二二年一月二十七日."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

DIGITS = {
    c: i
    for i, row in enumerate(["〇○OoО0零", "一", "二", "三", "四", "五", "六", "七", "八", "九"])
    for c in row
}
_ZEROS = "〇○OoО0零"
_NUMERAL = r"[一二三四五六七八九十]{1,3}"

YEAR = r"(?:19|20)\d\d"
CHINESE_YEAR = rf"二[{_ZEROS}][{_ZEROS}一二三四五六七八九]{{2}}"
FULL_DAY = re.compile(
    rf"(?<![\d.])(?P<y>{YEAR})(?:\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*日"
    r"|(?P<s>[-/.])(?P<m2>\d{1,2})(?P=s)(?P<d2>\d{1,2}))(?!\d)"
    rf"|(?P<cy>{CHINESE_YEAR})\s*年\s*(?P<cm>{_NUMERAL})\s*月\s*(?P<cd>{_NUMERAL})\s*日"
)
MONTH_DAY = re.compile(r"(?<![年\d])(?P<m>\d{1,2})月(?P<d>\d{1,2})日")


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, dt.date]]:
    """(start, end, date) of each whole day printed in `text[start:end]`; impossible ones are passed over."""
    for found in FULL_DAY.finditer(text, start, len(text) if end is None else end):
        day = _day(found)
        if day is not None:
            yield found.start(), found.end(), day


def first_day(text: str, start: int = 0, end: int | None = None) -> dt.date | None:
    """The first whole day printed in `text[start:end]`."""
    return next((day for _, _, day in find_days(text, start, end)), None)


def _day(found: re.Match[str]) -> dt.date | None:
    if found["cy"]:
        year = int("".join(str(DIGITS[c]) for c in found["cy"]))
        month, day = _small_number(found["cm"]), _small_number(found["cd"])
    else:
        year = int(found["y"])
        month, day = int(found["m"] or found["m2"]), int(found["d"] or found["d2"])
    return make_day(year, month, day)


def _small_number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return DIGITS[ones] if len(ones) == 1 else 0
    return (DIGITS.get(tens, 0) if tens else 1) * 10 + (DIGITS.get(ones, 0) if ones else 0)


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
