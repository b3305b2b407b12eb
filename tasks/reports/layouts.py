"""How each comparison is laid out for people: data. A comparison that is not named here is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tasks.reports.model import DISTRICT, Cell, Row

NOTHING = Cell("")


@dataclass(frozen=True, slots=True)
class Layout:
    """`rows` and `columns` are the keys that become rows and columns, `value` what stands in the cells.

    Without `columns` the comparison stays flat: one column for each that is neither in `rows` nor `hidden`. `at_least`
    and `at_most` leave out rows whose column `of` is smaller or larger; the grid says how many. `missing` stands where
    the comparison has no row. `chart` is the picture that the report offers beside the table: strip, timeline or network;
    `alike` are the columns in which values must agree to stand on one strip.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()
    value: str = ""
    of: str = ""
    at_least: int = 0
    at_most: int | None = None
    missing: Cell = NOTHING
    hidden: tuple[str, ...] = ()
    chart: str = ""
    alike: tuple[str, ...] = ()

    def shows(self, row: Row) -> bool:
        """False for a row that the limits leave out."""
        value = row[self.of] if self.of else None
        return value is None or (self.at_least <= value and (self.at_most is None or value <= self.at_most))


LAYOUTS: Mapping[str, Layout] = {
    "overview": Layout(DISTRICT),
    "coverage": Layout(DISTRICT, ("year", "document_type"), "documents", missing=Cell("–", "not_collected")),
    "indicators": Layout(
        DISTRICT,
        value="value",
        hidden=("indicator", "head", "name_en", "theme", "period_start", "period_end", "value_recomputed"),
        of="mentions",
        at_least=1,
        chart="strip",
        alike=("name", "year", "unit", "scope_kind", "base", "stream", "value_status"),
    ),
    "themes": Layout(DISTRICT, ("parent", "theme"), "share_of_substance", hidden=("name", "name_en")),
    "problems": Layout(DISTRICT, hidden=("without_status",)),
    "measures": Layout(DISTRICT),
    "terms": Layout(DISTRICT, ("rank",), "word", of="rank", at_most=12),
    "citations": Layout(("title",), DISTRICT, "mentions", of="cited_by_districts", at_least=2),
    "reuse": Layout(
        DISTRICT,
        value="shared_characters",
        hidden=("document_id", "other_document_id", "other_province", "other_city"),
        chart="network",
    ),
    "accountability": Layout(DISTRICT, hidden=("with_amount",)),
    "meetings": Layout(DISTRICT, hidden=("reports",)),
    "timeline": Layout(
        DISTRICT, hidden=("document_id", "title", "signed", "steps", "undated_steps"), chart="timeline"
    ),
    "disclosure": Layout(DISTRICT),
}
"""In the order in which one reads them; a comparison that is not here comes last."""


def reading_order(name: str) -> tuple[int, str]:
    """Sorts comparisons as a reader wants them: first what there is, then what it says, then how it came about."""
    names = list(LAYOUTS)
    return (names.index(name) if name in LAYOUTS else len(names), name)
