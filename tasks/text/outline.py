"""The outline of a document: titles and headings, nested by the sequence of their numbers.

No glyph has a fixed level. A number continues the open list that waits for it, or begins a list inside the last
heading; what the sequence does not want is no heading. Titles stand at level 0, and numbering begins anew under each.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tasks.text.embedded import Anchor, attachment_list, find_anchors, fold, note_list
from tasks.text.lines import Line, filled_lines, is_row
from tasks.text.markers import Marker, read_decimal, read_marker, runs_on
from tasks.text.model import Furniture, Section
from tasks.text.nesting import Candidate, nest
from tasks.text.title_lines import LONGEST_LINE, PAGE_NUMBER, is_torn

DECIMALS_WANTED = 3
"""So many lines like 1.1 …, 1.2 … make a text one that numbers by decimals; or one in a text that opens as `_GENERAL` does."""
_GENERAL = re.compile(r"1\s*总\s*则$")
"""How plans and standards open that number their chapters by a bare figure."""

_CONTENTS = re.compile(r"目\s*[录次]$")
_PAGE_AT_END = re.compile(r"[\s.…·-]*(?<!\d)\d{1,3}\s*-?$")
FEWEST_ROWS = 3
"""So many lines above a bare figure make a table; one alone may stand above the number of a page."""

_CELL = re.compile(r"[\d.,%\s/-]+")
_GROUP = re.compile(r"\([一二三四五六七八九十]+\)")
"""A row that names a group of rows: (三)不予公开."""
_OUTERMOST_ROW = re.compile(r"[一二三四五六七八九十]+、")
_GROUP_OF_ANY_DEPTH = re.compile(rf"{_GROUP.pattern}|{_OUTERMOST_ROW.pattern}")
"""Where rows are numbered 一、 too, such a line may name a group: 三、办理结果 above (一)予以公开."""
_FOOTNOTE = re.compile(r"\s*\[\d{1,2}\]$")
_FOUND = re.compile(r"(?:反馈|巡[视察]|具体|存在|主要|整改|突出)*的?问题[一二三四五六七八九十\d]{0,3}")
"""A term that only announces the finding behind its colon: 反馈问题:落实责任制不够有力."""
_TERM = re.compile(r"([^:。;]{2,30})(?:(?<!\d):(?!$)|:(?=\D))")


class _Head(NamedTuple):
    """A section before it is known where it ends."""

    start: int
    level: int
    marker: str | None
    heading: str
    heading_start: int
    heading_end: int


def outline(text: str, furniture: Sequence[Furniture]) -> tuple[Section, ...]:
    """The sections of the document `text`: they tile it, parents come before their children.

    The first section starts at 0; it has no heading where something stands before the first title or heading.
    """
    noise = {item.start for item in furniture}
    lines = [line for line in filled_lines(text) if line.start not in noise]
    anchors = find_anchors(text, furniture, lines)
    heads = [_Head(a.start, 0, a.marker, a.heading, a.heading_start, a.heading_end) for a in anchors]
    for stretch in _stretches(lines, anchors):
        heads.extend(_headings(stretch))
    heads.sort(key=lambda head: head.start)
    return _tile(text, heads)


def _stretches(lines: Sequence[Line], anchors: Sequence[Anchor]) -> Iterator[list[Line]]:
    """The lines before, between and after the titles; the titles' own lines are in none."""
    edges = [(0, 0), *((anchor.start, anchor.end) for anchor in anchors)]
    position = 0
    for i, (_, taken) in enumerate(edges):
        end = edges[i + 1][0] if i + 1 < len(edges) else None
        stretch = []
        while position < len(lines) and (end is None or lines[position].start < end):
            if not i or lines[position].start >= taken:
                stretch.append(lines[position])
            position += 1
        yield stretch


def _headings(lines: Sequence[Line]) -> Iterator[_Head]:
    candidates = _candidates(lines)
    following = {line.start: after for line, after in itertools.pairwise(lines)}
    for candidate, level in nest(candidates):
        line, marker = candidate.line, candidate.marker
        start, heading = line.content_start + marker.width, heading_of(line.words[marker.width :])
        after = following.get(line.start)
        if not heading and after is not None and read_marker(after.words) is None:
            start, heading = after.content_start, heading_of(after.words)
        if heading:
            yield _Head(line.start, level, marker.printed, heading, start, start + len(heading))


