"""Cut one source text into its documents, by evidence and without any list of names.

Wherever a document could begin, what speaks for it is counted: the form of the title, a 文号 beside it, the preamble
under it, numbering that begins, a signature before it, other titles of the same shape. What speaks against it: the mark
of an attachment, an unfinished sentence before, or that the document above has announced this title as its own plan.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.text.embedded import ATTACHMENT, OPENING_LINES, announced, fold, sends_round
from tasks.text.furniture import find_furniture
from tasks.text.lines import BLANK, Line, filled_lines
from tasks.text.markers import read_marker
from tasks.text.model import Bundle, Piece
from tasks.text.page_headers import with_headers
from tasks.text.title_lines import (
    DATE_LINE,
    DOCUMENT_NUMBER,
    ends_with_kind,
    is_beside_title,
    is_remark,
    is_title_line,
)
from tasks.text.titles import title_at

WEIGHTS: Mapping[str, float] = {
    "title": 0.4,
    "name": 0.05,
    "opening": 0.3,
    "same_shape": 0.3,
    "number": 0.3,
    "preamble": 0.2,
    "beginning": 0.2,
    "attendance_before": 0.2,
    "numbering": 0.2,
    "signature_before": 0.2,
    "announced": -1.0,
    "attachment": -1.0,
    "unfinished_before": -1.0,
    "no_body": -1.0,
}
"""Evidence for a document's beginning → what it weighs. `title` is a title of an issued document (关于…的通报, 第三次
会议纪要), `name` any other line with a 文种, `opening` the first sentence of minutes that print no title."""

ENOUGH = 0.7
"""From here on it is a document of its own."""

LONGEST_COVER = 1500
"""What stands before the first document, has no contents and is longer is a document itself."""

_ISSUED = re.compile(
    r"关于.{2,}(?:通报|通知|报告|公告|通告|意见|决定|决议|批复|复?函|请示|公示)|第.{1,6}次.{0,16}(?:会议|全会)|年.{0,24}(?:报告|公报|总结|年报)|年报$|整改.{0,16}(?:通报|报告|公示)$|工作报告$"
)
_PREAMBLE = re.compile(
    r"(?:根据|按照|依据|遵照|为|经|近年来|近期|今年|去年|日前|现将|本报告|一年来|各位代表|(?:19|20)\d{2}年|自).{12,}|.{2,80}:$|.{15,}。$"
)
_OPENING = re.compile(r"(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日.{0,40}主持召开.{0,40}?第.{1,6}次.{0,16}?会议")
_ATTENDANCE = re.compile(
    r"(?:出席|列席|参加|缺席|请假|应邀|记录).{0,12}[::]|.{0,80}(?:出席|列席|参加)(?:了)?会议。?$"
)
_CONTENTS = re.compile(r"目\s*[录次]$")
_UNFINISHED = re.compile(r"[:,、]$")
_OUTERMOST = ("part", "chapter", "chinese")


@dataclass(slots=True)
class _Start:
    """A place where a document could begin: lines `first:after` are its title, none for an untitled opening."""

    first: int
    after: int
    title: str
    numbered: bool
    evidence: list[str] = field(default_factory=list)

    @property
    def score(self) -> float:
        return sum(WEIGHTS[name] for name in self.evidence)


def split_bundle(text: str) -> Bundle:
    """The documents of a normalised source text, its cover if it has one, and the evidence for each cut.

    Pieces, cover and blank edges tile the text; a text with any character that is not blank has at least one piece.
    """
    whole = _trim(text, 0, len(text))
    if whole is None:
        return Bundle((), None)
    noise = {item.start: item.kind for item in find_furniture(text)}
    lines = [line for line in filled_lines(text) if line.start not in noise]
    starts = [start for start in _weigh(lines) if start.score >= ENOUGH]
    if len(starts) < 2:
        return Bundle((Piece(*whole, "whole", 1.0),), None)
    edges = with_headers(text, noise, [_edge(lines, start.first) for start in starts])
    return _cut(text, starts, edges)


def _cut(text: str, starts: Sequence[_Start], edges: Sequence[int]) -> Bundle:
    pieces = []
    for start, begin, end in zip(starts, edges, [*edges[1:], len(text)], strict=True):
        span = _trim(text, begin, end)
        if span:
            pieces.append(Piece(*span, "+".join(start.evidence), round(min(start.score, 1.0), 2)))
    leading = _trim(text, 0, edges[0])
    if leading and not _is_cover(text[slice(*leading)]):
        pieces.insert(0, Piece(*leading, "leading", 1.0))
        leading = None
    return Bundle(tuple(pieces), leading)


def _is_cover(leading: str) -> bool:
    """True for contents, or for a short text without numbering; else it is a document whose title was not seen."""
    lines = filled_lines(leading)
    if any(_CONTENTS.match(line.words) for line in lines):
        return leading.count("。") < len(lines)
    return len(leading) <= LONGEST_COVER and not any(_outermost_number(line) for line in lines)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without its blank edges; None where nothing is left."""
    part = text[start:end]
    left = len(part) - len(part.lstrip(BLANK))
    right = len(part.rstrip(BLANK))
    return (start + left, start + right) if left < right else None


