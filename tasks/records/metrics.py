"""Metrics: every stated quantity with what it counts, how it was put, and the time that it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tasks.records.brackets import Title
from tasks.records.labels import Label, label_of
from tasks.records.masks import mask
from tasks.records.model import DateMention, Metric
from tasks.records.quantities import Quantity, find_quantities
from tasks.records.spans import Lines
from tasks.text.model import Document

_STATUS = (
    ("rule", re.compile(r"每(?:年|月|季度|周|半年|人|天|日|次)|不得|必须|应当|应在|时限|有效期|每个")),
    (
        "target",
        re.compile(
            r"力争|目标(?!任务?的|的)|(?:计划|拟)(?=新|再|完|建|于|到|在|实|投|开|招|改|引)|确保|争取(?=到|在|实现|完成|达)|年底前|将(?:新|达|完|建|实)"
        ),
    ),
    ("estimated", re.compile(r"预计|预期|估计|测算|届时")),
)
_ANY_STATUS = re.compile("|".join(pattern.pattern for _, pattern in _STATUS))
_BASELINE = re.compile(r"(?:由|从)(?:原来?有?的?|\d{4}年[初末底]?的?)?[^,。;\d]{0,4}$")
_BY_YEAR = re.compile(r"到(?:20\d\d年|“?十[四五六]五”?末)")
_COMPARED = re.compile(r"[比较与由从]$")
"""In front of a date: it is what the number is compared with, not the time that it is about."""
_QUOTED_PROBLEM = re.compile(r"“[^”]*”的?(?:等)?问题")


def find_metrics(
    document: Document, titles: Sequence[Title], dates: Sequence[DateMention], lines: Lines
) -> list[Metric]:
    """All stated quantities of `document`, in order; numbers inside titles, dates and names are none."""
    text = document.text
    masked = mask(text, [*((t.start, t.end) for t in titles), *((d.start, d.end) for d in dates)])
    dates = [
        mention for mention in dates if not _COMPARED.search(text[max(0, mention.start - 1) : mention.start])
    ]
    undated = mask(text, [(d.start, d.end) for d in dates])
    date_starts = [mention.start for mention in dates]
    metrics: list[Metric] = []
    sentence, previous, label = (0, 0), None, None
    for quantity in find_quantities(masked):
        if quantity.start >= sentence[1]:
            sentence, previous, label = lines.around(quantity.start), None, None
        floor = previous.end if previous else sentence[0]
        label = label_of(undated, quantity, floor, label)
        index = bisect_left(date_starts, quantity.start) - 1
        period = dates[index] if index >= 0 and dates[index].start >= sentence[0] else None
        previous = _metric(text, quantity, sentence, label, period)
        metrics.append(previous)
    return metrics


def _metric(
    text: str,
    quantity: Quantity,
    sentence: tuple[int, int],
    label: Label,
    period: DateMention | None,
) -> Metric:
    return Metric(
        start=quantity.start,
        end=min(quantity.end, sentence[1]),
        rule=quantity.rule,
        label=label.text,
        value=quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        value_normalized=quantity.normalized,
        unit_normalized=quantity.unit_normalized,
        qualifier=quantity.qualifier,
        comparator=label.comparator,
        value_status=_status(text, quantity, sentence),
        period_start=period.start_date if period else None,
        period_end=period.end_date if period else None,
    )


def _status(text: str, quantity: Quantity, sentence: tuple[int, int]) -> str:
    start, end = sentence
    quote = text.rfind("“", start, quantity.start)
    quoted = _QUOTED_PROBLEM.match(text, quote, end) if quote >= 0 else None
    if quoted and quantity.start < quoted.end():
        return "quoted_in_problem"
    clause_start = max(start, text.rfind(",", start, quantity.start))
    before = text[clause_start : quantity.start]
    if ("由" in before or "从" in before) and _BASELINE.search(before):
        return "baseline"
    if text.find("到", start, quantity.start) >= 0 and _BY_YEAR.search(text, start, quantity.start):
        return "target"
    if _ANY_STATUS.search(before):
        return next(status for status, pattern in _STATUS if pattern.search(before))
    return "zero" if not quantity.value and quantity.value_max is None else "actual"
