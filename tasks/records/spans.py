"""Where a record may stand: inside one sentence, or inside one line of page furniture."""

from __future__ import annotations

from bisect import bisect_right

from tasks.text.model import Document


class Lines:
    """The sentences and furniture lines of a document, looked up by position."""

    __slots__ = ("_ends", "_starts", "_text")

    def __init__(self, document: Document) -> None:
        spans = sorted(
            [(s.start, s.end) for s in document.sentences] + [(f.start, f.end) for f in document.furniture]
        )
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]
        self._text = document.text

    def around(self, position: int) -> tuple[int, int]:
        """The sentence or furniture line that holds `position`; the printed line where neither does."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._ends[index]:
            return self._starts[index], self._ends[index]
        start = self._text.rfind("\n", 0, position) + 1
        end = self._text.find("\n", position)
        return start, end if end >= 0 else len(self._text)

    def clip(self, start: int, end: int) -> tuple[int, int]:
        """`start:end`, cut off where the sentence that holds `start` ends."""
        return start, min(end, self.around(start)[1])
