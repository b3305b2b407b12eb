"""Dates: calendar days, months, years and periods, with the years that were left out taken from the nearest evidence."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.records.model import DateMention
from tasks.records.numerals import number
from tasks.records.periods import (
    LIMIT,
    OF_LAST_NAMED,
    POINT,
    SHIFTS,
    START,
    TO,
    TO_DAY,
    Period,
    covered,
    printed_year,
)
from tasks.records.spans import Lines
from tasks.text.document_dates import ABOUT_A_PERIOD
from tasks.text.model import Document

_YEAR_OF_PART = re.compile(r"(?<![\d—–-])(20\d\d)年")
_REVIEW = re.compile(r"过去(?:的)?一年|去年|工作回顾|(?:主要)?工作(?:成效|成绩)")
_OUTLOOK = re.compile(r"下一?步|下一?阶段|打算|今后")
_EVENT_SINCE = re.compile(r"[^,。;:\d\n]{2,24}?(?:以来|至今)")
_RECURRING = re.compile(r"[每各逐](?:年|月|季)?$|农历$")
"""In front of what is no day of one year, or none of the calendar that is read."""


@dataclass(slots=True)
class _Years:
    """The years that a text has named so far: what a date without a year is read against.

    In its own sentence any year is evidence; further away only the year of a dated event is, because a bare year
    (比2022年增长) or a deadline is named for comparison more often than to say when things happened. `about` is the year
    that an annual report or bulletin is about: it is signed in the next one, and its 上年 and 年末 are not of that.
    """

    document: int | None
    about: int | None = None
    sentence: int | None = None
    last: int | None = None

    def enter(self, year: int) -> None:
        """A part that its heading puts into a year (二、2024年工作安排) begins."""
        self.last = year
        self.about = None if self.about is None else year

    def name(self, year: int, *, dated: bool) -> None:
        self.sentence = year
        if dated or (self.last is None and self.document is None):
            self.last = year

    def of(self, point: re.Match[str]) -> tuple[int | None, str]:
        """The year of `point` and what it was taken from."""
        year = printed_year(point)
        if year is not None:
            return year, "explicit"
        shift = point["shift"]
        if shift and shift not in OF_LAST_NAMED and self.document is not None:
            return (self.about or self.document) + SHIFTS[shift], "document"
        relative = shift or (point["edge"] and not point["y"])
        base, basis = self._nearest(relative=bool(relative))
        return (None if base is None else base + SHIFTS.get(shift or "", 0)), basis

    def _nearest(self, *, relative: bool) -> tuple[int | None, str]:
        if self.sentence is not None:
            return self.sentence, "sentence"
        if relative and self.about is not None:
            return self.about, "document"
        if self.last is not None:
            return self.last, "preceding_text"
        return self.document, "document"


_OTHER_YEAR = re.compile(r"[\d〇零一二三四五六七八九十]年$")


def find_dates(document: Document, lines: Lines) -> list[DateMention]:
    """All dates and periods of `document`, in order. A date for which no year can be found is left out."""
    text = document.text
    reference = document.reference_date
    years = _Years(reference.year if reference else document.facts.year, _year_of_report(document))
    parts = _parts(document)
    points = list(_points(text))
    mentions: list[DateMention] = []
    index, sentence_end = 0, 0
    while index < len(points):
        point = points[index]
        while parts and parts[-1][0] <= point.start():
            years.enter(parts.pop()[1])
        if point.start() >= sentence_end:
            sentence_end, years.sentence = lines.around(point.start())[1], None
        following = points[index + 1] if index + 1 < len(points) else None
        mention, index = _mention(text, point, following, years), index + 1
        if mention is not None:
            if following is not None and mention.end > following.start():
                index += 1
            mentions.append(mention)
    return mentions


def _points(text: str) -> Iterator[re.Match[str]]:
    position = 0
    for possible in START.finditer(text):
        start = possible.start()
        point = POINT.match(text, start) if start >= position else None
        if point:
            position = point.end()
            before = text[max(0, start - 2) : start]
            # 1357年6月10日: of a year that is not read there is no day
            if not _OTHER_YEAR.search(before) and not _RECURRING.search(before):
                yield point


def _year_of_report(document: Document) -> int | None:
    year, signed = document.facts.year, document.reference_date
    if document.facts.document_type not in ABOUT_A_PERIOD or year is None or signed is None:
        return None
    return year if signed.year == year + 1 else None


def _parts(document: Document) -> list[tuple[int, int]]:
    """Where a heading puts what follows it into a year, and that year; the last part first.

    The headings of minutes only name what was dealt with (研究2024年预算).
    """
    if document.facts.document_type == "meeting_minutes":
        return []
    signed = document.reference_date
    review = document.facts.document_type == "work_report" and signed and signed.month < 5
    parts = []
    for section in document.sections:
        years = _YEAR_OF_PART.findall(section.heading) if section.level else []
        if len(years) == 1:
            parts.append((section.start, int(years[0])))
        elif not years and section.level and signed and _OUTLOOK.search(section.heading):
            parts.append((section.start, signed.year))
        elif not years and section.level and signed and review and _REVIEW.search(section.heading):
            parts.append((section.start, signed.year - 1))
    return parts[::-1]


def _mention(
    text: str, point: re.Match[str], following: re.Match[str] | None, years: _Years
) -> DateMention | None:
    """The mention that begins with `point`; it takes in `following` where 至 or a dash joins the two."""
    year, basis = years.of(point)
    period = covered(point, year) if year is not None else None
    if period is None or year is None:
        return None
    joint = _joined(text, point, following, period, years)
    end = joint[1] if joint else point.end()
    limit = LIMIT.match(text, end)
    if basis == "explicit":
        years.name((joint[0] if joint else period).end.year, dated=bool(point["month"] and not limit))
    period = joint[0] if joint else period
    since = bool(limit and limit["since"]) or (not limit and _since_an_event(text, point.start(), end))
    return DateMention(
        start=point.start(),
        end=limit.end() if limit else end,
        rule="range" if joint else "since_until" if limit else "point",
        start_date=None if limit and limit["until"] and not joint else period.start,
        end_date=None if since and not joint else period.end,
        precision=period.precision,
        basis=basis,
    )


def _since_an_event(text: str, start: int, end: int) -> bool:
    """True for the day or year of what began then and goes on: 自|2021年9月|首轮巡察开展以来."""
    return text[start - 1 : start] in ("自", "从") and _EVENT_SINCE.match(text, end) is not None


def _joined(
    text: str, point: re.Match[str], following: re.Match[str] | None, first: Period, years: _Years
) -> tuple[Period, int] | None:
    day = TO_DAY.match(text, point.end()) if point["day"] else None
    if day:
        last = _day_of(first.start, day["last_day"])
        return (Period(first.start, last, "range"), day.end()) if last else None
    gap = TO.match(text, point.end())
    if following is None or gap is None or gap.end() != following.start():
        return None
    has_year = printed_year(following) is not None or following["shift"]
    year = years.of(following)[0] if has_year else first.start.year
    second = covered(following, year) if year is not None else None
    if second is None or second.end < first.start:
        return None
    return Period(first.start, second.end, "range"), following.end()


def _day_of(month: dt.date, printed: str) -> dt.date | None:
    try:
        return month.replace(day=int(number(printed) or 0))
    except ValueError:
        return None
