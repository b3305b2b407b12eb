"""Corrections carried out on the rows of a file, before they are staged.

A correction changes the cell that it names and nothing that would follow from it, with two exceptions: a document's year
and district stand in every row of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from storage.corrections import correction_key
from storage.model import Corrected, Correction
from storage.schemas import TABLES, UNKNOWN_PLACE
from tasks.steps.cell_values import text_of, value_of
from tasks.steps.corrections import REMOVED
from tasks.steps.rows import Columns
from tasks.text.places import Gazetteer

BASIS = "correction"
"""Where a corrected district or year is from."""


def correct(columns: Columns, corrections: Sequence[Correction], places: Gazetteer) -> tuple[Corrected, ...]:
    """Carry out the corrections of documents that are in `columns`, in place; returns what became of each."""
    here = set(columns.get("documents", {}).get("document_id", ()))
    mine = [one for one in corrections if one.document_id in here]
    # Removals come last: until then every other correction finds its row.
    return tuple(
        _carry_out(columns, one, places) for one in sorted(mine, key=lambda one: one.field == REMOVED)
    )


def _carry_out(columns: Columns, correction: Correction, places: Gazetteer) -> Corrected:
    key, table = correction_key(correction), TABLES[correction.table]
    rows = columns.get(correction.table, {})
    positions = _positions(rows.get(table.key[0], ()), correction.row_id)
    if not positions:
        return Corrected(key, "row_missing")
    column = table.column(correction.field)
    cells = rows[correction.field]
    expected = value_of(column, correction.expected)
    found = next((cells[n] for n in positions if cells[n] != expected), expected)
    if found != expected:
        return Corrected(key, "other_value", text_of(found))
    if correction.field == REMOVED:
        _remove(rows, set(positions))
    elif correction.table == "documents" and correction.field in ("year", "district_code"):
        _move(columns, correction, places)
    else:
        for n in positions:
            cells[n] = value_of(column, correction.value)
    return Corrected(key, "applied")


def _positions(values: Iterable[Any], wanted: str) -> list[int]:
    """A text that stands twice in its file has two equal rows."""
    return [n for n, value in enumerate(values) if value == wanted]


def _remove(rows: dict[str, list[Any]], positions: set[int]) -> None:
    for name, cells in rows.items():
        rows[name] = [cell for n, cell in enumerate(cells) if n not in positions]


def _move(columns: Columns, correction: Correction, places: Gazetteer) -> None:
    """Give every row of the document another year or place."""
    field, value = correction.field, value_of(TABLES["documents"].column(correction.field), correction.value)
    new = {"year": value} if field == "year" else _place(value, places)
    for name, rows in columns.items():
        basis = {f"{field.removesuffix('_code')}_basis": BASIS} if name == "documents" else {}
        for n in _positions(rows.get("document_id", ()), correction.document_id):
            for column, cell in (new | basis).items():
                rows[column][n] = cell


def _place(code: str | None, places: Gazetteer) -> dict[str, str | None]:
    division = places.with_code(code) if code else None
    if division is None:
        return {"province": UNKNOWN_PLACE, "city": UNKNOWN_PLACE, "district": None, "district_code": None}
    city, province = places.city_and_province(division)
    return {
        "province": province or UNKNOWN_PLACE,
        "city": city or UNKNOWN_PLACE,
        "district": division.name,
        "district_code": division.code,
    }
