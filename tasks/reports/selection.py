"""Some rows of a comparison: those of a district, a year, a theme …"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tasks.reports.model import Comparison, Evidence, Row


@dataclass(frozen=True, slots=True)
class Filter:
    """Asks that one of the columns (or an item of its list) is among the values; of no values nothing is asked."""

    columns: Sequence[str]
    values: Sequence[Any]

    def fits(self, row: Row) -> bool:
        """True where the row is one that was asked for."""
        found = [row.get(column) for column in self.columns]
        return not self.values or any(
            bool(set(value) & set(self.values)) if isinstance(value, list) else value in self.values
            for value in found
        )


def selected(comparison: Comparison, filters: Sequence[Filter]) -> dict[int, int]:
    """Number of each row that all filters let through → its number among these."""
    kept = (number for number, row in enumerate(comparison.rows) if all(one.fits(row) for one in filters))
    return {old: new for new, old in enumerate(kept)}


def with_rows(comparison: Comparison, kept: Mapping[int, int]) -> Comparison:
    """The comparison with these rows only."""
    return replace(comparison, rows=tuple(comparison.rows[number] for number in kept))


def behind_rows(evidence: Sequence[Evidence], kept: Mapping[int, int]) -> list[Evidence]:
    """The evidence of these rows, which are numbered anew."""
    return [replace(one, row=kept[one.row]) for one in evidence if one.row in kept]
