"""The lines of a text with their places: what furniture, titles, bundle and outline look at."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

BLANK = " \t\r\n\f\v\u00a0\u3000\ufeff\u200b"
"""Characters that stand for nothing at the edges of a line."""

BULLETS = "·●■◆▪"
"""What a list of a page puts in front of its items; alone in front of a blank it is none of the words."""


class Line(NamedTuple):
    """One line: `text[start:end]` without its line break; `words` is the same without blank edges, `content_start` where they begin."""

    start: int
    end: int
    words: str
    content_start: int


@lru_cache(maxsize=1)
def filled_lines(text: str) -> tuple[Line, ...]:
    """The lines of `text` that have words, in order.

    Those of the last text are remembered: furniture, titles, outline and parts ask for the same ones in turn.
    """
    lines = []
    start = 0
    for content in text.split("\n"):
        end = start + len(content)
        words = content.strip(BLANK)
        if words[:1] in BULLETS and words[1:2] in BLANK:
            words = words[1:].lstrip(BLANK)
        if words:
            shift = 0 if len(words) == len(content) else content.index(words)
            lines.append(Line(start, end, words, start + shift))
        start = end + 1
    return tuple(lines)


def is_row(words: str) -> bool:
    """True for a row of a table that was pasted with its tabs: three cells or more."""
    return words.count("\t") >= 2
