"""Grids and pages: how comparison rows are laid out, and that the pages are safe and lead where they say."""

from __future__ import annotations

from typing import Any

import pytest

from tasks.reports.grids import Comparison, lay_out
from tasks.reports.model import Evidence, EvidencePage, Quote, Report
from tasks.reports.pages import render

EAST = {"province": "望川省", "city": "云泽市", "district": "东苑区", "district_code": "990102"}
WEST = {"province": "望川省", "city": "云泽市", "district": "西苑区", "district_code": "990101"}
KEY = ("province", "city", "district", "district_code", "document_type", "year")


def coverage(*rows: dict[str, Any]) -> Comparison:
    filled = tuple({"kind_of_empty": None} | row for row in rows)
    return Comparison("coverage", "文档覆盖", "Coverage", "谁有?", KEY, (*KEY, "documents"), filled)


def texts(rows: tuple[tuple[Any, ...], ...]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def test_districts_stand_in_the_order_of_their_codes_and_what_is_missing_shows() -> None:
    grid, requests = lay_out(
        coverage(
            EAST | {"document_type": "notice", "year": 2023, "documents": 2},
            EAST | {"document_type": "notice", "year": 2024, "documents": 12_000},
            WEST | {"document_type": "notice", "year": 2024, "documents": 1},
        )
    )
    assert grid.header == ("区县", "2023 通知", "2024 通知")
    assert texts(grid.rows) == [["云泽市 西苑区", "–", "1"], ["云泽市 东苑区", "2", "12,000"]]
    assert [request.key["year"] for request in requests] == [2024, 2023, 2024]


def test_a_district_without_documents_is_one_wide_cell() -> None:
    empty = WEST | {"document_type": None, "year": None, "documents": 0, "kind_of_empty": "not_collected"}
    grid, _ = lay_out(
        coverage(
            EAST | {"document_type": "notice", "year": 2023, "documents": 2},
            EAST | {"document_type": "notice", "year": 2024, "documents": 3},
            empty,
        )
    )
    name, cell = grid.rows[0]
    assert (name.text, cell.text, cell.kind, cell.span) == ("云泽市 西苑区", "未收集", "not_collected", 2)
    assert any("未收集" in note for note in grid.notes)


def test_every_cell_with_a_value_asks_for_its_evidence_under_its_own_address() -> None:
    grid, requests = lay_out(
        coverage(
            EAST | {"document_type": "notice", "year": 2023, "documents": 2},
            WEST | {"document_type": "notice", "year": 2023, "documents": 1},
        )
    )
    links = [cell.href for row in grid.rows for cell in row if cell.href]
    assert links == [f"{request.address}#{request.anchor}" for request in requests]
    assert len(set(links)) == 2
    assert {tuple(request.key) for request in requests} == {KEY}


def test_titles_that_one_district_cites_are_left_out_and_counted() -> None:
    key = ("title", "province", "city", "district", "district_code")
    rows = tuple(
        {"title": title, "mentions": 1, "cited_by_districts": n, "kind_of_empty": None} | district
        for title, n, district in (("甲条例", 2, EAST), ("甲条例", 2, WEST), ("乙办法", 1, EAST))
    )
    table = Comparison("citations", "引用", "Citations", "谁?", key, (*key, "mentions"), rows)
    grid, _ = lay_out(table)
    assert texts(grid.rows) == [["甲条例", "1", "1"]]
    assert any("另有 1 行" in note for note in grid.notes)


def test_a_comparison_without_a_layout_is_shown_as_it_is() -> None:
    rows = ({"year": 2023, "documents": 4, "kind_of_empty": None},)
    grid, requests = lay_out(Comparison("new", "新", "New", "?", ("year",), ("year", "documents"), rows))
    assert grid.header == ("年份", "文档")
    assert texts(grid.rows) == [["2023", "4"]]
    assert requests[0].column == "documents"


@pytest.fixture
def pages() -> dict[str, str]:
    hostile = "<script>alert('x')</script>"
    grid, _ = lay_out(coverage(EAST | {"document_type": "notice", "year": 2023, "documents": 2}))
    quote = Quote(hostile, "前&", "后", f"关于{hostile}的通知", "东苑区", "a<b>.txt", 3, 9)
    page = EvidencePage(
        "evidence/coverage/0.html", "coverage", hostile, (Evidence("c0", "2023 通知:2", (quote,), 60),)
    )
    return dict(render(Report(7, (("文档", "2"),), (grid,), (page,))))


def test_text_is_escaped_and_nothing_can_run_or_be_fetched(pages: dict[str, str]) -> None:
    for address, content in pages.items():
        assert "<script" not in content
        assert "http:" not in content and "https:" not in content
        if address.endswith(".html"):
            assert "default-src 'none'" in content and 'lang="zh-CN"' in content


def test_evidence_shows_the_quote_in_its_sentence_and_says_how_many_there_are(pages: dict[str, str]) -> None:
    page = pages["evidence/coverage/0.html"]
    assert "前&amp;<mark>&lt;script&gt;" in page and "</mark>后" in page
    assert "60 条" in page and "另有 59 条" in page
    assert 'href="../../style.css"' in page
    assert 'id="c0"' in page


def test_snapshot_and_figures_are_on_the_first_page(pages: dict[str, str]) -> None:
    assert "快照 00000007" in pages["index.html"]
    assert "<dt>文档</dt><dd>2</dd>" in pages["index.html"]
