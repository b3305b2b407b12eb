"""《》 titles of a text: the outermost ones, the ones inside them, and the ones that were never closed properly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BRACKET = re.compile(r"[《》〈〉<>\n。]")
_OPENING = re.compile(r"[《〈<]")
_CLOSING = {"《": "》", "〈": "〉", "<": ">"}
_LONGEST_TITLE = 200


class Title(NamedTuple):
    """A bracketed title: `text[start:end]` with its brackets; `inside` holds the titles within it."""

    start: int
    end: int
    inside: tuple[Title, ...] = ()

    def walk(self) -> Iterator[Title]:
        """This title's inner titles, at every depth, in order."""
        for title in self.inside:
            yield title
            yield from title.walk()


def find_titles(text: str) -> list[Title]:
    """All outermost 《…》 of `text`, in order. A title without an end of its own ends at the first 》."""
    titles = []
    position = text.find("《")
    while position >= 0:
        title = _read_title(text, position)
        if title is not None:
            titles.append(title)
        position = text.find("《", title.end if title else position + 1)
    return titles


def _read_title(text: str, start: int) -> Title | None:
    limit = min(len(text), start + _LONGEST_TITLE)
    first = _BRACKET.search(text, start + 1, limit)
    if first and first[0] == "》":  # most titles hold nothing that could be an edge of another
        return Title(start, first.end())
    end = _balanced_end(text, start, limit)
    if end is None:
        end = text.find("》", start, limit) + 1
        if not end or "\n\n" in text[start:end]:
            return None
    return Title(start, end, tuple(_inner_titles(text, start + 1, end - 1)))


def _balanced_end(text: str, start: int, limit: int) -> int | None:
    """Where the 《 at `start` closes when every 《 inside it closes too; None where the brackets do not match."""
    depth = 0
    for match in _BRACKET.finditer(text, start, limit):
        bracket = match[0]
        if bracket == "《":
            depth += 1
        elif bracket == "》":
            depth -= 1
            if not depth:
                return match.end()
        elif (bracket in "。\n" and depth > 1) or (
            bracket == "\n" and text[match.end() : match.end() + 1] == "\n"
        ):
            return None
    return None


def _inner_titles(text: str, start: int, end: int) -> Iterator[Title]:
    """Titles between `start` and `end` in any of the three kinds of brackets; unclosed ones run to `end`."""
    position = start
    while opening := _OPENING.search(text, position, end):
        position = opening.start()
        close = _matching(text, position, end)
        yield Title(position, min(close + 1, end), tuple(_inner_titles(text, position + 1, close)))
        position = close + 1


def _matching(text: str, start: int, end: int) -> int:
    opening = text[start]
    closing, depth = _CLOSING[opening], 0
    for position in range(start, end):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if not depth:
                return position
    return end
