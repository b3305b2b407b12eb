"""Dates: calendar days, months, years and periods, with the years that were left out taken from the nearest evidence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from tasks.records.model import DateMention
from tasks.records.periods import (
    LIMIT,
    OF_LAST_NAMED,
    POINT,
    SHIFTS,
    TO,
    TO_DAY,
    Period,
    covered,
    printed_year,
)
from tasks.records.spans import Lines
from tasks.text.model import Document

_RECURRING = re.compile(r"[每各逐](?:年|月|季)?$")


@dataclass(slots=True)
class _Years:
    """The years that a text has named so far: what a date without a year is read against.

    In its own sentence any year is evidence; further away only the year of a dated event is, because a bare year
    (比2022年增长) or a deadline is named for comparison more often than to say when things happened.
    """

    document: int | None
    sentence: int | None = None
    last: int | None = None

    def name(self, year: int, *, dated: bool) -> None:
        self.sentence = year
        if dated or self.last is None:
            self.last = year

    def of(self, point: re.Match[str]) -> tuple[int | None, str]:
        """The year of `point` and what it was taken from."""
        year = printed_year(point)
        if year is not None:
            return year, "explicit"
        shift = point["shift"]
        if shift and shift not in OF_LAST_NAMED and self.document is not None:
            return self.document + SHIFTS[shift], "document"
        base, basis = self._nearest()
        return (None if base is None else base + SHIFTS.get(shift or "", 0)), basis

    def _nearest(self) -> tuple[int | None, str]:
        if self.sentence is not None:
            return self.sentence, "sentence"
        if self.last is not None:
            return self.last, "preceding_text"
        return self.document, "document"


def find_dates(document: Document, lines: Lines) -> list[DateMention]:
    """All dates and periods of `document`, in order. A date for which no year can be found is left out."""
    text = document.text
    reference = document.reference_date
    years = _Years(reference.year if reference else document.facts.year)
    points = [
        point
        for point in POINT.finditer(text)
        if not _RECURRING.search(text[max(0, point.start() - 2) : point.start()])
    ]
    mentions: list[DateMention] = []
    index, sentence_end = 0, 0
    while index < len(points):
        point = points[index]
        if point.start() >= sentence_end:
            sentence_end, years.sentence = lines.around(point.start())[1], None
        following = points[index + 1] if index + 1 < len(points) else None
        mention, index = _mention(text, point, following, years), index + 1
        if mention is not None:
            if following is not None and mention.end > following.start():
                index += 1
            mentions.append(mention)
    return mentions


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
    return DateMention(
        start=point.start(),
        end=limit.end() if limit else end,
        rule="range" if joint else "since_until" if limit else "point",
        start_date=None if limit and limit["until"] and not joint else period.start,
        end_date=None if limit and limit["since"] and not joint else period.end,
        precision=period.precision,
        basis=basis,
    )


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
        return month.replace(day=int(printed))
    except ValueError:
        return None
