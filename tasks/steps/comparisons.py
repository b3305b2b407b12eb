"""Published comparisons as values: for pages, for the terminal, for whoever lays them out."""

from __future__ import annotations

from storage.compare import list_comparisons, read_comparison
from storage.headers import comparison
from storage.lake import Lake
from tasks.reports.model import Comparison


def published(lake: Lake, name: str) -> Comparison:
    """The comparison `name` of the current snapshot, rows included. Raises ComparisonMissing."""
    header = comparison(name)
    table = read_comparison(lake, name)
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


def all_published(lake: Lake) -> list[Comparison]:
    """Every comparison of the current snapshot, by name."""
    return [published(lake, header.name) for header in list_comparisons()]
