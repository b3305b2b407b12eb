"""Measures: the items of an enumeration by 一是, 二是, 三是 …

A marker counts where an item can begin: at a line start or after a mark. Glued to the word before it (要一是…) it
counts only as part of a run, so that 统一是, 之一是 and 其二是 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tasks.records.model import Measure
from tasks.records.numerals import chinese_number
from tasks.records.spans import Lines
from tasks.text.model import Document

_MARKER = re.compile(r"是(?<=[一二三四五六七八九十]是)(?=[^\s。,;])")
"""The 是 of a marker: it begins with one character, which `re` finds eight times as fast as a numeral."""
_NUMERAL = re.compile(r"(?<![第之其唯统专单万归划同如合逐一二三四五六七八九十])[一二三四五六七八九十]{1,3}$")
"""What stands in front of it."""
_LONGEST_NUMERAL = 3
_OPENERS = frozenset("\n\t 　。;,:!?、…”’》)】—")
_CLAUSE = re.compile(r"[。;!?\n]")
_LONG_HEADLINE = 40


class _Marker(NamedTuple):
    """`text[start:end]` is 一是, 二是 …; `opens` where an item can begin there."""

    start: int
    end: int
    ordinal: int
    opens: bool


def find_measures(document: Document, lines: Lines) -> list[Measure]:
    """All enumerated items of `document`, in order; the span runs from the marker to the end of its first sentence."""
    markers = list(_items(document.text, list(_markers(document.text))))
    ends = [*(marker.start for marker in markers[1:]), len(document.text)]  # one too many where there is none
    return [_measure(document.text, marker, end, lines) for marker, end in zip(markers, ends, strict=False)]


def _markers(text: str) -> Iterator[_Marker]:
    for found in _MARKER.finditer(text):
        numeral = _NUMERAL.search(text, max(0, found.start() - _LONGEST_NUMERAL), found.start())
        if numeral:
            start = numeral.start()
            opens = start == 0 or text[start - 1] in _OPENERS
            yield _Marker(start, found.end(), int(chinese_number(numeral[0]) or 0), opens)


def _items(text: str, markers: Sequence[_Marker]) -> Iterator[_Marker]:
    """The markers of items: where one can begin, or in a run."""
    last = 0
    for index, marker in enumerate(markers):
        if marker.opens or marker.ordinal == last + 1 > 1 or _is_continued(text, markers, index):
            last = marker.ordinal
            yield marker


def _is_continued(text: str, markers: Sequence[_Marker], index: int) -> bool:
    """An item glued to the word before it counts where the next one follows in the same paragraph."""
    if index + 1 == len(markers):
        return False
    marker, following = markers[index : index + 2]
    return following.ordinal == marker.ordinal + 1 and "\n" not in text[marker.end : following.start]


def _measure(text: str, marker: _Marker, next_start: int, lines: Lines) -> Measure:
    paragraph_end = text.find("\n", marker.end)
    end = min(next_start, paragraph_end if paragraph_end >= 0 else len(text))
    body = text[marker.end : end].strip()
    start, span_end = lines.clip(marker.start, end)
    return Measure(
        start=start,
        end=span_end,
        rule="ordinal_marker" if marker.opens else "ordinal_run",
        ordinal=marker.ordinal,
        marker=text[marker.start : marker.end],
        headline=_headline(body),
        text=body,
    )


def _headline(body: str) -> str:
    """The first sentence without its stop; of a long one the first clause."""
    sentence = _CLAUSE.split(body, maxsplit=1)[0]
    if len(sentence) <= _LONG_HEADLINE:
        return sentence
    return sentence.split(",", 1)[0]
