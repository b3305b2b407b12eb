"""The comparisons as one workbook: a sheet for each, the sentences behind them, and a sheet that says what is what.

Amounts and days are numbers and dates, never texts; texts are texts, never formulas. Rows go to disk as they are written,
and nothing in the file depends on the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tasks.reports.columns import EMPTY, Column, columns_of, place_columns, title_of
from tasks.reports.grids import named
from tasks.reports.labels import COLUMNS, KINDS_OF_EMPTY
from tasks.reports.model import Comparison, Evidence, Quote
from tasks.reports.workbook_notes import (
    NOTES,
    QUOTES,
    QUOTES_A_CELL,
    ROWS,
    Contents,
    note_lines,
    sheet_names,
)

LINKS = 65_530
"""More links in a sheet, and Excel repairs the file."""
CHARACTERS = 32_767
"""Longer texts in a cell, and Excel repairs the file."""
CREATED = dt.datetime(2000, 1, 1)
WIDTHS = {"number": 11, "share": 9, "year": 8, "date": 12, "code": 13, "flag": 7, "list": 44, "text": 24}
FORMATS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16},
    "header": {"bold": True, "bg_color": "#E8EEF3", "bottom": 1, "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "number": {"num_format": "#,##0.0#####", "valign": "top"},
    "share": {"num_format": "0.0%", "valign": "top"},
    "year": {"num_format": "0", "valign": "top"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top"},
    "link": {"font_color": "#1B5680", "underline": 1, "valign": "top"},
    "not_collected": {"font_color": "#5A5E66", "pattern": 14, "fg_color": "#D9D5CB", "valign": "top"},
    "not_reported": {"font_color": "#5A5E66", "valign": "top"},
    "reported_without_value": {"font_color": "#5A5E66", "bg_color": "#F3F1EB", "valign": "top"},
    "not_extracted": {"font_color": "#8C2D3F", "bg_color": "#F7ECEC", "valign": "top"},
}


def write_workbook(contents: Contents, path: Path) -> None:
    """Write the workbook to `path`."""
    options = {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": "对照", "created": CREATED})
        _Writer(book, contents).write()


class _Writer:
    """Writes the sheets side by side: each row of a comparison knows where in the sheet of quotes its own begin."""

    def __init__(self, book: xlsxwriter.Workbook, contents: Contents) -> None:
        self._book = book
        self._contents = contents
        self._formats: dict[str, Format] = {name: book.add_format(dict(f)) for name, f in FORMATS.items()}
        self._next_quote = 1

    def write(self) -> None:
        names = sheet_names(self._contents.comparisons)
        notes = self._book.add_worksheet(NOTES)
        sheets = [self._book.add_worksheet(name) for name in names]
        quotes = self._book.add_worksheet(QUOTES)
        self._notes(notes, names)
        self._header(quotes, _QUOTE_COLUMNS)
        for comparison, sheet in zip(self._contents.comparisons, sheets, strict=True):
            self._comparison(comparison, sheet, quotes)
        quotes.autofilter(0, 0, max(1, self._next_quote - 1), len(_QUOTE_COLUMNS) - 1)

    def _comparison(self, comparison: Comparison, sheet: Worksheet, quotes: Worksheet) -> None:
        places = place_columns(comparison)
        columns = columns_of(comparison)
        titles = [(COLUMNS[name], 14) for name in places]
        titles += [(column.title, WIDTHS[column.kind]) for column in columns]
        titles += [(COLUMNS[EMPTY], 12)] * (EMPTY in comparison.columns) + [(QUOTES, 9)]
        self._header(sheet, titles, frozen=3 if places else sum(column.is_key for column in columns))
        behind = _by_row(self._contents.evidence.get(comparison.name, ()))
        rows = comparison.rows[:ROWS]
        for number, row in enumerate(rows, 1):
            for at, name in enumerate(places):
                sheet.write_string(number, at, _text(row[name]), self._formats["text"])
            for at, column in enumerate(columns, len(places)):
                self._value(sheet, number, at, column, row[column.name], row.get(EMPTY))
            if EMPTY in comparison.columns and row[EMPTY]:
                sheet.write_string(
                    number, len(titles) - 2, KINDS_OF_EMPTY[row[EMPTY]], self._formats[row[EMPTY]]
                )
            self._link(sheet, number, len(titles) - 1, comparison, behind.get(number - 1, ()), quotes)
        sheet.autofilter(0, 0, max(1, len(rows)), len(titles) - 1)

    def _value(
        self, sheet: Worksheet, row: int, at: int, column: Column, value: Any, empty: str | None
    ) -> None:
        """A cell: its number, day or text; where there is none, the kind of empty."""
        formats = self._formats
        if empty and not value:
            sheet.write_string(row, at, KINDS_OF_EMPTY[empty], formats[empty])
        elif value is None:
            return
        elif isinstance(value, bool):
            sheet.write_boolean(row, at, value, formats["text"])
        elif isinstance(value, int | float | Decimal):
            sheet.write_number(row, at, value, formats[_format_of(column, value)])
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, at, dt.datetime.combine(value, dt.time()), formats["date"])
        else:
            sheet.write_string(row, at, _text(named(column.name, value)), formats["text"])

    def _link(
        self,
        sheet: Worksheet,
        row: int,
        at: int,
        comparison: Comparison,
        evidence: Sequence[Evidence],
        quotes: Worksheet,
    ) -> None:
        """Write the quotes of a row, and into the row a link to the first of them."""
        first = self._next_quote
        for quote, behind in _columns_by_quote(comparison, evidence).items():
            if self._next_quote <= ROWS:
                self._quote(quotes, sheet, row, comparison, behind, self._contents.quotes[quote])
        count = self._next_quote - first
        if count and row <= LINKS:
            target = f"internal:'{QUOTES}'!A{first + 1}"
            sheet.write_url(row, at, target, self._formats["link"], f"{count} 条")
        elif count:
            sheet.write_string(row, at, f"{count} 条", self._formats["text"])

    def _quote(
        self, quotes: Worksheet, sheet: Worksheet, row: int, comparison: Comparison, behind: str, quote: Quote
    ) -> None:
        at = self._next_quote
        back = f"{comparison.title} 第 {row + 1} 行"
        if at <= LINKS:
            quotes.write_url(at, 0, f"internal:'{sheet.get_name()}'!A{row + 1}", self._formats["link"], back)
        else:
            quotes.write_string(at, 0, back, self._formats["text"])
        for number, text in enumerate(_quote_texts(behind, quote), 1):
            quotes.write_string(at, number, _text(text), self._formats["text"])
        if quote.year is not None:
            quotes.write_number(at, 8, quote.year, self._formats["year"])
        quotes.write_number(at, 9, quote.start_char, self._formats["whole"])
        quotes.write_number(at, 10, quote.end_char, self._formats["whole"])
        self._next_quote += 1

    def _header(self, sheet: Worksheet, titles: Sequence[tuple[str, int]], frozen: int = 1) -> None:
        for at, (_, width) in enumerate(titles):
            sheet.set_column(at, at, width)
        for at, (title, _) in enumerate(titles):
            sheet.write_string(0, at, title, self._formats["header"])
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        _fit_to_paper(sheet)

    def _notes(self, sheet: Worksheet, names: Sequence[str]) -> None:
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 26)
        sheet.set_column(2, 2, 90)
        sheet.hide_gridlines(2)
        _fit_to_paper(sheet)
        sheet.write_string(0, 0, "区县文件对照", self._formats["title"])
        for number, (link, *texts) in enumerate(note_lines(self._contents, names), 2):
            if link in names:
                sheet.write_url(number, 0, f"internal:'{link}'!A1", self._formats["link"], link)
            else:
                sheet.write_string(
                    number, 0, link, self._formats["header" if link and not any(texts) else "text"]
                )
            for at, text in enumerate(texts, 1):
                if text:
                    sheet.write_string(number, at, _text(text), self._formats["text"])


_QUOTE_COLUMNS = (
    *(("对照表", 22), ("栏目", 14), ("区县", 20), ("引文", 40), ("所在句", 60), ("章节", 30)),
    *(("文件", 36), ("源文件", 40), ("年份", 8), ("起", 9), ("止", 9)),
)


def _quote_texts(behind: str, quote: Quote) -> Iterator[str]:
    """What stands of a quote in the columns of texts, the second and on."""
    yield behind
    yield " ".join(part for part in (quote.place.city, quote.place.district) if part)
    yield quote.sentence[quote.start : quote.end]
    yield quote.sentence
    yield " › ".join(quote.headings)
    yield quote.document
    yield quote.source_path


def _columns_by_quote(comparison: Comparison, evidence: Sequence[Evidence]) -> dict[int, str]:
    """The quotes of a row in the order of the text, each once, with the titles of the columns that it stands behind."""
    found: dict[int, list[str]] = {}
    for one in evidence:
        for quote in one.quotes[:QUOTES_A_CELL]:
            found.setdefault(quote, []).append(title_of(comparison.name, one.column))
    return {quote: "、".join(found[quote]) for quote in sorted(found)}


def _by_row(evidence: Sequence[Evidence]) -> dict[int, list[Evidence]]:
    rows: dict[int, list[Evidence]] = {}
    for one in evidence:
        rows.setdefault(one.row, []).append(one)
    return rows


def _format_of(column: Column, value: int | float | Decimal) -> str:
    if column.kind in ("share", "year"):
        return column.kind
    return "whole" if value == int(value) else "number"


def _text(value: Any) -> str:
    """A value as the text of a cell: nothing for null, lists joined, cut where Excel cuts."""
    if value is None:
        return ""
    if isinstance(value, list):
        text = "；".join(map(_text, value))
    elif isinstance(value, dict):
        text = " ".join(_text(part) for part in value.values() if part is not None)
    else:
        text = str(value)
    return text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + "…"


def _fit_to_paper(sheet: Worksheet) -> None:
    """Lying A4, as wide as the page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