def _edge(lines: Sequence[Line], first: int) -> int:
    """Where the document begins whose title begins in `lines[first]`: letterhead and 文号 above belong to it."""
    while first and _stands_above(lines[first - 1].words):
        first -= 1
    return lines[first].start


def _stands_above(words: str) -> bool:
    """True for what may stand above a title: a date or (2022年度) there closes what came before."""
    return is_beside_title(words) and not DATE_LINE.match(words) and not is_remark(words)


def _weigh(lines: Sequence[Line]) -> list[_Start]:
    found = list(_possible(lines))
    shapes = Counter(_shape(start.title) for start in found)
    numbers = [_outermost_number(line) for line in lines]
    above: _Start | None = None
    for start in found:
        if shapes[_shape(start.title)] > 1:
            start.evidence.append("same_shape")
        start.evidence.extend(_above(lines, start))
        start.evidence.extend(_below(lines, numbers, start))
        if above is not None and _is_announced(lines, above, start):
            start.evidence.append("announced")
        if start.score >= ENOUGH:
            above = start
    return found


def _is_announced(lines: Sequence[Line], above: _Start, start: _Start) -> bool:
    """True for the plan that the document above carries: its title or its first lines name it."""
    opening = lines[above.after : min(above.after + OPENING_LINES, start.first)]
    return fold(start.title) in announced(above.title) or sends_round(opening, start.title)


def _possible(lines: Sequence[Line]) -> Iterator[_Start]:
    """Every title with a 文种, and every opening sentence of minutes that stands under no title."""
    position = 0
    last = ""
    while position < len(lines):
        block = None if _signs(lines, position, last) else title_at(lines, position)
        if block is None:
            opening = _OPENING.match(lines[position].words)
            if opening:
                yield _Start(position, position, opening[0], False, ["opening"])
            position += 1
            continue
        first = position
        while position < len(lines) and lines[position].start < block.end:
            position += 1
        last = block.title
        form = "title" if _ISSUED.search(block.title) else "name"
        yield _Start(first, position, block.title, block.document_number is not None, [form])
        position = _after_opening(lines, position)


def _after_opening(lines: Sequence[Line], position: int) -> int:
    """Behind the opening sentence that stands under the title in front of `position`, 文号 and dates between them."""
    opening = position
    while opening < len(lines) and is_beside_title(lines[opening].words):
        opening += 1
    return opening + 1 if opening < len(lines) and _OPENING.match(lines[opening].words) else position


def _signs(lines: Sequence[Line], position: int, title: str) -> bool:
    """True for a signature: the issuer of the document above, as its title names it, and no title goes on below."""
    words = lines[position].words
    below = lines[position + 1].words if position + 1 < len(lines) else ""
    return len(words) >= 4 and title.startswith(words) and title != words and not below.startswith("关于")


def _shape(title: str) -> str:
    return re.sub(r"[\d一二三四五六七八九十〇百]+", "0", fold(title))[-8:]


def _outermost_number(line: Line) -> int:
    marker = read_marker(line.words)
    return marker.ordinal if marker and marker.firm and marker.family in _OUTERMOST else 0


def _above(lines: Sequence[Line], start: _Start) -> Iterator[str]:
    """Evidence in the lines before the title."""
    position = start.first - 1
    number = start.numbered
    while (
        position >= 0
        and is_beside_title(lines[position].words)
        and not DATE_LINE.match(lines[position].words)
    ):
        number = number or DOCUMENT_NUMBER.match(lines[position].words) is not None
        position -= 1
    if number:
        yield "number"
    if position < 0:
        yield "beginning"
        return
    before = lines[position].words
    if ATTACHMENT.match(before):
        yield "attachment"
    if DATE_LINE.match(before):
        yield "signature_before"
    if _ATTENDANCE.match(before):
        yield "attendance_before"
    if _UNFINISHED.search(before):
        yield "unfinished_before"


def _is_under_title(words: str) -> bool:
    """True for a line between title and text: 文号, date, remark, the speaker's post."""
    return is_beside_title(words) or (len(words) <= 20 and is_title_line(words) and not ends_with_kind(words))


def _below(lines: Sequence[Line], numbers: Sequence[int], start: _Start) -> Iterator[str]:
    """Evidence in the lines after the title."""
    position = start.after
    number = False
    while position < min(len(lines), start.after + 4) and _is_under_title(lines[position].words):
        number = number or DOCUMENT_NUMBER.match(lines[position].words) is not None
        position += 1
    if number:
        yield "number"
    if position >= len(lines) or title_at(lines, position) is not None:
        yield "no_body"
        return
    if _PREAMBLE.match(lines[position].words) and start.after != start.first:
        yield "preamble"
    if next((n for n in numbers[position : position + 40] if n), 0) == 1:
        yield "numbering"
