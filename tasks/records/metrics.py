"""Metrics: every stated quantity with what it counts, how it was put, and the time and scope that it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tasks.records.brackets import Title
from tasks.records.chapters import Chapter, Chapters
from tasks.records.denials import find_denials
from tasks.records.labels import Label, goes_on, hands_on, label_of, only_changes
from tasks.records.masks import mask
from tasks.records.model import DateMention, Metric
from tasks.records.quantities import Quantity, find_quantities
from tasks.records.respective import deal_out
from tasks.records.scopes import Scopes
from tasks.records.shares import Recomputed, base_of, is_share, parts_of, recompute
from tasks.records.spans import Lines
from tasks.records.streams import streams_named
from tasks.records.value_status import keeps_aim, status_of_value
from tasks.text.model import Document

_COMPARED = re.compile(r"[比较与由从]$")
"""In front of a date: it is what the number is compared with, not the time that it is about."""
_MULTIPLE = re.compile(r"的?\d[\d.]*倍")
"""Behind such a date: 是2000年的|2.4倍."""
_RISE = re.compile(r"增|提[高升]|[上回]升|上[调涨浮]|扩[大展]|拓展|翻|[比较].*[高快多涨]出?$")
_FALL = re.compile(r"降|减|缩|收窄|下[调滑跌]|回落|[比较].*[低慢少]$")
_LINKS = frozenset("、和与及:")
_HANDED_ON = frozenset(("estimated", "target"))


class MetricReader:
    """Reads the metrics of one document; holds what they share.

    `titles` and `dates` are hidden from the search for numbers, `bodies` are the spans of the departments named.
    """

    def __init__(
        self,
        document: Document,
        titles: Sequence[Title],
        dates: Sequence[DateMention],
        bodies: Sequence[tuple[int, int]],
        chapters: Chapters,
        lines: Lines,
    ) -> None:
        text = document.text
        self._document, self._chapters, self._lines = document, chapters, lines
        self._masked = mask(text, [*((t.start, t.end) for t in titles), *((d.start, d.end) for d in dates)])
        self._dates = [
            date
            for date in dates
            if not _COMPARED.search(text[max(0, date.start - 1) : date.start])
            and not _MULTIPLE.match(text, date.end)
        ]
        self._date_starts = [date.start for date in self._dates]
        self._undated = mask(text, [(date.start, date.end) for date in self._dates])
        self._scopes = Scopes(document, self._undated, bodies)
        reference = document.reference_date
        self._written = reference.year if reference else document.facts.year
        self._reports_streams = document.facts.document_type == "rectification_report"
        self._sentence = (0, 0)
        self._counts: list[Metric] = []
        self._outside: tuple[Metric, Label | None] | None = None
        self._streams: list[tuple[int, str]] = []

    def read(self) -> list[Metric]:
        """All stated quantities, in order; numbers inside titles, dates and names are none."""
        metrics: list[Metric] = []
        previous: Metric | None = None
        label: Label | None = None
        for quantity, denied in self._quantities():
            if quantity.start >= self._sentence[1]:
                self._sentence, previous, label = self._lines.around(quantity.start), None, None
                self._counts, self._outside = [], None
                self._streams = (
                    streams_named(self._document.text, *self._sentence) if self._reports_streams else []
                )
            floor = previous.end if previous else self._sentence[0]
            heir = self._heir(previous, label, quantity)
            label = Label(denied, None) if denied else label_of(self._undated, quantity, floor, heir)
            chapter = self._chapters.at(quantity.start)
            status = self._status(quantity, chapter)
            if previous and previous.value_status == "baseline" and self._listed(previous, quantity):
                status = "baseline"  # 由22%、29%和49%调整为…
            elif (
                previous
                and status == "actual"
                and previous.value_status in _HANDED_ON
                and (
                    goes_on(label, heir)
                    or (
                        previous.value_status == "target"
                        and keeps_aim(self._document.text, previous.end, quantity.start)
                    )
                )
            ):
                status = previous.value_status  # 预计总值完成186亿元,增长6%
            previous = self._metric(quantity, label, status, floor, chapter)
            metrics.append(previous)
            if quantity.unit and quantity.unit != "%":
                self._counts.append(previous)
        return deal_out(metrics, self._document.text)

    def _quantities(self) -> Iterator[tuple[Quantity, str | None]]:
        """Numbers and denials in order, denials with what they deny; the 一 of 未发生一起 belongs to its denial."""
        denials = list(find_denials(self._undated))
        position = 0
        for quantity in find_quantities(self._masked):
            while denials and denials[0].quantity.start <= quantity.start:
                denial = denials.pop(0)
                position = denial.quantity.end
                yield denial.quantity, denial.label
            if quantity.start >= position:
                yield quantity, None
        yield from ((denial.quantity, denial.label) for denial in denials)

    def _heir(self, previous: Metric | None, label: Label | None, quantity: Quantity) -> Label | None:
        """The label that the next number may take over: behind a bracket it is that of the number in front of it."""
        if previous is None:
            return None
        text, gap = self._document.text, (previous.end, quantity.start)
        opened, closed = text.rfind("(", *gap), text.rfind(")", *gap)
        if opened > closed:
            self._outside = previous, label
        elif closed >= 0 and self._outside:
            (previous, label), self._outside = self._outside, None
        lends = hands_on(previous.unit, quantity.unit) or only_changes(self._undated, *gap)
        return label if lends else None

    def _listed(self, previous: Metric, quantity: Quantity) -> bool:
        return self._document.text[previous.end : quantity.start].strip() in _LINKS

    def _status(self, quantity: Quantity, chapter: Chapter) -> str:
        return status_of_value(
            self._document.text,
            quantity,
            self._sentence,
            written=self._written,
            planned=chapter.plans,
        )

    def _metric(
        self, quantity: Quantity, label: Label, status: str | None, floor: int, chapter: Chapter
    ) -> Metric:
        scope = self._scopes.of(
            quantity.start, label.text, self._sentence, overall=chapter.overall and quantity.unit != "级"
        )
        period, basis = self._period(quantity.start, chapter)
        base, recomputed = self._share(quantity, label, floor)
        return Metric(
            start=quantity.start,
            end=min(quantity.end, self._sentence[1]),
            rule=quantity.rule,
            label=label.text,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            value_normalized=quantity.normalized,
            unit_normalized=quantity.unit_normalized,
            qualifier=quantity.qualifier,
            comparator=label.comparator,
            direction=_direction(label.comparator),
            value_status=status,
            scope_kind=scope.kind if scope else None,
            scope_name=scope.name if scope else None,
            base=base,
            stream=self._stream(quantity.start, chapter),
            period_start=period.start_date if period else None,
            period_end=period.end_date if period else None,
            period_basis=basis,
            value_recomputed=recomputed.value if recomputed else None,
            recomputation_differs=recomputed.differs if recomputed else None,
        )

    def _period(self, position: int, chapter: Chapter) -> tuple[DateMention | None, str | None]:
        """The nearest date in front in the sentence, else the one that the chapter's heading names; and which of them."""
        index = bisect_left(self._date_starts, position) - 1
        while index >= 0 and self._date_starts[index] >= self._sentence[0]:
            if not self._in_aside(self._dates[index], position):
                return self._dates[index], "sentence"
            index -= 1
        return chapter.period, "section" if chapter.period else None

    def _in_aside(self, date: DateMention, position: int) -> bool:
        """True where `date` stands in a bracket that is closed in front of `position`: 收入3亿元(上年同期2亿元),支出|…"""
        text, start = self._document.text, self._sentence[0]
        closed = text.find(")", date.end, position) >= 0
        return closed and text.rfind("(", start, date.start) > text.rfind(")", start, date.start)

    def _stream(self, position: int, chapter: Chapter) -> str | None:
        """The kind of inspection that the sentence names last in front, else its chapter's."""
        named = [stream for end, stream in self._streams if end <= position]
        return named[-1] if named else chapter.stream if self._reports_streams else None

    def _share(self, quantity: Quantity, label: Label, floor: int) -> tuple[str | None, Recomputed | None]:
        if quantity.unit != "%" or quantity.value_max is not None:
            return None, None
        before = self._undated[floor : quantity.start]
        name = label.text or ""
        if not is_share(quantity.unit, name, before):
            return None, None
        found = recompute(quantity.value, parts_of(name, before, self._counts))
        return base_of(before, name, found.whole if found else None), found


@lru_cache(maxsize=1024)
def _direction(compared: str | None) -> str | None:
    """Whether the number says how far, or to what, something rose or fell; None where it says neither."""
    if compared is None:
        return None
    if _FALL.search(compared):
        return "fall"
    return "rise" if _RISE.search(compared) else None
