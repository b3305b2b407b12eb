"""The workbook, opened again by another library: numbers are numbers, links lead where they say, nothing is a formula."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tasks.reports.model import Comparison, Evidence, Place, Quote
from tasks.reports.workbook import CHARACTERS, write_workbook
from tasks.reports.workbook_notes import Contents, sheet_names

PLACE = Place("试验省", "云溪市", "青禾区", "990101")
NAMED = {"province": "试验省", "city": "云溪市", "district": "青禾区", "district_code": "990101"}
ROWS: tuple[dict[str, Any], ...] = (
    {"item": '=HYPERLINK("x")', "sum": Decimal("1234.560000"), "year": 2024, "own_share": Decimal("0.1234")}
    | {"day": dt.date(2024, 3, 16), "also": ["甲", "乙"], "kind_of_empty": None},
    {"item": "+1", "sum": None, "year": None, "own_share": None, "day": None, "also": []}
    | {"kind_of_empty": "reported_without_value"},
    {"item": "长" * (CHARACTERS + 5), "sum": Decimal("7"), "year": 2023, "own_share": Decimal("1")}
    | {"day": None, "also": None, "kind_of_empty": None},
)


def contents() -> Contents:
    rows = tuple(NAMED | row for row in ROWS)
    key = (*NAMED, "item")
    note = {"sum": "What it adds up to"}
    one = Comparison("new", "新对照", "New", "多少？", key, tuple(rows[0]), rows, "How much?", "item", note)
    other = Comparison("bare", "新对照", "Bare", "?", ("item",), ("item",), ({"item": "甲"},))
    quotes = [
        Quote(f"第{n}句：@清单。", 4, 7, ("一、上", "下"), "报告", 2024, PLACE, "a.txt", n, n + 3)
        for n in range(3)
    ]
    evidence = {
        "new": (Evidence(0, "day", 1, (2,)), Evidence(0, "sum", 2, (0, 2)), Evidence(2, "sum", 1, (1,)))
    }
    return Contents(7, (one, other), evidence, quotes)


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    write_workbook(contents(), tmp_path / "book.xlsx")
    return openpyxl.load_workbook(tmp_path / "book.xlsx")


def test_there_is_a_sheet_for_each_comparison_between_notes_and_quotes(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["说明", "新对照", "新对照 2", "依据"]
    said = "\n".join(str(cell.value) for row in book["说明"] for cell in row if cell.value)
    for part in ("00000007", "多少？", "What it adds up to", "未收集", "提及无数", "15 位"):
        assert part in said


def test_numbers_days_and_texts_are_what_they_are(book: openpyxl.Workbook) -> None:
    sheet = book["新对照"]
    header = [cell.value for cell in sheet[1]]
    assert header[:5] == ["省", "市", "区县", "区划代码", "事项"] and header[-2:] == ["空缺原因", "依据"]
    cells = dict(zip(header, sheet[2], strict=True))
    assert (cells["sum"].value, cells["sum"].number_format) == (1234.56, "#,##0.0#####")
    assert (sheet.cell(4, header.index("sum") + 1).value, cells["年份"].value) == (7, 2024)
    assert (cells["独有占比"].value, cells["独有占比"].number_format) == (0.1234, "0.0%")
    assert (cells["day"].value, cells["day"].number_format) == (dt.datetime(2024, 3, 16), "yyyy-mm-dd")
    assert cells["also"].value == "甲；乙"
    assert (cells["区划代码"].value, cells["区划代码"].data_type) == ("990101", "s")


def test_nothing_is_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert any(cell.value == '=HYPERLINK("x")' for cell in cells)


def test_a_kind_of_empty_stands_where_there_is_no_value(book: openpyxl.Workbook) -> None:
    header = [cell.value for cell in book["新对照"][1]]
    cells = dict(zip(header, book["新对照"][3], strict=True))
    assert cells["sum"].value == cells["年份"].value == cells["空缺原因"].value == "提及无数"
    assert cells["事项"].value == "+1" and cells["依据"].value is None


def test_links_lead_to_the_first_quote_of_the_row_and_back(book: openpyxl.Workbook) -> None:
    sheet, quotes = book["新对照"], book["依据"]
    links = {row: sheet.cell(row, sheet.max_column) for row in (2, 4)}
    assert [links[row].value for row in links] == ["2 条", "1 条"]
    assert [links[row].hyperlink.location for row in links] == ["'依据'!A2", "'依据'!A4"]
    assert [cell.hyperlink.location for cell in quotes["A"][1:]] == [
        "'新对照'!A2",
        "'新对照'!A2",
        "'新对照'!A4",
    ]
    assert [cell.value for cell in quotes[3]][1:] == [
        *("day、sum", "云溪市 青禾区", "@清单", "第2句：@清单。", "一、上 › 下", "报告", "a.txt", 2024, 2, 5)
    ]


def test_headers_are_frozen_and_every_row_is_in_the_filter(book: openpyxl.Workbook) -> None:
    sheet = book["新对照"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("D2", "A1:L4")
    assert sheet.page_setup.orientation == "landscape" and sheet.print_title_rows == "$1:$1"
    assert book["依据"].auto_filter.ref == "A1:K4"
    assert book["新对照 2"].freeze_panes == "B2"


def test_a_text_longer_than_a_cell_is_cut_and_says_so(book: openpyxl.Workbook) -> None:
    text = str(book["新对照"].cell(4, 5).value)
    assert len(text) == CHARACTERS and text.endswith("…")


def test_the_same_contents_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(contents(), tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["问题/整改", "问题:整改"], ["问题 整改", "问题 整改 2"]),
        (["说明", "依据"], ["说明 2", "依据 2"]),
        (["Notes", "notes"], ["Notes", "notes 2"]),
        (["长" * 40], ["长" * 27]),
        (["'"], ["new"]),
    ],
)
def test_sheets_have_names_that_excel_takes(titles: list[str], names: list[str]) -> None:
    one = contents().comparisons[0]
    assert sheet_names([dataclasses.replace(one, title=title) for title in titles]) == names
