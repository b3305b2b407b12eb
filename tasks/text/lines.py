"""The lines of a text with their places: what furniture, titles, bundle and outline look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

BLANK = " \t\r\n\f\v\u00a0\u3000\ufeff\u200b"
"""Characters that stand for nothing at the edges of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text[start:end]` without its line break; `words` is the same without blank edges, `content_start` where they begin."""

    start: int
    end: int
    words: str
    content_start: int


def each_line(text: str) -> Iterator[Line]:
    """The lines of `text` in order, blank ones too, one at a time."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        if end < 0:
            end = len(text)
        content = text[start:end]
        words = content.strip(BLANK)
        left = 0 if len(words) == len(content) else len(content) - len(content.lstrip(BLANK))
        yield Line(start, end, words, start + left)
        start = end + 1


def split_lines(text: str) -> list[Line]:
    """All lines of `text` in order, blank ones too."""
    return list(each_line(text))


def filled(lines: Iterable[Line]) -> list[Line]:
    """The lines that have words."""
    return [line for line in lines if line.words]


def is_row(words: str) -> bool:
    """True for a row of a table that was pasted with its tabs: three cells or more."""
    return words.count("\t") >= 2
