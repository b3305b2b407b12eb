"""The report of a snapshot: reads the published comparisons and their evidence, writes a folder of pages."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from storage.evidence import EvidenceReader
from storage.lake import Lake
from tasks.reports.columns import columns_of, place_columns
from tasks.reports.data import Chunk, evidence_value, quote_values, row_scripts, script
from tasks.reports.labels import COLUMNS, english
from tasks.reports.model import Comparison
from tasks.reports.pages import Described, Report, render
from tasks.reports.places import Places, by_place, places_of
from tasks.steps.comparisons import all_published
from tasks.steps.quotes import QuoteBook

MARK = ".duizhao-report"
"""A file in the folder of a report: only a folder that has it is ever replaced."""

QUOTES_A_CELL = (5, 50)
"""A drawer shows so many quotes of a cell, at least and at most; a cell of thousands is for SQL, not for the eye."""
ROWS_TIMES_QUOTES = 1_000_000
"""In a lake of thousands of districts each cell shows fewer, so that the folder can still be carried."""


class NotAReport(ValueError):
    """The folder for the report holds something else."""


def write_report(lake: Lake, out: Path) -> Path:
    """Write the report of the current snapshot to the folder `out`; returns its first page.

    An older report there is replaced as a whole. Raises NotAReport where `out` holds anything else.
    """
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise NotAReport(f"{out} holds something that is not a report; name another folder with --out.")
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for address, content in _files(lake):
        page = fresh / address
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(content, encoding="utf-8")
    (fresh / MARK).touch()
    if out.exists():
        shutil.rmtree(out)
    fresh.rename(out)
    return out / "index.html"


def _files(lake: Lake) -> Iterator[tuple[str, str]]:
    """Every file of the report, one at a time, so that a big one needs hardly more memory than a small one."""
    comparisons = all_published(lake)
    places = places_of(comparisons)
    least, most = QUOTES_A_CELL
    rows = sum(len(one.rows) for one in comparisons)
    quotes_a_cell = max(least, min(most, ROWS_TIMES_QUOTES // max(rows, 1)))
    with EvidenceReader(lake, many=True) as reader:
        book = QuoteBook(reader, quotes_a_cell)
        for comparison in comparisons:
            book.ask(comparison)
        starts = []
        for number, (first, value) in enumerate(quote_values(book.quotes(), places)):
            starts.append(first)
            yield f"quotes/{number}.js", script("quotes", "", number, value)
    described = []
    for comparison in comparisons:
        described.append((yield from _data(comparison, places, book)))
    yield from render(
        Report(
            lake.current() or 0, _figures(comparisons), tuple(described), places, tuple(starts), quotes_a_cell
        )
    )


def _data(
    published: Comparison, places: Places, book: QuoteBook
) -> Generator[tuple[str, str], None, Described]:
    """The rows and the evidence of one comparison, district by district; returns what its page says of it."""
    comparison, position = by_place(published, places)
    columns = columns_of(comparison)
    evidence = [replace(one, row=position[one.row]) for one in book.evidence(comparison.name)]
    evidence.sort(key=lambda one: one.row)
    of_places = places if place_columns(comparison) else None
    chunks: list[Chunk] = []
    for number, (chunk, value) in enumerate(row_scripts(comparison, columns, of_places)):
        chunks.append(chunk)
        behind = [one for one in evidence if chunk.first <= one.row < chunk.first + chunk.rows]
        yield f"data/{comparison.name}-{number}.js", script("rows", comparison.name, number, value)
        yield (
            f"data/{comparison.name}-{number}-evidence.js",
            script("evidence", comparison.name, number, evidence_value(behind, chunk.first)),
        )
    return Described(comparison, columns, tuple(chunks), tuple(sorted({one.column for one in evidence})))


def _figures(comparisons: Sequence[Comparison]) -> tuple[tuple[str, str, int], ...]:
    rows = next((one.rows for one in comparisons if one.name == "overview"), ())
    collected = [row for row in rows if row["documents"]]
    counted = ("documents", "sentences", "measures", "metrics", "citations")
    return (
        ("区县（有文档）", "Districts with documents", sum(row["district"] is not None for row in collected)),
        ("区县（无文档）", "Districts without", len(rows) - len(collected)),
        *((COLUMNS[name], english(name), sum(row[name] for row in rows)) for name in counted),
    )
