"""Measures: the items of an enumeration by 一是, 二是, 三是 …

A marker counts where an item can begin: at a line start or after a mark. Glued to the word before it (要一是…) it
counts only as part of a run, so that 统一是, 之一是 and 其二是 do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.records.model import Measure
from tasks.records.numerals import chinese_number
from tasks.records.spans import Lines
from tasks.text.model import Document

_MARKER = re.compile(
    r"[一二三四五六七八九十](?<![第之其唯统专单万归划同如合逐一二三四五六七八九十].)[一二三四五六七八九十]{0,2}是(?=[^\s。,;])"
)
_OPENERS = frozenset("\n\t 　。;,:!?、…”’》)】—")
_CLAUSE = re.compile(r"[。;!?\n]")
_LONG_HEADLINE = 40


def find_measures(document: Document, lines: Lines) -> list[Measure]:
    """All enumerated items of `document`, in order; the span runs from the marker to the end of its first sentence."""
    markers = list(_markers(document.text))
    starts = [match.start() for match, _ in markers] + [len(document.text)]
    return [
        _measure(document.text, match, ordinal, starts[index + 1], lines)
        for index, (match, ordinal) in enumerate(markers)
    ]


def _markers(text: str) -> Iterator[tuple[re.Match[str], int]]:
    matches = [(match, int(chinese_number(match[0][:-1]) or 0)) for match in _MARKER.finditer(text)]
    last = 0
    for index, (match, ordinal) in enumerate(matches):
        if _opens(text, match.start()) or ordinal == last + 1 > 1 or _is_continued(text, matches, index):
            last = ordinal
            yield match, ordinal


def _opens(text: str, position: int) -> bool:
    return position == 0 or text[position - 1] in _OPENERS


def _is_continued(text: str, matches: list[tuple[re.Match[str], int]], index: int) -> bool:
    """An item glued to the word before it counts where the next one follows in the same paragraph."""
    if index + 1 == len(matches):
        return False
    (match, ordinal), (following, next_ordinal) = matches[index : index + 2]
    return next_ordinal == ordinal + 1 and "\n" not in text[match.end() : following.start()]


def _measure(text: str, match: re.Match[str], ordinal: int, next_start: int, lines: Lines) -> Measure:
    paragraph_end = text.find("\n", match.end())
    end = min(next_start, paragraph_end if paragraph_end >= 0 else len(text))
    body = text[match.end() : end].strip()
    start, span_end = lines.clip(match.start(), end)
    return Measure(
        start=start,
        end=span_end,
        rule="ordinal_marker" if _opens(text, match.start()) else "ordinal_run",
        ordinal=ordinal,
        marker=match[0],
        headline=_headline(body),
        text=body,
    )


def _headline(body: str) -> str:
    """The first sentence without its stop; of a long one the first clause."""
    sentence = _CLAUSE.split(body, maxsplit=1)[0]
    if len(sentence) <= _LONG_HEADLINE:
        return sentence
    return sentence.split(",", 1)[0]
