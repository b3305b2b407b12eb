"""Text → sentences: they tile the sections apart from white space and page furniture.

A sentence ends at 。!?… or at a line end, its closing quotes and brackets included, but not inside “”, 《》 or ()
unless these run on for long. A heading is a sentence of its own, also where its paragraph runs on behind it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tasks.text.model import Furniture, Section, Sentence

Span = tuple[int, int]

_END = re.compile(r"[。!?…\n](?:(?<!\n)[。!?…”’》〉)\]】]+)?")
_HEADING_END = re.compile(rf"[ \t:;,]*(?:{_END.pattern})?")
_ADDRESS = re.compile(r"[!?][A-Za-z0-9/=&]")
"""? and ! inside an address or a formula (?id=3, !important) end nothing."""

# What encloses an end mark and something behind it; longer ones were probably never closed
_ENCLOSED = tuple(
    re.compile(f"{opening}[^{opening}{closing}\n]{{0,200}}?[。!?…][^{opening}{closing}\n]{{1,200}}{closing}")
    for opening, closing in ("“”", "《》", (r"\(", r"\)"))
)
_CLOSERS = frozenset("”’》〉)]】")
_GOES_ON = frozenset("的地得等、,;:)”》")
"""Behind a closing quote these carry the sentence on: “怎么办?”的问题."""


def split_sentences(
    text: str, furniture: Sequence[Furniture], sections: Sequence[Section]
) -> tuple[Sentence, ...]:
    """The sentences of the body, in order, without white space around them.

    `furniture` lines are left out. Each sentence lies in one of `sections`, which tile the text, and names its index.
    """
    enclosed = sorted(match.span() for pattern in _ENCLOSED for match in pattern.finditer(text))
    outside = _Outside(furniture)
    found: list[Sentence] = []
    for index, section in enumerate(sections):
        for start, end in outside.parts(section.start, section.end):
            for cut_start, cut_end in _cuts(text, start, end, section, enclosed):
                cut = text[cut_start:cut_end]
                inner = cut.strip()
                if inner:
                    cut_start += len(cut) - len(cut.lstrip()) if len(inner) < len(cut) else 0
                    found.append(Sentence(cut_start, cut_start + len(inner), index))
    return tuple(found)


class _Outside:
    """The text between the lines of page furniture."""

    def __init__(self, furniture: Sequence[Furniture]) -> None:
        self._lines = sorted((line.start, line.end) for line in furniture)
        self._ends = [end for _, end in self._lines]

    def parts(self, start: int, end: int) -> Iterator[Span]:
        for line_start, line_end in self._lines[bisect_right(self._ends, start) :]:
            if line_start >= end:
                break
            yield start, max(start, line_start)
            start = line_end
        yield start, end


def _cuts(text: str, start: int, end: int, section: Section, enclosed: Sequence[Span]) -> Iterator[Span]:
    # the heading first: it is whole even where it is printed on two lines
    if section.heading and start <= section.heading_start and section.heading_end <= end:
        stop = _HEADING_END.match(text, section.heading_end, end)
        heading_end = stop.end() if stop else section.heading_end
        yield start, heading_end
        start = heading_end
    pending = bisect_right(enclosed, (start, start))
    for match in _END.finditer(text, start, end):
        mark, after = match.span()
        while pending < len(enclosed) and enclosed[pending][1] <= mark:
            pending += 1
        if pending < len(enclosed) and enclosed[pending][0] < mark and after < enclosed[pending][1]:
            continue
        if text[after - 1] in _CLOSERS and text[after : after + 1] in _GOES_ON:
            continue
        if text[mark] in "!?" and _ADDRESS.match(text, mark):
            continue
        yield start, after
        start = after
    if start < end:
        yield start, end
