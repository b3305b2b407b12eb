"""The report of a snapshot: reads the published comparisons and their evidence, writes a folder of pages."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from storage.compare import list_comparisons, read_comparison
from storage.evidence import EvidenceReader
from storage.lake import Lake
from tasks.reports.grids import Comparison, EvidenceRequest, Grid, lay_out
from tasks.reports.model import Evidence, EvidencePage, Quote, Report
from tasks.reports.pages import render

MARK = ".duizhao-report"
"""A file in the folder of a report: only a folder that has it is ever replaced."""

QUOTES_A_CELL = 50
"""A page shows so many quotes of a cell; a cell of thousands is for SQL, not for the eye."""


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
    for address, content in render(read_report(lake)):
        page = fresh / address
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(content, encoding="utf-8")
    (fresh / MARK).touch()
    if out.exists():
        shutil.rmtree(out)
    fresh.rename(out)
    return out / "index.html"


def read_report(lake: Lake) -> Report:
    """Everything that the report shows, from the current snapshot."""
    laid_out = [lay_out(_read(lake, listed.name)) for listed in list_comparisons()]
    with EvidenceReader(lake) as reader:
        evidence = [page for grid, requests in laid_out for page in _pages(reader, grid, requests)]
    grids = tuple(grid for grid, _ in laid_out)
    return Report(lake.current() or 0, _figures(lake), grids, tuple(evidence))


def _read(lake: Lake, name: str) -> Comparison:
    header = next(comparison for comparison in list_comparisons() if comparison.name == name)
    table = read_comparison(lake, name)
    return Comparison(
        name,
        header.title,
        header.title_en,
        header.question,
        header.key,
        tuple(table.column_names),
        tuple(table.to_pylist()),
    )


def _pages(reader: EvidenceReader, grid: Grid, requests: Iterable[EvidenceRequest]) -> Iterable[EvidencePage]:
    by_address: dict[str, list[EvidenceRequest]] = defaultdict(list)
    for request in requests:
        by_address[request.address].append(request)
    for address, group in by_address.items():
        items = tuple(_evidence(reader, grid.name, request) for request in group)
        yield EvidencePage(address, grid.name, group[0].page_title, items)


def _evidence(reader: EvidenceReader, name: str, request: EvidenceRequest) -> Evidence:
    ids = reader.ids(name, request.key, request.column)
    rows = reader.rows(ids[:QUOTES_A_CELL])
    quotes = tuple(
        Quote(
            row["quote"] or row["document_title"] or row["document_id"],
            row["document_title"] or row["document_id"],
            row["district"] or "",
            row["source_path"],
            row["start_char"],
            row["end_char"],
        )
        for row in rows
    )
    return Evidence(request.anchor, request.heading, quotes, len(ids))


def _figures(lake: Lake) -> tuple[tuple[str, str], ...]:
    rows = read_comparison(lake, "overview").to_pylist()
    collected = [row for row in rows if row["documents"]]
    return (
        ("区县(有文档)", str(sum(row["district"] is not None for row in collected))),
        ("区县(无文档)", str(len(rows) - len(collected))),
        ("文档", f"{sum(row['documents'] for row in rows):,}"),
        ("句子", f"{sum(row['sentences'] for row in rows):,}"),
        ("举措", f"{sum(row['measures'] for row in rows):,}"),
        ("数据", f"{sum(row['metrics'] for row in rows):,}"),
        ("引用", f"{sum(row['citations'] for row in rows):,}"),
    )
