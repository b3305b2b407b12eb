"""Rows, evidence and quotes as scripts that hold nothing but data.

A page opened from disk may not fetch a file, but it may load a script; so each file of data is one call
`duizhao.add(kind, name, number, {…})`. Columns stand together, repeated texts once, and no file is larger than a few
hundred kilobytes, so that a page loads what it shows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tasks.reports.columns import EMPTY, Column
from tasks.reports.model import Comparison, Evidence, Quote
from tasks.reports.places import Places

CHUNK = 250_000
"""Characters of a file of data, about."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some of a comparison's rows: `first` is the number of the first, `places` the lowest and highest district."""

    first: int
    rows: int
    places: tuple[int, int] | None

    @property
    def end(self) -> int:
        """One past the number of the last row."""
        return self.first + self.rows


def script(kind: str, name: str, number: int, value: Any) -> str:
    """One file of data. JSON is a subset of JavaScript, and `<` can close no tag in a file of its own."""
    arguments = ", ".join(_json(part) for part in (kind, name, number, value))
    return f"duizhao.add({arguments});\n"


def row_scripts(
    comparison: Comparison, columns: Sequence[Column], places: Places | None
) -> Iterator[tuple[Chunk, Any]]:
    """The rows in pieces: each with its columns. `places` is None where the comparison is not about districts."""
    size = _rows_a_chunk(comparison, columns)
    for first in range(0, len(comparison.rows) or 1, size):
        rows = comparison.rows[first : first + size]
        value: dict[str, Any] = {
            "columns": {
                column.name: _packed([_plain(row[column.name]) for row in rows]) for column in columns
            }
        }
        if EMPTY in comparison.columns:
            value["empty"] = _packed([row[EMPTY] for row in rows])
        span = None
        if places is not None:
            numbers = [places.number(row) for row in rows]
            value["place"] = numbers
            span = (min(numbers), max(numbers)) if numbers else None
        yield Chunk(first, len(rows), span), value


def evidence_value(found: Iterable[Evidence], first: int) -> Any:
    """The evidence of one piece of rows, column by column: rows, totals, and the numbers of the quotes."""
    value: dict[str, dict[str, list[Any]]] = {}
    for one in found:
        column = value.setdefault(one.column, {"rows": [], "totals": [], "quotes": []})
        column["rows"].append(one.row - first)
        column["totals"].append(one.total)
        column["quotes"].append(list(one.quotes))
    return value


def quote_values(quotes: Iterable[Quote], places: Places) -> Iterator[tuple[int, Any]]:
    """(number of the first quote, value) of each file of quotes; documents, headings and sentences stand in it once."""
    first = count = size = 0
    piece = _Quotes(places)
    for count, quote in enumerate(quotes, 1):
        size += piece.add(quote)
        if size > CHUNK:
            yield first, piece.value()
            first, size, piece = count, 0, _Quotes(places)
    if count > first:
        yield first, piece.value()


class _Quotes:
    """Quotes of one file, with what they share counted once."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._documents: dict[Any, int] = {}
        self._headings: dict[tuple[str, ...], int] = {}
        self._sentences: dict[str, int] = {}
        self._quotes: list[tuple[int, ...]] = []

    def add(self, quote: Quote) -> int:
        """Take a quote in; returns by how many characters the file grows, about."""
        place = self._places.numbers.get(quote.place)
        document = (quote.document, quote.year, place, quote.source_path)
        grown = 30 if quote.sentence in self._sentences else 30 + len(quote.sentence)
        grown += 0 if quote.headings in self._headings else sum(map(len, quote.headings))
        self._quotes.append(
            (
                self._documents.setdefault(document, len(self._documents)),
                self._headings.setdefault(quote.headings, len(self._headings)),
                self._sentences.setdefault(quote.sentence, len(self._sentences)),
                quote.start,
                quote.end,
                quote.start_char,
                quote.end_char,
            )
        )
        return grown

    def value(self) -> Any:
        return {
            "documents": [list(one) for one in self._documents],
            "headings": [list(one) for one in self._headings],
            "sentences": list(self._sentences),
            "quotes": [list(column) for column in zip(*self._quotes, strict=True)],
        }


def _rows_a_chunk(comparison: Comparison, columns: Sequence[Column]) -> int:
    """So many rows that a file is about CHUNK characters long, judged by a sample of them."""
    step = max(1, len(comparison.rows) // 200)
    sample = comparison.rows[::step]
    size = sum(len(_json([_plain(row[column.name]) for column in columns])) for row in sample)
    return max(1, CHUNK * len(sample) // size) if size else 1


def _packed(values: list[Any]) -> Any:
    """The column as it is, or, where its values repeat, each once (`v`) and a number for each row (`i`)."""
    texts = [value for value in values if isinstance(value, str)]
    distinct = {value: number for number, value in enumerate(dict.fromkeys(texts))}
    if not texts or len(distinct) * 2 > len(values):
        return values if any(value is not None for value in values) else {"v": [], "i": len(values)}
    return {"v": list(distinct), "i": [None if value is None else distinct[value] for value in values]}


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates by ISO 8601, amounts as numbers where a double holds them exactly."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value() and abs(value) < 2**53:
            return int(value)
        number = float(value)
        return number if Decimal(repr(number)) == value else f"{value.normalize():f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    return value


def _json(value: Any) -> str:
    # A line separator may stand in JSON and, before 2019, not in a script.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
