"""Names and contacts left out: for reports and workbooks that are handed on.

Whatever the reading took for a person's name or a contact is covered wherever it stands, and so is whatever has the
shape of a telephone number or a mail address. A name that the reading did not find stays: who must be sure, looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.reports.labels import VALUES
from tasks.reports.model import DISTRICT, Comparison, Quote, Row

COVER = "〔略〕"
_SHAPES = re.compile(
    r"(?<!\d)1[3-9]\d{9}(?!\d)"  # mobile
    r"|(?<!\d)0\d{2,3}[-－—\s]?\d{7,8}(?!\d)"  # landline with its area code
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,  # or the words before an address would be taken for a part of it
)


class Cover:
    """Covers the names and contacts of one lake."""

    def __init__(self, found: Iterable[str]) -> None:
        # a single character is no name, and would blank out the language
        words = sorted({word for word in found if len(word) > 1})
        self._words = AhoCorasick(words, matchkind=MatchKind.LeftmostLongest) if words else None

    def text(self, text: str) -> str:
        """The text with COVER in the place of each name and contact."""
        return _covered(text, 0, len(text), self._spans(text))[0]

    def value(self, value: Any) -> Any:
        """The same for a value of a row: texts, and texts in lists and structures."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self.value(part) for part in value]
        if isinstance(value, dict):
            return {name: self.value(part) for name, part in value.items()}
        return value

    def comparison(self, comparison: Comparison) -> Comparison:
        """The comparison with as many rows; districts and codes stay as they are."""
        return replace(comparison, rows=tuple(self._row(row) for row in comparison.rows))

    def quote(self, quote: Quote) -> Quote:
        """The quote, its span moved with its sentence. A name that reaches over its edge is covered whole."""
        sentence, start, end = _covered(quote.sentence, quote.start, quote.end, self._spans(quote.sentence))
        return replace(
            quote,
            sentence=sentence,
            start=start,
            end=end,
            headings=tuple(map(self.text, quote.headings)),
            document=self.text(quote.document),
            source_path=self.text(quote.source_path),
        )

    def _row(self, row: Row) -> Row:
        return {
            name: value if name in DISTRICT or name in VALUES else self.value(value)
            for name, value in row.items()
        }

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Half-open spans of all that is to be covered, in order, overlapping ones joined."""
        joined: list[tuple[int, int]] = []
        for start, end in sorted(self._found(text)):
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return joined

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        if self._words is not None:
            yield from ((start, end) for _, start, end in self._words.find_matches_as_indexes(text))
        yield from (match.span() for match in _SHAPES.finditer(text))


def _covered(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> tuple[str, int, int]:
    """The text with its spans covered, and where `start` and `end` have gone."""
    parts: list[str] = []
    last = shift = 0
    new_start, new_end = start, end
    for left, right in spans:
        parts += (text[last:left], COVER)
        grown = left + shift + len(COVER)
        if start > left:
            new_start = left + shift if start < right else start + grown - right
        if end > left:
            new_end = grown if end < right else end + grown - right
        shift, last = grown - right, right
    return "".join((*parts, text[last:])), new_start, new_end
