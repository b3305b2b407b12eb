"""Codes: columns that follow from other columns of their row, and are filled when partitions are merged.

What the codes are is not known here: a `Coding` is handed in. Since nothing but the row decides, a change of the rules
is carried out on the published objects, and no source is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from storage.table import Table

Columns = Mapping[str, list[Any]]
"""Column name → values, equally long."""


@dataclass(frozen=True, slots=True)
class Coding:
    """How rows are coded: the columns that each table's codes follow from, and the function that finds them.

    `code(table, columns)` takes the columns `inputs[table]` and returns the coded columns, as long.
    """

    inputs: Mapping[str, tuple[str, ...]]
    code: Callable[[str, Columns], Columns]

    def of(self, table: Table, rows: pa.Table) -> pa.Table:
        """The rows with the table's coded columns filled; as they are where the coding does not know the table."""
        names = self.inputs.get(table.name, ())
        if not names or not rows.num_rows:
            return rows
        found = self.code(table.name, {name: rows[name].to_pylist() for name in names})
        for name in table.coded:
            position = rows.schema.get_field_index(name)
            field = rows.schema.field(position)
            rows = rows.set_column(position, field, pa.array(found[name], field.type))
        return rows


NO_CODING = Coding({}, lambda table, columns: {})
"""Leaves every coded column as it was staged: null."""
