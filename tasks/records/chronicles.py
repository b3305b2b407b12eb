"""Chronicles: texts that tell day by day what a government did (大事记), cut into their entries."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tasks.records.numerals import number
from tasks.text.model import Document

_TITLE = re.compile(r"大事[记纪]?|纪事|要闻|(?:工作|政务|活动)动态|(?:政务|公务|领导|工作)活动")
_MONTH = re.compile(r"[ \u3000]*(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?[ \u3000]*$", re.MULTILINE)
"""A line that heads the entries of a month."""
_ENTRY = re.compile(
    r"^[^\w\n]*(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日(?!前)(?=[ \u3000:,上下晚]|[一-鿿])",
    re.MULTILINE,
)
"""An entry begins with its day: 8日 区长X主持召开…."""
_HEAD = 300
"""Characters in which a chronicle says that it is one: so few texts are searched for entries."""
_FEWEST = 3
"""So many lines that begin with a day make a chronicle."""


class Entry(NamedTuple):
    """What is told of one day: `text[start:end]`; the day is None where its month or year is not known."""

    start: int
    end: int
    day: dt.date | None


def find_entries(document: Document) -> list[Entry]:
    """The entries of `document`, in order; none where it is no chronicle by its head."""
    text = document.text
    title = _TITLE.search(text, 0, _HEAD)
    found = list(_ENTRY.finditer(text, title.end())) if title else []
    if len(found) < _FEWEST:
        return []
    edges = [*(match.start() for match in found), len(text)]
    facts = document.facts
    days = _days(text, found, facts.year, facts.signed_date or facts.publish_date)
    return [Entry(start, end, day) for (start, end), day in zip(pairwise(edges), days, strict=True)]


def _days(
    text: str, entries: list[re.Match[str]], year: int | None, written: dt.date | None
) -> Iterator[dt.date | None]:
    """The day of each entry: the month is printed with it, or heads it, or is that of the entry in front.

    One behind the day on which the chronicle was `written` belongs to a year that is not known.
    """
    year = year or (written.year if written else None)
    heads = [(head.start(), number(head["month"])) for head in _MONTH.finditer(text)]
    month: int | None = None
    for position, entry in zip([0, *(e.start() for e in entries)], entries, strict=False):
        above = [value for start, value in heads if position <= start < entry.start()]
        printed = entry["month"] or (above[-1] if above else None)
        month = int(printed) if printed else month
        try:
            day = dt.date(int(entry["year"] or year or 0), month or 0, int(entry["day"]))
            yield day if written is None or day <= written else None
        except ValueError:
            yield None
