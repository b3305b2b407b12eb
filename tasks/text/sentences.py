"""Text → sentences: they tile the sections apart from white space and page furniture.

A sentence ends at 。!?… or at a line end, its closing quotes and brackets included, not inside 《》, “” or () unless
these run on for long. A heading is a sentence of its own, also where its paragraph runs on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.text.model import Furniture, Section, Sentence

Span = tuple[int, int]

# ? and ! inside an address or a formula (?id=3, !important) end nothing
_END = re.compile(r"(?:[。…]|[!?](?![A-Za-z0-9/=&]))(?:[。!?…]*[”’》〉」』)\]】]*)*|\n+")
_PAIRS = (("“", "”"), ("《", "》"), ("(", ")"))
_LONGEST_INSIDE = 200
"""Characters after which an opening mark is taken to be never closed."""
_GOES_ON = frozenset("的地得等、,;:)和与及或了中上”》")
"""After a closing quote or bracket these carry the sentence on: “怎么办?”的问题."""
_CLOSERS = frozenset("”’》〉」』)]】")


def split_sentences(
    text: str, furniture: Sequence[Furniture], sections: Sequence[Section]
) -> tuple[Sentence, ...]:
    """The sentences of the body, in order, without white space around them.

    `furniture` lines are left out; each sentence lies in one of `sections`, which tile the text.
    """
    found: list[Sentence] = []
    lines = sorted((line.start, line.end) for line in furniture)
    for index, section in enumerate(sections):
        for start, end in _without(section.start, section.end, lines):
            for cut_start, cut_end in _section_cuts(text, start, end, section):
                trimmed = _trim(text, cut_start, cut_end)
                if trimmed is not None:
                    found.append(Sentence(*trimmed, index))
    return tuple(found)


def _without(start: int, end: int, holes: Sequence[Span]) -> Iterator[Span]:
    for hole_start, hole_end in holes:
        if hole_end <= start or hole_start >= end:
            continue
        yield start, hole_start
        start = hole_end
    yield start, end


def _section_cuts(text: str, start: int, end: int, section: Section) -> Iterator[Span]:
    """The heading first: it is whole even where it is printed on two lines."""
    if section.heading and start <= section.heading_start and section.heading_end <= end:
        stop = _END.match(text, section.heading_end, end)
        heading_end = stop.end() if stop else section.heading_end
        yield from _cuts(text, start, section.start) if start < section.start else ()
        yield max(start, section.start), heading_end
        start = heading_end
    yield from _cuts(text, start, end)


def _cuts(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _END.finditer(text, start, end):
        if match[0][0] != "\n" and _goes_on(text, start, match):
            continue
        yield start, match.end()
        start = match.end()
    if start < end:
        yield start, end


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    stop = match.end()
    for opening, closing in _PAIRS:
        opened = text.rfind(opening, start, stop)
        if opened >= 0 and text.find(closing, opened, stop) < 0 and stop - opened < _LONGEST_INSIDE:
            return text.find(closing, stop, opened + _LONGEST_INSIDE) >= 0
    return text[stop - 1] in _CLOSERS and text[stop : stop + 1] in _GOES_ON and stop < len(text)


def _trim(text: str, start: int, end: int) -> Span | None:
    cut = text[start:end]
    inner = cut.strip()
    if not inner:
        return None
    start += len(cut) - len(cut.lstrip())
    return start, start + len(inner)
