"""`duizhao compare` on the samples: every comparison, every filter that fits it, every format."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
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


CITY = ("--city", "云泽市", "--year", 2023)


def test_a_parquet_file_holds_the_rows_with_their_types(samples_lake: Lake, tmp_path: Path) -> None:
    arguments = ("compare", "coverage", "--lake", samples_lake.root, *CITY, "--format", "parquet")
    assert call(*arguments, "--out", tmp_path / "rows.parquet").exit_code == 0
    rows = read_comparison(samples_lake, "coverage")
    wanted = rows.filter(pc.and_(pc.equal(rows["city"], "云泽市"), pc.equal(rows["year"], 2023)))
    assert 0 < wanted.num_rows < rows.num_rows
    assert pq.read_table(tmp_path / "rows.parquet") == wanted
    # and what goes on through stdout is the same file
    assert pq.read_table(pa.BufferReader(call(*arguments).stdout_bytes)) == wanted


def test_a_workbook_holds_the_rows_and_their_sentences(samples_lake: Lake, tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    arguments = ("compare", "coverage", "--lake", samples_lake.root)
    assert call(*arguments, *CITY, "--format", "xlsx", "--out", file).exit_code == 0
    rows = data(*arguments, *CITY)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["说明", "文档覆盖", "依据"]
    header, *found = book["文档覆盖"].values
    at = header.index("文档")
    assert sorted(row[at] for row in found) == sorted(row["documents"] for row in rows)
    quotes = list(book["依据"].values)[1:]
    assert len(quotes) == sum(row["documents"] for row in rows)
    assert {row[2].split()[0] for row in quotes} == {"云泽市"}
    # each link leads to a quote that leads back to its row
    for number, row in enumerate(found, 2):
        link = book["文档覆盖"].cell(number, len(header)).hyperlink.location
        back = book["依据"][link.rpartition("!")[2]].hyperlink.location
        assert back == f"'文档覆盖'!A{number}", row


def test_a_file_is_named_or_sent_on(samples_lake: Lake, tmp_path: Path) -> None:
    lake = ("--lake", samples_lake.root)
    there = tmp_path / "rows.xlsx"
    there.touch()
    for arguments, said in {
        ("compare", "--format", "xlsx", *lake): "name it",
        ("compare", "coverage", "--format", "csv", "--out", there, *lake): "> FILE",
        ("compare", "coverage", "--without-people", *lake): "for workbooks",
        ("compare", "coverage", "--format", "xlsx", "--out", there, *lake): "is there already",
    }.items():
        refused = call(*arguments)
        assert refused.exit_code == 2 and said in refused.output, arguments
    assert there.stat().st_size == 0


def test_a_terminal_gets_no_bytes(samples_lake: Lake) -> None:
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "flows.cli", "compare", "coverage", "--format", "parquet"]
    done = subprocess.run(
        [*command, "--lake", samples_lake.root], stdout=terminal, stderr=subprocess.PIPE, encoding="utf-8"
    )
    os.close(terminal)
    os.close(master)
    assert done.returncode == 2 and "--out" in done.stderr
