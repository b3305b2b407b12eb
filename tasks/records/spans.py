"""Where a record may stand: inside one sentence, or inside one line of page furniture."""

from __future__ import annotations

from bisect import bisect_right

from tasks.text.model import Document


class Lines:
    """The sentences and furniture lines of a document, looked up by position."""

    __slots__ = ("_body", "_ends", "_starts", "_text")

    def __init__(self, document: Document) -> None:
        spans = sorted(
            [(s.start, s.end, True) for s in document.sentences]
            + [(f.start, f.end, False) for f in document.furniture]
        )
        self._starts = [start for start, _, _ in spans]
        self._ends = [end for _, end, _ in spans]
        self._body = [body for _, _, body in spans]
        self._text = document.text

    def around(self, position: int) -> tuple[int, int]:
        """The sentence or furniture line that holds `position`; the printed line where neither does."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._ends[index]:
            return self._starts[index], self._ends[index]
        start = self._text.rfind("\n", 0, position) + 1
        end = self._text.find("\n", position)
        return start, end if end >= 0 else len(self._text)

    def in_sentence(self, position: int) -> bool:
        """True where `position` stands in a sentence of the body, not in furniture or between the lines."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index] and self._body[index]

    def clip(self, start: int, end: int) -> tuple[int, int]:
        """`start:end`, cut off where the sentence that holds `start` ends."""
        return start, min(end, self.around(start)[1])
