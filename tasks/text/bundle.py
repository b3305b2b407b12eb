"""Cut one source text into its documents, by evidence and without any list of names.

Wherever a title could stand, what speaks for a new document is counted: the form of the title, a 文号 beside it, the
preamble or addressee under it, numbering that begins again, a signature before it, other titles of the same shape. What
speaks against it: an attachment's mark, or that the document above has announced this title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.text.lines import BLANK, Line, filled, split_lines
from tasks.text.markers import read_marker
from tasks.text.model import Bundle, Piece
from tasks.text.titles import (
    ATTACHMENT,
    DATE_LINE,
    DOCUMENT_NUMBER,
    TitleBlock,
    is_beside_title,
    title_at,
)

WEIGHTS = {
    "title": 0.4,
    "name": 0.2,
    "same_shape": 0.3,
    "number": 0.3,
    "preamble": 0.2,
    "restart": 0.2,
    "signed_before": 0.2,
    "announced": -1.0,
    "attachment": -1.0,
    "no_body": -1.0,
}
"""Kind of evidence → what it weighs."""

ENOUGH = 0.7
"""From here on it is a document of its own."""

LONGEST_COVER = 1500

_STRONG_TITLE = re.compile(
    r"关于.{2,}的?(?:通报|通知|报告|公告|通告|意见|决定|批复|函|请示|情况|公示)|第.{1,6}次.{0,14}会议|年度?.{0,20}(?:报告|公报|总结|要点)"
)
_PREAMBLE = re.compile(
    r"(?:根据|按照|为了?|为深入|为进一步|遵照|经|近年来|近期|今年|去年|现将|各|本报告|\d{4}年|一年来|依据|自\d{4}年).{20,}|.{2,60}:$"
)
_BODY = re.compile(r".{40,}|.*。|.{2,200}:$")


@dataclass(slots=True)
class _Start:
    first: int
    block: TitleBlock
    after: int
    evidence: list[str]

    @property
    def score(self) -> float:
        return sum(WEIGHTS[name] for name in self.evidence)


def split_bundle(text: str) -> Bundle:
    """The documents of a normalised source text, with the collection's cover and the evidence for each cut."""
    lines = filled(split_lines(text))
    if not lines:
        return Bundle((), None)
    starts = [start for start in _weigh(lines) if start.score >= ENOUGH]
    if len(starts) < 2:
        return Bundle((_piece(text, 0, len(text), "whole", 1.0),), None)
    edges = [lines[start.first].start for start in starts] + [len(text)]
    pieces = [
        _piece(text, edges[i], edges[i + 1], "+".join(start.evidence), round(min(start.score, 1.0), 2))
        for i, start in enumerate(starts)
    ]
    leading = _trim(text, 0, edges[0])
    if leading is None:
        return Bundle(tuple(pieces), None)
    if leading[1] - leading[0] <= LONGEST_COVER:
        return Bundle(tuple(pieces), leading)
    return Bundle((Piece(*leading, "whole", 1.0), *pieces), None)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    left = len(part) - len(part.lstrip(BLANK))
    right = len(part.rstrip(BLANK))
    return (start + left, start + right) if left < right else None


def _piece(text: str, start: int, end: int, reason: str, score: float) -> Piece:
    span = _trim(text, start, end)
    return Piece(*(span or (start, end)), reason, score)


def _weigh(lines: Sequence[Line]) -> list[_Start]:
    found = list(_possible(lines))
    shapes = Counter(_shape(start.block.title) for start in found)
    ordinals = [_ordinal(line) for line in lines]
    for start in found:
        if shapes[_shape(start.block.title)] > 1:
            start.evidence.append("same_shape")
        start.evidence.extend(_surroundings(lines, ordinals, start))
    return found


def _possible(lines: Sequence[Line]) -> Iterator[_Start]:
    position = 0
    while position < len(lines):
        block = title_at(lines, position)
        if block is None:
            position += 1
            continue
        after = position
        while after < len(lines) and lines[after].start < block.end:
            after += 1
        form = "title" if _STRONG_TITLE.search(block.title) else "name"
        yield _Start(position, block, after, [form])
        position = after


def _shape(title: str) -> str:
    return re.sub(r"[\d一二三四五六七八九十〇]+", "0", title)[-8:]


def _ordinal(line: Line) -> int | None:
    marker = read_marker(line.words)
    return marker.ordinal if marker and marker.family in ("chinese", "chapter", "part") else None


def _surroundings(lines: Sequence[Line], ordinals: Sequence[int | None], start: _Start) -> Iterator[str]:
    before = lines[start.first - 1].words if start.first else ""
    after = lines[start.after].words if start.after < len(lines) else ""
    if ATTACHMENT.match(before):
        yield "attachment"
    if DATE_LINE.match(before):
        yield "signed_before"
    if start.block.document_number or DOCUMENT_NUMBER.match(after) or DOCUMENT_NUMBER.match(before):
        yield "number"
    if _PREAMBLE.match(after):
        yield "preamble"
    elif not _BODY.match(after) and not is_beside_title(after) and read_marker(after) is None:
        yield "no_body"
    if _restarts(ordinals, start):
        yield "restart"
    if _announced(lines, start):
        yield "announced"


def _restarts(ordinals: Sequence[int | None], start: _Start) -> bool:
    upcoming = next((n for n in ordinals[start.after : start.after + 40] if n), None)
    return upcoming == 1


def _announced(lines: Sequence[Line], start: _Start) -> bool:
    words = start.block.title
    return any(
        f"《{words}》" in line.words or f"印发{words}" in line.words
        for line in lines[max(0, start.first - 200) : start.first]
    )
