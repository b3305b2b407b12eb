"""Accountability: results of discipline that are reported as done, with their numbers where the text gives any.

A result without a number is a result. Rules of what shall happen, and threats, are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tasks.records.accountability_acts import clause_of, find_acts, kind_of
from tasks.records.accountability_numbers import PERSONS, numbers_of
from tasks.records.campaigns import campaign_before
from tasks.records.chapters import Chapters
from tasks.records.model import Accountability, Metric
from tasks.records.spans import Lines
from tasks.text.model import Document

_ONLY_WITH_NUMBER = re.compile(r"追责问责|问责追责")
_LOOKS_AHEAD = frozenset({"action_plan", "notice", "meeting_minutes"})
_DONE = re.compile(r"已|受到|被|了|先后|全部")
_CASES = frozenset(["件", "起", "案", "例", "宗", "案次", "件次"])
_DIRECTIONS: Mapping[str, str] = {"追缴": "recovered", "清退": "refunded", "退还": "refunded"}


def find_accountability(
    document: Document, masked: str, metrics: Sequence[Metric], chapters: Chapters, lines: Lines
) -> list[Accountability]:
    """All results of discipline in `masked`, the document's text with titles hidden; their numbers are among its `metrics`.

    Where plans are told, a result is one that has its number or is said to be done (已, 受到, …了).
    """
    looks_ahead = document.facts.document_type in _LOOKS_AHEAD
    acts = find_acts(masked)
    found: list[Accountability] = []
    for act, numbers in zip(acts, numbers_of(masked, acts, metrics), strict=True):
        planned = looks_ahead or chapters.at(act.start()).plans
        threat = planned and not _DONE.search(masked, *clause_of(masked, act))
        if numbers or not (threat or _ONLY_WITH_NUMBER.fullmatch(act[0])):
            sentence_start = lines.around(act.start())[0]
            campaign = campaign_before(
                masked, max(sentence_start, masked.rfind(";", 0, act.start())), act.start()
            )
            found.extend(_records(act, numbers, campaign, lines))
    return found


def _count(metric: Metric | None, units: frozenset[str]) -> int | None:
    """The number of `metric` where it counts one of `units`, its 万 applied."""
    if metric is None or metric.value_normalized is None or metric.unit_normalized not in units:
        return None
    return int(metric.value_normalized)


def _records(
    act: re.Match[str], numbers: Sequence[Metric], campaign: str | None, lines: Lines
) -> Iterator[Accountability]:
    kind = kind_of(act)
    start = min([act.start(), *(metric.start for metric in numbers)])
    results: Sequence[Metric | None] = numbers or [None]
    for metric in results:
        end = max(act.end(), metric.end) if metric else act.end()
        unit = metric.unit if metric else None
        value = metric.value if metric else None
        _, end = lines.clip(start, end)
        yield Accountability(
            start=start,
            end=end,
            rule="result_with_number" if metric else "result",
            kind=kind,
            value=value,
            unit=unit,
            persons=_count(metric, PERSONS),
            cases=_count(metric, _CASES),
            campaign=campaign,
            direction=_DIRECTIONS.get(kind),
        )
