"""What a report is made of: comparisons as values, quotes behind their cells, and grids for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
DISTRICT = ("province", "city", "district", "district_code")
"""The columns that name a district, in every comparison that has a row for each."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A published comparison: what its header says, and its rows in order.

    `key` identifies a row, `notes` says of a column what it means, of the columns in `counted` the value is a number of
    pieces of evidence.
    """

    name: str
    title: str
    title_en: str
    question: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    question_en: str = ""
    grain: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What documents are told apart by; `district` is None for documents that name none."""

    province: str | None
    city: str | None
    district: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence: the sentence it stands in, the headings above, the document, and where in which file.

    `sentence[start:end]` is what was read; `start_char` and `end_char` count characters of the decoded file, half open.
    """

    sentence: str
    start: int
    end: int
    headings: tuple[str, ...]
    document: str
    year: int | None
    place: Place
    source_path: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one cell: the row's number in the comparison, how many quotes, and the numbers of the first."""

    row: int
    column: str
    total: int
    quotes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the terminal shows it. `kind` is its style: text, number, or a kind of empty."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """One comparison laid out for the terminal: a title for each column, one tuple of cells a row, equally wide."""

    name: str
    title: str
    title_en: str
    question: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
