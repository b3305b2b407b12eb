"""A cheap first look: the few sentences in which a cue stands are found in one pass, and only they are read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from tasks.text.model import Document, Sentence


def sentences_with(
    cue: re.Pattern[str], document: Document, start: int = 0, end: int | None = None
) -> Iterator[Sentence]:
    """The sentences of `document` that hold a match of `cue` inside `start:end` of its text, in order."""
    return sentences_among(document.sentences, cue, document.text, start, end)


def sentences_among(
    sentences: Sequence[Sentence], cue: re.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[Sentence]:
    """Those of `sentences` that hold a match of `cue` inside `text[start:end]`, in order.

    A cue is a short expression whose first characters are few: it is searched through the whole text at once.
    """
    starts = [sentence.start for sentence in sentences]
    position, end = start, len(text) if end is None else end
    while match := cue.search(text, position, end):
        index = bisect_right(starts, match.start()) - 1
        position = match.end()
        if index >= 0 and match.end() <= sentences[index].end:
            yield sentences[index]
            position = sentences[index].end


def lines_with(cue: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text` around the matches of `cue`: each from the start of its line to the end of the next line.

    They do not overlap; a value printed under its label is in the same span.
    """
    position = 0
    while match := cue.search(text, position):
        start = max(text.rfind("\n", 0, match.start()) + 1, position)
        first = text.find("\n", match.end())
        second = text.find("\n", first + 1) if first >= 0 else -1
        position = second if second >= 0 else len(text)
        yield start, position
