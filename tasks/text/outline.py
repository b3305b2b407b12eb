"""The outline of a document: titles and headings, nested by the sequence of their numbers.

No glyph has a fixed level. A number continues the open list that waits for it, or begins a list inside the last
heading; customary rank only decides where the sequence says nothing. What the sequence does not want is no heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.text.embedded import Anchor, find_anchors
from tasks.text.lines import Line, filled, split_lines
from tasks.text.markers import read_marker
from tasks.text.model import Furniture, Section
from tasks.text.nesting import Candidate, nest


def outline(text: str, furniture: Sequence[Furniture]) -> tuple[Section, ...]:
    """The sections of the document `text`: they tile it, parents come before their children."""
    noise = {item.start for item in furniture}
    lines = [line for line in filled(split_lines(text)) if line.start not in noise]
    anchors = find_anchors(text, furniture, lines)
    heads = list(_titles(anchors))
    edges = [anchor.start for anchor in anchors] + [len(text) + 1]
    starts = [-1, *edges[:-1]]
    for begin, end in zip(starts, edges, strict=True):
        taken = next((anchor.end for anchor in anchors if anchor.start == begin), -1)
        region = [line for line in lines if max(begin, taken) <= line.start < end]
        heads.extend(_headings(region))
    heads.sort(key=lambda head: head.start)
    return _tile(text, heads)


@dataclass(frozen=True, slots=True)
class _Head:
    start: int
    level: int
    marker: str | None
    heading: str
    heading_start: int
    heading_end: int


def _titles(anchors: Sequence[Anchor]) -> Iterator[_Head]:
    for anchor in anchors:
        yield _Head(anchor.start, 0, anchor.marker, anchor.heading, anchor.heading_start, anchor.heading_end)


def _headings(lines: Sequence[Line]) -> Iterator[_Head]:
    candidates = [
        Candidate(line, marker) for line in lines if (marker := read_marker(line.words)) is not None
    ]
    for candidate, level in nest(candidates):
        line, marker = candidate.line, candidate.marker
        heading = line.words[marker.width :].partition("。")[0].rstrip(" :")
        start = line.content_start + marker.width
        if heading:
            yield _Head(line.start, level, marker.printed, heading, start, start + len(heading))


def _tile(text: str, heads: list[_Head]) -> tuple[Section, ...]:
    if not heads or heads[0].start > 0:
        heads = [_Head(0, 0, None, "", 0, 0), *heads]
    starts = [head.start for head in heads] + [len(text)]
    tree_ends = _tree_ends(heads, len(text))
    parents: list[int | None] = []
    path: list[int] = []
    for i, head in enumerate(heads):
        while path and heads[path[-1]].level >= head.level:
            path.pop()
        parents.append(path[-1] if path else None)
        path.append(i)
    return tuple(
        Section(
            start=head.start,
            end=starts[i + 1],
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


def _tree_ends(heads: list[_Head], end: int) -> list[int]:
    ends = [end] * len(heads)
    open_heads: list[int] = []
    for i, head in enumerate(heads):
        while open_heads and heads[open_heads[-1]].level >= head.level:
            ends[open_heads.pop()] = head.start
        open_heads.append(i)
    return ends
