"""Printed lines with their places → paragraphs: running headers, footers and page numbers go, wrapped lines are joined.

Nothing here knows PDF. Places are in points, x from the left and y from the bottom of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.text.markers import read_marker
from tasks.text.page_tables import PrintedLine, with_rows
from tasks.text.widths import CANONICAL


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page in the order of its content."""

    height: float
    lines: tuple[PrintedLine, ...]


_EDGE = 0.14
"""Running lines and page numbers stand in this share of a page's height at its top or bottom."""
_REPEATED = 0.4
"""A line that comes again on this share of the pages, on two at least, is a running one."""
_MOST_RUNNING = 3
"""Running lines at one edge of a page: the name of the paper, a title, a number."""
_PAGE_NUMBER = re.compile(
    r"[-—–－·.~\s]*(?:第\s*)?(?:\d{1,4}|[ivxIVX]{1,6})\s*页?\s*(?:[/,，、共]+\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－·.~\s]*"
)
_WIDTHS = str.maketrans(CANONICAL)
_DIGITS = re.compile(r"\d+")
_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[。!?！？:：;；][”’」』)）]?$")
_COMMON_SHARE = 0.05
_UNFILLED = 2.1
"""Ems that a wrapped line may leave: one character that did not fit, and one that may not begin a line."""
_INDENT = 1.2
_TYPICAL_INDENT = 4.5
_GAP = 3.0
"""Ems of white below a line after which something else begins; the next page begins above, not below."""
_FIRM = ("part", "chapter", "section", "article", "chinese", "chinese_paren")
"""Numbers that no wrapped line begins with by chance."""


def flow_text(pages: Sequence[Page]) -> str:
    """The text of the pages, a paragraph a line."""
    lines = list(with_rows(_body(pages)))
    if not lines:
        return ""
    column = _Column.of(lines)
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if column.goes_on(before, line):
            paragraphs[-1] = _glue(paragraphs[-1], line.text)
        else:
            paragraphs.append(line.text)
    return "\n".join(paragraphs)


def _body(pages: Sequence[Page]) -> Iterator[PrintedLine]:
    margins = [_margins(page) for page in pages]
    seen = Counter(shape for lines in margins for shape in {_shape(line) for line in lines})
    often = {shape for shape, count in seen.items() if count >= max(2, _REPEATED * len(pages))}
    for page in pages:
        passed = set(map(id, _running(page, often)))
        yield from (line for line in page.lines if id(line) not in passed)


def _running(page: Page, often: Container[str]) -> Iterator[PrintedLine]:
    """Running lines and page numbers, from the paper's edges inwards up to the first other line."""
    downwards = sorted(_margins(page), key=lambda line: -line.top)
    for lines in (downwards, downwards[::-1]):
        for line in lines[:_MOST_RUNNING]:
            if _shape(line) not in often and not _PAGE_NUMBER.fullmatch(line.text):
                break
            yield line


def _margins(page: Page) -> list[PrintedLine]:
    """The lines at the top and bottom of a page, where running lines stand."""
    low, high = _EDGE * page.height, (1 - _EDGE) * page.height
    return [line for line in page.lines if line.bottom >= high or line.top <= low]


def _shape(line: PrintedLine) -> str:
    return _DIGITS.sub("0", _BLANKS.sub("", line.text))


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the lines of the text begin and end, and whether paragraphs begin indented."""

    left: float
    right: float
    indented: bool

    @classmethod
    def of(cls, lines: Sequence[PrintedLine]) -> _Column:
        left = min(_common(round(line.left) for line in lines))
        right = max(_common(round(line.right) for line in lines))
        depths = [(line.left - left) / line.em for line in lines]
        indented = sum(_INDENT <= depth <= _TYPICAL_INDENT for depth in depths)
        return cls(left, right, indented >= max(2, 0.1 * len(lines)))

    def goes_on(self, before: PrintedLine, line: PrintedLine) -> bool:
        """True when `line` continues the paragraph of the line before it."""
        if before.is_row or line.is_row:
            return False
        if self.right - before.right > _UNFILLED * before.em or abs(before.em - line.em) > 0.25 * before.em:
            return False
        if line.left - self.left > _INDENT * line.em or before.bottom - line.top > _GAP * line.em:
            return False
        ended = _SENTENCE_END.search(before.text) is not None
        if ended and not self.indented:
            return False
        marker = read_marker(line.text.translate(_WIDTHS))
        return not (marker and marker.firm and (ended or marker.family in _FIRM))


def _common(places: Iterator[int]) -> list[int]:
    """The places that more than a stray line has; all of them where lines are few."""
    counted = Counter(places)
    enough = max(2, _COMMON_SHARE * counted.total())
    return [place for place, count in counted.items() if count >= enough] or list(counted)


def _glue(paragraph: str, line: str) -> str:
    latin = (
        paragraph[-1:].isascii() and paragraph[-1:].isalpha() and line[:1].isascii() and line[:1].isalpha()
    )
    return f"{paragraph} {line}" if latin else paragraph + line