def heading_of(words: str) -> str:
    """The heading that a line begins with, its marker taken off: up to the first 。 or the colon of a term."""
    sentence = words.partition("。")[0]
    term = _TERM.match(sentence)
    heading = term[1] if term and not is_torn(term[1]) and not _FOUND.fullmatch(term[1]) else sentence
    return _FOOTNOTE.sub("", heading.rstrip(" :;"))


def _candidates(lines: Sequence[Line]) -> list[Candidate]:
    """The numbered lines, but for those of tables, contents, lists of attachments and what counts off in its line."""
    passed = attachment_list(lines) | note_list(lines)
    read = _reader(lines)
    rows = _table_rows(lines)
    found = [
        Candidate(line, marker)
        for line in lines
        if line.start not in passed
        and line.start not in rows
        and (marker := read(line.words)) is not None
        and not (len(line.words) <= LONGEST_LINE and PAGE_NUMBER.match(line.words))
        and not is_row(line.words)
        and not (marker.ordinal == 1 and runs_on(line.words, marker))
    ]
    return _without_contents(lines, found)


def _reader(lines: Sequence[Line]) -> Callable[[str], Marker | None]:
    """How this stretch reads a number: by decimals where it has enough of them."""
    decimals = [m for line in lines if (m := read_decimal(line.words)) and m.family == "decimal2"]
    if len(decimals) < DECIMALS_WANTED and not any(_GENERAL.match(line.words) for line in lines):
        return read_marker
    chapters = frozenset(int(m.printed.partition(".")[0]) for m in decimals if m.ordinal == 1)
    return lambda words: read_decimal(words, chapters) or read_marker(words)


def _table_rows(lines: Sequence[Line]) -> set[int]:
    """Starts of the numbered names of table rows, whose cells stand in the lines below: (一)予以公开, 3, 1.…, 0."""
    rows: set[int] = set()
    groups = _GROUP
    for line, below in reversed(list(itertools.pairwise(lines))):
        if _CELL.fullmatch(below.words):
            rows.add(line.start)
            if _OUTERMOST_ROW.match(line.words):
                groups = _GROUP_OF_ANY_DEPTH
        elif below.start in rows and groups.match(line.words) and not _are_alike(line, below):
            rows.add(line.start)
    return rows if len(rows) >= FEWEST_ROWS else set()


def _are_alike(line: Line, below: Line) -> bool:
    """True for two lines of one family of numbers: a group and the rows in it are numbered in different ways."""
    one, other = read_marker(line.words), read_marker(below.words)
    return one is not None and other is not None and one.family == other.family


def _without_contents(lines: Sequence[Line], candidates: list[Candidate]) -> list[Candidate]:
    """Drop the entries under 目录: all numbered lines until the first of them comes again."""
    start = next((line.start for line in lines if _CONTENTS.match(line.words)), None)
    if start is None:
        return candidates
    first = next((c for c in candidates if c.line.start > start), None)
    if first is None:
        return candidates
    entry = fold(_PAGE_AT_END.sub("", _behind_number(first)))
    again = next(
        (
            c.line.start
            for c in candidates
            if c.line.start > first.line.start
            and c.marker.ordinal == first.marker.ordinal
            and fold(_behind_number(c)).startswith(entry)
        ),
        None,
    )
    return [c for c in candidates if again is None or not start < c.line.start < again]


def _behind_number(candidate: Candidate) -> str:
    """The words of a numbered line: contents may print 1、总则 for what is headed 1. 总则."""
    return candidate.line.words[candidate.marker.width :]


def _tile(text: str, heads: list[_Head]) -> tuple[Section, ...]:
    if not heads or heads[0].start > 0:
        heads = [_Head(0, 0, None, "", 0, 0), *heads]
    edges = [head.start for head in heads] + [len(text)]
    tree_ends = [len(text)] * len(heads)
    parents: list[int | None] = []
    path: list[int] = []
    for i, head in enumerate(heads):
        while path and heads[path[-1]].level >= head.level:
            tree_ends[path.pop()] = head.start
        parents.append(path[-1] if path else None)
        path.append(i)
    return tuple(
        Section(
            start=head.start,
            end=edges[i + 1],
            tree_end=tree_ends[i],
            level=head.level,
            parent=parents[i],
            marker=head.marker,
            heading=head.heading,
            heading_start=head.heading_start,
            heading_end=head.heading_end,
        )
        for i, head in enumerate(heads)
    )
