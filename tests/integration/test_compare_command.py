"""`duizhao compare` on the samples: every comparison, every filter that fits it, every format."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from storage.compare import list_comparisons, read_comparison
from storage.lake import Lake
from tests.integration.test_cli import call, data

FILTERS = {
    "--district": (("district", "district_code"), "青禾区"),
    "--city": (("city",), "禾川市"),
    "--year": (("year", "years", "announced_year"), 2023),
    "--theme": (("theme",), "lawgov_disputes"),
    "--indicator": (("indicator", "name"), "recon_closed"),
}


def is_chosen(row: dict[str, Any], columns: tuple[str, ...], wanted: Any) -> bool:
    found = [row.get(column) for column in columns]
    return any(wanted in value if isinstance(value, list) else wanted == value for value in found)


@pytest.mark.parametrize("name", [one.name for one in list_comparisons()])
def test_filters_leave_the_rows_that_fit(samples_lake: Lake, name: str) -> None:
    rows = read_comparison(samples_lake, name).to_pylist()
    for option, (columns, wanted) in FILTERS.items():
        arguments = ("compare", name, "--lake", samples_lake.root, option, wanted)
        if not (set(columns) - {"name"}) & rows[0].keys():
            refused = call(*arguments)
            assert refused.exit_code == 2 and "filter does not fit" in refused.output
            continue
        fitting = [row for row in rows if is_chosen(row, columns, wanted)]
        found = data(*arguments)
        assert [row["kind_of_empty"] for row in found] == [row["kind_of_empty"] for row in fitting]
        assert all(is_chosen(row, columns, wanted) for row in found)
        assert fitting or option == "--theme", (name, option)


def test_all_formats_hold_the_same_rows(samples_lake: Lake) -> None:
    arguments = ("compare", "coverage", "--lake", samples_lake.root, "--city", "云泽市", "--year", 2023)
    rows = json.loads(call(*arguments, "--format", "json").stdout)
    printed = list(csv.DictReader(io.StringIO(call(*arguments, "--format", "csv").stdout)))
    assert [row["documents"] for row in printed] == [str(row["documents"]) for row in rows]
    table = call(*arguments, "--format", "table").stdout
    assert rows and all(row["district"] in table for row in rows)
