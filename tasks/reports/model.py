"""What a report is made of: grids of cells, and the evidence that cells point to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is shown, `span` columns wide.

    `kind` is its style: text, number, or a kind of empty. `href` leads to its evidence.
    """

    text: str
    kind: str = "text"
    href: str | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One comparison as it is laid out: a title for each column, one tuple of cells a row, equally wide.

    `name` is the comparison's, and the page's. Titles are Chinese; `title_en` and `question` explain.
    """

    name: str
    title: str
    title_en: str
    question: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence: what is printed, in which document of which file, and where (characters, half open).

    `before` and `after` are the rest of its sentence, empty where the quote is a sentence or none.
    """

    text: str
    before: str
    after: str
    document: str
    district: str
    source_path: str
    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes behind one cell; `anchor` is the part of its address after the #."""

    anchor: str
    heading: str
    quotes: tuple[Quote, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """All evidence of one comparison row; `address` is relative to the report's folder."""

    address: str
    grid: str
    title: str
    items: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that the pages show. `snapshot` is the published state that all numbers come from."""

    snapshot: int
    figures: tuple[tuple[str, str], ...]
    grids: tuple[Grid, ...]
    evidence: tuple[EvidencePage, ...]
