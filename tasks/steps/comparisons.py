"""Published comparisons as values: for pages, for the terminal, for whoever lays them out."""

from __future__ import annotations

from storage.compare import list_comparisons, read_comparison
from storage.headers import comparison
from storage.lake import Lake
from tasks.reports.model import Comparison


def published(lake: Lake, name: str, n: int | None = None) -> Comparison:
    """The comparison `name` of snapshot `n` (the current one), rows included. Raises ComparisonMissing."""
    header = comparison(name)
    table = read_comparison(lake, name, n)
    return Comparison(
        name,
        header.title,
        header.title_en,
        header.question,
        header.key,
        tuple(table.column_names),
        tuple(table.to_pylist()),
        header.question_en,
        header.grain,
        dict(header.columns),
        header.counted,
    )


def all_published(lake: Lake, n: int | None = None) -> list[Comparison]:
    """Every comparison of snapshot `n` (the current one), by name."""
    return [published(lake, header.name, n) for header in list_comparisons()]
