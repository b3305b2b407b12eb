"""Plain text that was broken at a fixed width, as old pages and text copied from PDF are: which line breaks are only that.

A run of short lines counts as wrapped when many of them reach the same width, nearly all of these stop inside a
sentence, and what follows the last of them ends one. Verses, lists of names and tables with a cell a line do not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.text.lines import BLANK, is_row
from tasks.text.markers import read_marker
from tasks.text.offsets import Edit

LONGEST = 64
"""Characters: a longer line is a paragraph, and ends a run."""
NARROWEST = 50
"""Columns (a Chinese character has two) that a wrapped text has at least; lists are narrower."""
FEWEST = 5
"""So many lines reach the right margin."""
_FULL = 4
"""Columns that a wrapped line may leave: a character that did not fit, and a mark that may not begin a line."""
_SHARE_FULL = 0.15
_SHARE_BROKEN = 0.6
_LONG = 0.7
"""Share of the longest line that a line has at least to say whether long lines stop at the margin."""
_SHARE_CLOSED = 0.6
_OUTLIERS = 0.03
"""Share of lines that may be wider than the text: an address, a line of the site."""
_DEEPER = 2
"""Columns by which the first line of a paragraph is indented at least."""

_ENDS = "。!?:;…"
_SENTENCE_END = re.compile(rf"[{_ENDS}][”’)》〉\]】]*$")
_OPEN = re.compile(r"&[#\w]{0,8}$|\([a-zà-ǜ]{0,6}$")
"""An entity or a sound in brackets that a join would complete: other fixes would change it the next time."""
_MARKS = ",。、:;!?”’)》〉]】"
_UNIT = re.compile(rf"(?:[A-Za-z0-9.%]+|.)[{re.escape(_MARKS)}]*")
"""What a line begins with and cannot be parted from: a word or number, and the marks that may not begin a line."""
_WIDE = re.compile(r"[\u2e80-\uffef“”‘’—…·]")
_EITHER = re.compile(r"[;!?()]|[,:](?!\d)")


@dataclass(frozen=True, slots=True)
class _Line:
    """`text[start:end]` without blank edges, and the line's number among all lines."""

    start: int
    end: int
    words: str
    indent: int
    number: int

    def width(self, marks: int) -> int:
        """Columns up to the last character that is no closing mark (these may hang), the indent included."""
        return self.indent + columns(self.words.rstrip(_MARKS), marks)


def columns(words: str, marks: int) -> int:
    """The width of printed characters in columns: two for a Chinese character, `marks` for , : ; ! ? ( ).

    Whether these were printed full or half width, the canonical text does not tell.
    """
    return len(words) + len(_WIDE.findall(words)) + (marks - 1) * len(_EITHER.findall(words))


def joins(text: str) -> Iterator[Edit]:
    """The line breaks of `text`, with the blanks around them, that a fixed width alone has made, in order."""
    for run in _runs(text):
        shapes = [shape for marks in (2, 1) if (shape := _Shape.of(run, marks))]
        if shapes:
            shape = max(shapes, key=lambda one: one.exact)
            for line, below in pairwise(run):
                if shape.goes_on(line, below):
                    yield line.end, below.start, shape.between(line, below)


def _runs(text: str) -> Iterator[list[_Line]]:
    """Stretches of short lines of which enough stop inside a sentence."""
    contents = text.split("\n")
    first = start = 0
    for number, content in enumerate([*contents, " " * (LONGEST + 1)]):
        if len(content) > LONGEST:
            run = contents[first:number]
            if _may_be_wrapped(run):
                yield list(_lines(run, first, start))
            start += sum(map(len, run)) + len(run) + len(content) + 1
            first = number + 1


