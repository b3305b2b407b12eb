"""Which quotes stand behind which cells of the comparisons: asked of a snapshot once for all, and numbered.

A quote is numbered in the order of the text, so that those of one document lie in one file of the report; the number is
known only when all comparisons have been asked. Until then ids have numbers in the order in which they came.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any

from storage.evidence import EvidenceReader
from tasks.reports.columns import columns_of
from tasks.reports.model import Comparison, Evidence, Place, Quote

MISSING = -1


class QuoteBook:
    """Ask for comparisons, then read all quotes, then the evidence of each comparison: in this order."""

    def __init__(self, reader: EvidenceReader, quotes_a_cell: int) -> None:
        self._reader = reader
        self._limit = quotes_a_cell
        self._met: dict[str, int] = {}
        self._final = array("q")
        self._cells: dict[str, list[tuple[int, str, int, array[int]]]] = {}

    def ask(self, comparison: Comparison, *, counted_only: bool = False) -> None:
        """Find what stands behind every cell that is not part of the key, or only behind those that count."""
        columns = [column.name for column in columns_of(comparison) if not column.is_key]
        if counted_only:
            columns = [name for name in columns if name in comparison.counted]
        self._cells[comparison.name] = [
            (one.row, one.column, one.total, array("q", map(self._number, one.ids)))
            for one in self._reader.cells(comparison.name, columns, self._limit)
        ]

    def quotes(self) -> Iterator[Quote]:
        """Every quote once, in the order of the text: the first has number 0."""
        self._final = array("q", [MISSING]) * len(self._met)
        for number, row in enumerate(self._reader.rows(list(self._met))):
            self._final[self._met[row["id"]]] = number
            yield quote_of(row)

    def evidence(self, comparison: str) -> Iterator[Evidence]:
        """What stands behind the cells of a comparison, by row in the order of publication."""
        for row, column, total, met in self._cells[comparison]:
            numbers = sorted(self._final[one] for one in met)
            yield Evidence(row, column, total, tuple(number for number in numbers if number != MISSING))

    def _number(self, one: str) -> int:
        return self._met.setdefault(one, len(self._met))


def quote_of(row: Mapping[str, Any]) -> Quote:
    """A row of `EvidenceReader.rows` as a quote; where it stands in no sentence, it is its own."""
    title = row["document_title"] or row["document_id"]
    sentence = row["sentence"] or row["quote"] or title
    start = row["text_start"] - row["sentence_start"] if row["sentence"] else 0
    return Quote(
        sentence=sentence,
        start=start,
        end=min(len(sentence), start + len(row["quote"] or title)),
        headings=tuple(heading for heading in row["section_path"] or () if heading),
        document=title,
        year=row["year"],
        place=Place(row["province"], row["city"], row["district"], row["district_code"]),
        source_path=row["source_path"],
        start_char=row["start_char"],
        end_char=row["end_char"],
    )
