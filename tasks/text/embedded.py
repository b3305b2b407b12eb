"""Titles in their places: the document's own, those of plans inside a notice, those of attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.lines import Line
from tasks.text.markers import read_marker
from tasks.text.model import Furniture
from tasks.text.titles import (
    ATTACHMENT,
    ATTACHMENT_TITLED,
    DATE_LINE,
    KIND_AT_END,
    TitleBlock,
    find_title,
    is_title_line,
    title_at,
)

_CLOSED = re.compile(r"\(?(?:此件|主动公开|依申请公开|不予公开).{0,12}\)?$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A title at level 0: whole lines from `start` to `end`, its own words at `heading_start:heading_end`."""

    start: int
    end: int
    marker: str | None
    heading: str
    heading_start: int
    heading_end: int


def find_anchors(text: str, furniture: Sequence[Furniture], lines: Sequence[Line]) -> list[Anchor]:
    """All titles of the document, in order. `lines` are its lines with words, furniture left out."""
    own = find_title(text, furniture)
    anchors = [_anchor(own)] if own else []
    position = 0
    while position < len(lines):
        found = None
        if not anchors or lines[position].start >= anchors[-1].end:
            found = _attachment(lines, position) or _plan(lines, position)
        if found:
            anchors.append(found)
        position += 1
    return anchors


def _anchor(block: TitleBlock, marker: str | None = None) -> Anchor:
    return Anchor(block.start, block.end, marker, block.title, block.title_start, block.title_end)


def _attachment(lines: Sequence[Line], position: int) -> Anchor | None:
    if position == 0:
        return None
    before, line = lines[position - 1].words, lines[position]
    if ATTACHMENT.match(before) and read_marker(line.words) is None and is_title_line(line.words):
        block = title_at(lines, position)
        if block:
            return _anchor(block, before)
        end = line.content_start + len(line.words)
        return Anchor(line.start, line.end, before, line.words, line.content_start, end)
    return None


def _plan(lines: Sequence[Line], position: int) -> Anchor | None:
    if position < 2:
        return None
    before = lines[position - 1].words
    if not (DATE_LINE.match(before) or _CLOSED.match(before)):
        return None
    return None if ATTACHMENT.match(lines[position].words) else _body_title(lines, position)


def _body_title(lines: Sequence[Line], position: int) -> Anchor | None:
    block = title_at(lines, position)
    if block is None or not KIND_AT_END.search(block.title) or ATTACHMENT_TITLED.match(block.title):
        return None
    return _anchor(block)