def _may_be_wrapped(contents: Sequence[str]) -> bool:
    """A quick look, so that ordinary text costs nothing."""
    broken = sum(len(line) >= NARROWEST // 2 and line[-1] not in _ENDS for line in contents)
    return broken >= _SHARE_BROKEN * FEWEST


def _lines(contents: Sequence[str], number: int, start: int) -> Iterator[_Line]:
    """The lines with words; the first has this number and begins at `start`."""
    for content in contents:
        words = content.strip(BLANK)
        if words:
            left = content.index(words)
            indent = len(content[:left].expandtabs())
            yield _Line(start + left, start + left + len(words), words, indent, number)
        number, start = number + 1, start + len(content) + 1


@dataclass(frozen=True, slots=True)
class _Shape:
    """The right margin of a wrapped run, where its lines begin, and whether its paragraphs are indented."""

    marks: int
    right: int
    left: int
    exact: int
    indented: bool

    @classmethod
    def of(cls, run: Sequence[_Line], marks: int) -> _Shape | None:
        """The shape of a run measured with `marks`, or None where its lines are not those of a wrapped text."""
        widths = sorted(line.width(marks) for line in run)
        right = widths[int((1 - _OUTLIERS) * (len(widths) - 1))]
        full = [_fills(line, below, right, marks) for line, below in pairwise(run)]
        if right < NARROWEST or sum(full) < max(FEWEST, _SHARE_FULL * len(run)) or not _is_wrapped(run, full):
            return None
        left = Counter(below.indent for below, fills in zip(run[1:], full, strict=True) if fills)
        margin = left.most_common(1)[0][0]
        indented = sum(line.indent >= margin + _DEEPER for line in run)
        exact = sum(width in (right, right - 1) for width in widths) - sum(width > right for width in widths)
        return cls(marks, right, margin, exact, indented >= max(2, len(run) // 20))

    def goes_on(self, line: _Line, below: _Line) -> bool:
        """True where `below` continues the paragraph of `line`."""
        if below.number != line.number + 1 or not self._reaches(line, below):
            return False
        if below.indent >= self.left + _DEEPER or is_row(line.words) or is_row(below.words):
            return False
        if _OPEN.search(line.words) or (not self.indented and _SENTENCE_END.search(line.words)):
            return False
        marker = read_marker(below.words)
        return marker is None or not marker.firm

    def _reaches(self, line: _Line, below: _Line) -> bool:
        """True where the line may have been broken at the margin; an indent tells paragraphs apart, else it must be full."""
        if self.indented:
            return line.width(self.marks) >= self.right - _FULL
        return _fills(line, below, self.right, self.marks)

    def between(self, line: _Line, below: _Line) -> str:
        """A blank between Latin words, unless the text breaks them too: then the line is full to its last column."""
        words = line.words[-1:] + below.words[:1]
        return " " if words.isascii() and words.isalpha() and line.width(self.marks) < self.right - 1 else ""


def _is_wrapped(run: Sequence[_Line], full: Sequence[bool]) -> bool:
    """True where full lines stop inside sentences, those that stop so are full, and paragraphs end where sentences do."""
    ended = [_SENTENCE_END.search(line.words) is not None for line in run]
    broken = sum(fills and not end for fills, end in zip(full, ended[:-1], strict=True))
    longest = max(columns(line.words, 1) for line in run)
    open_ended = sum(
        not end and columns(line.words, 1) >= _LONG * longest for line, end in zip(run, ended, strict=True)
    )
    closed = [ended[i] for i in range(1, len(run)) if full[i - 1] and not (i < len(full) and full[i])]
    return (
        broken >= _SHARE_BROKEN * sum(full)
        and broken >= _SHARE_BROKEN * open_ended
        and sum(closed) >= max(1, _SHARE_CLOSED * len(closed))
    )


def _fills(line: _Line, below: _Line, right: int, marks: int) -> bool:
    """True where a line reaches the margin `right`: the beginning of `below` did not fit behind it."""
    unit = _UNIT.match(below.words)
    needed = columns(line.words + (unit[0] if unit else ""), marks)
    return line.width(marks) >= right - _FULL and line.indent + needed > right
