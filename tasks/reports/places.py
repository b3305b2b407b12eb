"""The districts of a report: numbered once in the order of their codes, so that rows name them by number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tasks.reports.columns import place_columns
from tasks.reports.model import Comparison, Place, Row


@dataclass(frozen=True, slots=True)
class Places:
    """All districts of a report in order; the `slug` of each is the name of its page."""

    places: tuple[Place, ...]
    numbers: dict[Place, int]

    def number(self, row: Row) -> int:
        """The number of the district that a row of a comparison is about."""
        return self.numbers[place_of(row)]

    def slug(self, number: int) -> str:
        """Name of the district's page: its code, which others can guess; its number where it has none."""
        return self.places[number].code or f"n{number}"


def place_of(row: Row) -> Place:
    """The district that a row names."""
    return Place(row["province"], row["city"], row["district"], row["district_code"])


def places_of(comparisons: Iterable[Comparison]) -> Places:
    """Every district that a comparison names, by province, city and code.

    The codes of China's provinces and cities begin those of their districts, so the smallest code in a province orders it.
    """
    found = {place_of(row) for one in comparisons if place_columns(one) for row in one.rows}
    first: dict[tuple[str | None, ...], str] = {}
    for place in found:
        for part in ((place.province,), (place.province, place.city)):
            first[part] = min(first.get(part, "~"), place.code or "~")
    ordered = sorted(
        found,
        key=lambda place: (
            first[place.province,],
            place.province or "",
            first[place.province, place.city],
            place.city or "",
            place.code or "~",
            place.district or "",
        ),
    )
    return Places(tuple(ordered), {place: number for number, place in enumerate(ordered)})


def by_place(comparison: Comparison, places: Places) -> tuple[Comparison, list[int]]:
    """The comparison with its rows district by district, and for each published row its new number."""
    numbers = range(len(comparison.rows))
    order = (
        sorted(numbers, key=lambda n: places.number(comparison.rows[n]))
        if place_columns(comparison)
        else numbers
    )
    position = [0] * len(comparison.rows)
    for new, old in enumerate(order):
        position[old] = new
    return replace(comparison, rows=tuple(comparison.rows[old] for old in order)), position
