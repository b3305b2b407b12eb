"""Grids for the terminal, data and pages for the browser: laid out right, safe, and nothing lost on the way."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest

from tasks.reports import data
from tasks.reports.columns import columns_of
from tasks.reports.grids import lay_out
from tasks.reports.model import Comparison, Evidence, Place, Quote
from tasks.reports.pages import Described, Report, render
from tasks.reports.places import Places, by_place, places_of

EAST = {"province": "望川省", "city": "云泽市", "district": "东苑区", "district_code": "990102"}
WEST = {"province": "望川省", "city": "云泽市", "district": "西苑区", "district_code": "990101"}
KEY = ("province", "city", "district", "district_code", "document_type", "year")


def coverage(*rows: dict[str, Any]) -> Comparison:
    filled = tuple({"kind_of_empty": None} | row for row in rows)
    return Comparison("coverage", "文档覆盖", "Coverage", "谁有?", KEY, (*KEY, "documents"), filled)


def texts(rows: tuple[tuple[Any, ...], ...]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_districts_stand_in_the_order_of_their_codes_and_what_is_missing_shows() -> None:
    grid = lay_out(
        coverage(
            EAST | {"document_type": "notice", "year": 2023, "documents": 2},
            EAST | {"document_type": "notice", "year": 2024, "documents": 12_000},
            WEST | {"document_type": "notice", "year": 2024, "documents": 1},
        )
    )
    assert grid.header == ("区县", "2023 通知", "2024 通知")
    assert texts(grid.rows) == [["云泽市 西苑区", "–", "1"], ["云泽市 东苑区", "2", "12,000"]]


def test_a_district_without_documents_says_so_once() -> None:
    empty = WEST | {"document_type": None, "year": None, "documents": 0, "kind_of_empty": "not_collected"}
    grid = lay_out(
        coverage(
            EAST | {"document_type": "notice", "year": 2023, "documents": 2},
            EAST | {"document_type": "notice", "year": 2024, "documents": 3},
            empty,
        )
    )
    assert texts(grid.rows)[0] == ["云泽市 西苑区", "未收集", ""]
    assert grid.rows[0][1].kind == "not_collected"
    assert any("未收集" in note for note in grid.notes)


def test_titles_that_one_district_cites_are_left_out_and_counted() -> None:
    key = ("title", "province", "city", "district", "district_code")
    rows = tuple(
        {"title": title, "mentions": 1, "cited_by_districts": n, "kind_of_empty": None} | district
        for title, n, district in (("甲条例", 2, EAST), ("甲条例", 2, WEST), ("乙办法", 1, EAST))
    )
    table = Comparison("citations", "引用", "Citations", "谁?", key, (*key, "mentions"), rows)
    grid = lay_out(table)
    assert texts(grid.rows) == [["甲条例", "1", "1"]]
    assert any("另有 1 行" in note for note in grid.notes)


def test_a_comparison_without_a_layout_is_shown_as_it_is() -> None:
    rows = ({"year": 2023, "documents": 4, "kind_of_empty": None},)
    grid = lay_out(Comparison("new", "新", "New", "?", ("year",), ("year", "documents"), rows))
    assert grid.header == ("年份", "文档")
    assert texts(grid.rows) == [["2023", "4"]]


def read(text: str) -> Any:
    """What a file of data hands over: the last argument of its one call."""
    inner = text.removeprefix("duizhao.add(").removesuffix(");\n")
    return json.loads(f"[{inner}]")[-1]


def unpacked(column: Any) -> list[Any]:
    """As data.js does it."""
    if isinstance(column, list):
        return column
    if isinstance(column["i"], int):
        return [None] * column["i"]
    return [None if number is None else column["v"][number] for number in column["i"]]


def test_rows_come_out_of_the_data_as_they_went_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "CHUNK", 300)
    rows = tuple(
        (EAST if n % 3 else WEST)
        | {
            "item": f"第{n % 4}项",
            "sum": Decimal(n) / 8,
            "day": dt.date(2024, 1, n),
            "also": ["甲", "乙"],
            "never": None,
        }
        | {"kind_of_empty": None if n % 2 else "not_reported"}
        for n in range(1, 29)
    )
    comparison = Comparison("new", "新", "New", "?", ("item",), tuple(rows[0]), rows)
    places = places_of([comparison])
    ordered, position = by_place(comparison, places)
    pieces = list(data.row_scripts(ordered, columns_of(comparison), places))
    assert len(pieces) > 2
    back: list[dict[str, Any]] = []
    for number, (chunk, value) in enumerate(pieces):
        value = read(data.script("rows", "new", number, value))
        columns = {name: unpacked(column) for name, column in value["columns"].items()}
        empty = unpacked(value["empty"])
        assert chunk.first == len(back) and {len(column) for column in columns.values()} == {chunk.rows}
        for n in range(chunk.rows):
            row = {name: column[n] for name, column in columns.items()}
            back.append(row | {"kind_of_empty": empty[n], "place": places.places[value["place"][n]]})
    for row, at in zip(rows, position, strict=True):
        assert back[at]["place"].code == row["district_code"]
        assert back[at]["sum"] == float(row["sum"]) and back[at]["day"] == row["day"].isoformat()
        assert all(back[at][name] == row[name] for name in ("item", "also", "never", "kind_of_empty"))


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("3.500000", 3.5),
        ("12.000000", 12),
        ("123456789012345678.000001", "123456789012345678.000001"),
        ("0.1", 0.1),
    ],
)
def test_amounts_are_numbers_where_a_double_holds_them_and_texts_where_not(amount: str, written: Any) -> None:
    rows = ({"sum": Decimal(amount)},)
    comparison = Comparison("new", "新", "New", "?", (), ("sum",), rows)
    ((_, value),) = data.row_scripts(comparison, columns_of(comparison), None)
    assert value["columns"]["sum"] == [written]


def test_the_data_of_thousands_of_districts_comes_in_small_files() -> None:
    counts = [f"count_{n}" for n in range(12)]
    rows = tuple(
        {
            "province": "望川省",
            "city": f"市{n // 400}",
            "district": f"第{n // 10}区",
            "district_code": f"{n // 10:06d}",
        }
        | {"wordings": [f"问题{n}号，写得很长很长" * 3], "kind_of_empty": None}
        | {name: n * 7 for name in counts}
        for n in range(28_000)
    )
    comparison = Comparison("new", "新", "New", "?", (), tuple(rows[0]), rows)
    places = places_of([comparison])
    pieces = list(data.row_scripts(comparison, columns_of(comparison), places))
    sizes = [len(data.script("rows", "new", n, value).encode()) for n, (_, value) in enumerate(pieces)]
    assert len(places.places) == 2_800 and sum(chunk.rows for chunk, _ in pieces) == 28_000
    assert max(sizes) < 1_000_000 and len(sizes) < 40
    # a district's page reads one piece or two, not all
    assert sum(a <= 1_000 <= b for chunk, _ in pieces if chunk.places for a, b in [chunk.places]) <= 2


HOSTILE = "</script><script>alert('x')</script>\u2028"


@pytest.fixture
def places() -> Places:
    return places_of([coverage(EAST | {"document_type": "notice", "year": 2023, "documents": 2})])


def quote(n: int) -> Quote:
    place = Place(*EAST.values())
    return Quote(
        f"第{n}句:前{HOSTILE}后",
        5,
        7,
        ("一、上", "（一）下"),
        f"关于{HOSTILE}的通知",
        2024,
        place,
        "a<b>.txt",
        3,
        9,
    )


def test_quotes_come_out_of_the_data_as_they_went_in(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "CHUNK", 300)
    quotes = [quote(n // 2) for n in range(12)]
    back = []
    for first, value in data.quote_values(quotes, places):
        value = read(data.script("quotes", "", 0, value))
        assert first == len(back)
        for document, heading, sentence, *span in zip(*value["quotes"], strict=True):
            title, year, place, source = value["documents"][document]
            headings = tuple(value["headings"][heading])
            start, end, *file = span
            back.append(
                Quote(
                    value["sentences"][sentence],
                    start,
                    end,
                    headings,
                    title,
                    year,
                    places.places[place],
                    source,
                    *file,
                )
            )
    assert back == quotes


def test_evidence_is_numbered_from_the_first_row_of_its_piece() -> None:
    found = [
        Evidence(7, "documents", 3, (1, 4)),
        Evidence(9, "documents", 1, (5,)),
        Evidence(7, "words", 1, (2,)),
    ]
    assert data.evidence_value(found, 5) == {
        "documents": {"rows": [2, 4], "totals": [3, 1], "quotes": [[1, 4], [5]]},
        "words": {"rows": [2], "totals": [1], "quotes": [[2]]},
    }


def test_districts_are_in_the_order_of_their_codes_and_unknown_ones_last() -> None:
    rows = [
        EAST,
        WEST,
        EAST | {"district": None, "district_code": None},
        WEST | {"city": "别市", "district_code": "990001"},
    ]
    found = places_of(
        [coverage(*(row | {"document_type": "notice", "year": 1, "documents": 1} for row in rows))]
    )
    assert [place.code for place in found.places] == ["990001", "990101", "990102", None]
    assert [found.slug(number) for number in range(4)] == ["990001", "990101", "990102", "n3"]


@pytest.fixture
def pages(places: Places) -> dict[str, str]:
    comparison = coverage(EAST | {"document_type": "notice", "year": 2023, "documents": 2})
    hostile = Comparison("hostile", HOSTILE, HOSTILE, HOSTILE, (), ("documents",), ())
    described = tuple(Described(one, columns_of(one), (), ()) for one in (comparison, hostile))
    return dict(render(Report(7, (("文档", "Documents", 2),), described, places, (), 50)))


def test_text_is_escaped_and_only_scripts_of_the_folder_run(pages: dict[str, str]) -> None:
    for address, content in pages.items():
        if address.endswith(".html"):
            assert "alert('x')" not in content and "alert(&#39;x&#39;)" in content
            assert "default-src 'none'; script-src 'self' file:;" in content and 'lang="zh-CN"' in content
            assert content.count("<script src=") == content.count("<script")
            assert "http:" not in content and "https:" not in content
            assert "style=" not in content and "onclick" not in content
        if address.endswith(".js"):
            assert "\u2028" not in content and "innerHTML" not in content and "eval(" not in content


def test_every_district_and_every_comparison_has_a_page(pages: dict[str, str]) -> None:
    assert {"index.html", "coverage.html", "hostile.html", "districts/990102.html"} <= set(pages)
    assert "快照" in pages["index.html"] and "00000007" in pages["index.html"]
    assert 'data-place="0"' in pages["districts/990102.html"]


def test_what_the_pages_know_of_a_comparison(pages: dict[str, str]) -> None:
    about = read(pages["data/report.js"])
    columns = {column["name"]: column for column in about["comparisons"][0]["columns"]}
    assert list(columns) == ["document_type", "year", "documents"]
    assert columns["document_type"]["codes"]["notice"] == ["通知", "Notice"]
    assert columns["documents"]["title"] == ["文档", "Documents"]
    assert about["comparisons"][0]["layout"]["columns"] == ["year", "document_type"]
    assert about["places"] == [["望川省", "云泽市", "东苑区", "990102", "990102"]]
