"""The report of a snapshot: reads the published comparisons and their evidence, writes a folder of pages."""

from __future__ import annotations

import shutil
from bisect import bisect_left
from collections.abc import Generator, Sequence
from pathlib import Path

from storage.lake import Lake
from tasks.reports.columns import columns_of, place_columns
from tasks.reports.data import Chunk, evidence_value, quote_values, row_scripts, script
from tasks.reports.labels import COLUMNS, english
from tasks.reports.model import Comparison, Quote
from tasks.reports.pages import Described, Report, render
from tasks.reports.selection import Filter, behind_rows, selected, with_rows
from tasks.reports.workbook import write_workbook
from tasks.reports.workbook_notes import Contents
from tasks.steps.findings import Findings, read_findings

MARK = ".duizhao-report"
"""A file in the folder of a report: only a folder that has it is ever replaced."""
WORKBOOK = "duizhao.xlsx"
QUOTES_IN_WORKBOOK = 150_000
"""A workbook of more quotes than these takes Excel minutes to open, and its writer more memory than the report."""

File = tuple[str, str]


class NotAReport(ValueError):
    """The folder for the report holds something else."""


def write_report(lake: Lake, out: Path, *, without_people: bool = False) -> Path:
    """Write the report of the current snapshot to the folder `out`; returns its first page.

    A workbook of the same lies beside the pages. With `without_people` names and contacts are left out of both. An older
    report there is replaced as a whole. Raises NotAReport where `out` holds anything else.
    """
    if out.exists() and any(out.iterdir()) and not (out / MARK).exists():
        raise NotAReport(f"{out} holds something that is not a report; name another folder with --out.")
    fresh = out.with_name(f".{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with read_findings(lake, without_people=without_people) as findings:
        for address, content in _files(findings, fresh):
            page = fresh / address
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(content, encoding="utf-8")
    (fresh / MARK).touch()
    if out.exists():
        shutil.rmtree(out)
    fresh.rename(out)
    return out / "index.html"


def write_book(
    lake: Lake,
    out: Path,
    names: Sequence[str],
    n: int | None = None,
    *,
    without_people: bool = False,
    filters: Sequence[Filter] = (),
) -> list[Comparison]:
    """Write the comparisons `names` of snapshot `n` (the current one) as a workbook to the file `out`; returns them.

    With `filters` only the rows that all of them let through, and what stands behind these.
    """
    with read_findings(lake, n, without_people=without_people, names=names) as findings:
        quotes = list(findings.quotes())
        kept = [selected(one, filters) for one in findings.comparisons]
        chosen = [with_rows(one, rows) for one, rows in zip(findings.comparisons, kept, strict=True)]
        evidence = {
            one.name: behind_rows(findings.evidence(one.name), rows)
            for one, rows in zip(chosen, kept, strict=True)
        }
        write_workbook(Contents(findings.snapshot, chosen, evidence, quotes, without_people), out)
        return chosen


def _files(findings: Findings, folder: Path) -> Generator[File, None, None]:
    """Every file of the report, one at a time, so that a big one needs hardly more memory than a small one."""
    kept: list[Quote] = []
    starts = yield from _quote_files(findings, kept)
    described = []
    for comparison in findings.comparisons:
        described.append((yield from _data_files(findings, comparison)))
    downloads: tuple[str, ...] = ()
    if len(kept) <= QUOTES_IN_WORKBOOK:
        evidence = {one.name: findings.evidence(one.name) for one in findings.comparisons}
        book = Contents(findings.snapshot, findings.comparisons, evidence, kept, findings.without_people)
        write_workbook(book, folder / WORKBOOK)
        downloads = (WORKBOOK,)
    yield from render(
        Report(
            snapshot=findings.snapshot,
            figures=_figures(findings.comparisons),
            comparisons=tuple(described),
            places=findings.places,
            quotes=tuple(starts),
            quotes_a_cell=findings.quotes_a_cell,
            downloads=downloads,
            without_people=findings.without_people,
        )
    )


def _quote_files(findings: Findings, kept: list[Quote]) -> Generator[File, None, list[int]]:
    """The files of quotes; keeps the quotes while they fit into a workbook. Returns the first number in each file."""

    def passing() -> Generator[Quote, None, None]:
        for quote in findings.quotes():
            if len(kept) <= QUOTES_IN_WORKBOOK:
                kept.append(quote)
            yield quote

    starts = []
    for number, (first, value) in enumerate(quote_values(passing(), findings.places)):
        starts.append(first)
        yield f"quotes/{number}.js", script("quotes", "", number, value)
    return starts


def _data_files(findings: Findings, comparison: Comparison) -> Generator[File, None, Described]:
    """The rows and the evidence of one comparison, district by district; returns what its page says of it."""
    columns = columns_of(comparison)
    evidence = findings.evidence(comparison.name)
    places = findings.places if place_columns(comparison) else None
    chunks: list[Chunk] = []
    for number, (chunk, value) in enumerate(row_scripts(comparison, columns, places)):
        chunks.append(chunk)
        start, end = (bisect_left(evidence, at, key=lambda one: one.row) for at in (chunk.first, chunk.end))
        behind = evidence_value(evidence[start:end], chunk.first)
        yield f"data/{comparison.name}-{number}.js", script("rows", comparison.name, number, value)
        yield (
            f"data/{comparison.name}-{number}-evidence.js",
            script("evidence", comparison.name, number, behind),
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
