"""What a report and a workbook are made of, read from a snapshot once: comparisons, quotes, and which belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from storage.evidence import EvidenceReader
from storage.lake import Lake
from tasks.reports.layouts import reading_order
from tasks.reports.model import Comparison, Evidence, Quote
from tasks.reports.people import Cover
from tasks.reports.places import Places, by_place, places_of
from tasks.steps.comparisons import all_published, published
from tasks.steps.quotes import QuoteBook

QUOTES_A_CELL = (5, 50)
"""A cell shows so many quotes, at least and at most; a cell of thousands is for SQL, not for the eye."""
ROWS_TIMES_QUOTES = 1_000_000
"""In a lake of thousands of districts each cell shows fewer, so that the folder can still be carried."""

DISTRICTS_WITH_ALL = 500
"""With more districts only numbers that count their own evidence lead to it: behind a number of districts, a median or a
rank stands what all the others wrote, which is the square of their number."""


@dataclass(frozen=True, slots=True)
class Findings:
    """Comparisons in reading order, their rows district by district. Read `quotes` first, then `evidence`."""

    snapshot: int
    comparisons: tuple[Comparison, ...]
    places: Places
    quotes_a_cell: int
    without_people: bool
    _positions: dict[str, list[int]]
    _book: QuoteBook
    _cover: Cover | None

    def quotes(self) -> Iterator[Quote]:
        """Every quote once, in the order of the text: the first has number 0."""
        for quote in self._book.quotes():
            yield self._cover.quote(quote) if self._cover else quote

    def evidence(self, comparison: str) -> list[Evidence]:
        """What stands behind the cells of a comparison, by row."""
        position = self._positions[comparison]
        found = [replace(one, row=position[one.row]) for one in self._book.evidence(comparison)]
        return sorted(found, key=lambda one: one.row)


@contextmanager
def read_findings(
    lake: Lake, n: int | None = None, *, without_people: bool, names: Collection[str] | None = None
) -> Iterator[Findings]:
    """The findings of snapshot `n` (the current one), while the context lasts; names and contacts covered if asked.

    With `names` only these comparisons.
    """
    found = all_published(lake, n) if names is None else [published(lake, name, n) for name in names]
    comparisons = sorted(found, key=lambda one: reading_order(one.name))
    places = places_of(comparisons)
    with EvidenceReader(lake, n, many=True) as reader:
        quotes_a_cell = _quotes_a_cell(sum(len(one.rows) for one in comparisons))
        book = QuoteBook(reader, quotes_a_cell)
        for comparison in comparisons:
            book.ask(comparison, counted_only=len(places.places) > DISTRICTS_WITH_ALL)
        cover = Cover(reader.people()) if without_people else None
        ordered = [by_place(comparison, places) for comparison in comparisons]
        positions = {one.name: position for one, position in ordered}
        yield Findings(
            n or lake.current() or 0,
            tuple(cover.comparison(one) if cover else one for one, _ in ordered),
            places,
            quotes_a_cell,
            without_people,
            positions,
            book,
            cover,
        )


def _quotes_a_cell(rows: int) -> int:
    least, most = QUOTES_A_CELL
    return max(least, min(most, ROWS_TIMES_QUOTES // max(rows, 1)))
