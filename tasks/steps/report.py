"""The report of a snapshot: reads the published comparisons and their evidence, writes a folder of pages."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from storage.compare import read_comparison
from storage.evidence import EvidenceReader
from storage.lake import Lake
from tasks.reports.grids import EvidenceRequest, lay_out
from tasks.reports.model import Evidence, EvidencePage, Quote, Report
from tasks.reports.pages import render
from tasks.steps.comparisons import all_published

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
    laid_out = [lay_out(comparison) for comparison in all_published(lake)]
    grids = tuple(grid for grid, _ in laid_out)
    with EvidenceReader(lake, many=True) as reader:
        requests = [(grid.name, request) for grid, wanted in laid_out for request in wanted]
        evidence = tuple(_evidence_pages(reader, requests))
    return Report(lake.current() or 0, _figures(lake), grids, evidence)


def _evidence_pages(
    reader: EvidenceReader, requests: Sequence[tuple[str, EvidenceRequest]]
) -> Iterator[EvidencePage]:
    """One page a comparison row; the quotes of all pages are read at once."""
    ids = [reader.ids(name, request.key, request.column) for name, request in requests]
    quotes = _quotes(reader, {one for found in ids for one in found[:QUOTES_A_CELL]})
    pages: dict[str, list[Evidence]] = defaultdict(list)
    owners: dict[str, tuple[str, str]] = {}
    for (name, request), found in zip(requests, ids, strict=True):
        shown = sorted((quotes[one] for one in found[:QUOTES_A_CELL]), key=_position)
        pages[request.address].append(Evidence(request.anchor, request.heading, tuple(shown), len(found)))
        owners[request.address] = (name, request.page_title)
    for address, items in pages.items():
        name, title = owners[address]
        yield EvidencePage(address, name, title, tuple(items))


def _quotes(reader: EvidenceReader, ids: set[str]) -> dict[str, Quote]:
    return {row["id"]: _quote(row) for row in reader.rows(sorted(ids))}


def _quote(row: Mapping[str, Any]) -> Quote:
    title = row["document_title"] or row["document_id"]
    sentence = row["sentence"] or row["quote"] or title
    start = row["text_start"] - row["sentence_start"] if row["sentence"] else 0
    end = start + len(row["quote"] or title)
    return Quote(
        text=sentence[start:end],
        before=sentence[:start],
        after=sentence[end:],
        document=title,
        district=row["district"] or "",
        source_path=row["source_path"],
        start_char=row["start_char"],
        end_char=row["end_char"],
    )


def _position(quote: Quote) -> tuple[str, int, int]:
    return quote.source_path, quote.start_char, quote.end_char


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
