"""Names and contacts left out of reports: covered wherever they stand, and every span still right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.reports.model import Comparison, Place, Quote
from tasks.reports.people import COVER, Cover

COVERED = Cover(["沈青禾", "沈青", "陆远", "0601-5550102", "河"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议由沈青禾主持，陆远出席。", f"会议由{COVER}主持，{COVER}出席。"),
        ("电话0601-5550102，邮箱a.b@qinghe.example。", f"电话{COVER}，邮箱{COVER}。"),
        ("手机13900000000", f"手机{COVER}"),
        ("区号0601—5550999", f"区号{COVER}"),
        ("立案12件，资金13900000000000元。", "立案12件，资金13900000000000元。"),
        ("河长制", "河长制"),
        ("", ""),
    ],
    ids=["names", "contacts", "mobile", "landline", "amounts stay", "one character is no name", "empty"],
)
def test_what_is_covered(text: str, expected: str) -> None:
    assert COVERED.text(text) == expected


def quote(sentence: str, start: int, end: int) -> Quote:
    place = Place("试验省", "云溪市", "青禾区", "990101")
    return Quote(sentence, start, end, ("陆远讲话",), "陆远的报告", 2024, place, "陆远.txt", 3, 9)


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("主持会议", "主持会议"),
        ("沈青禾", COVER),
        ("青禾主持", f"{COVER}主持"),
        ("由沈", f"由{COVER}"),
        ("会", "会"),
    ],
)
def test_the_marked_span_moves_with_its_sentence(marked: str, left: str) -> None:
    sentence = "由沈青禾主持会议，陆远到会。"
    start = sentence.rindex(marked)
    found = COVERED.quote(quote(sentence, start, start + len(marked)))
    assert found.sentence[found.start : found.end] == left
    assert "陆远" not in found.sentence + found.document + found.source_path + "".join(found.headings)


@given(st.text(alphabet="沈青禾陆远主持a1", max_size=30), st.data())
def test_what_is_not_covered_stays_and_spans_stay_in_their_sentence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = COVERED.quote(quote(text, start, end))
    assert found.sentence == COVERED.text(text)
    assert 0 <= found.start <= found.end <= len(found.sentence)
    for name in ("沈青", "陆远"):
        assert name not in found.sentence
    assert found.sentence[: found.start].replace(COVER, "") in text or COVER in found.sentence


def test_rows_keep_their_districts_and_codes() -> None:
    row = {
        "province": "试验省",
        "city": "云溪市",
        "district": "陆远区",
        "district_code": "990101",
        "document_type": "notice",
        "word": "沈青禾",
        "wordings": ["陆远说", "好"],
        "count": 3,
    }
    covered = COVERED.comparison(Comparison("new", "新", "New", "?", (), tuple(row), (row,)))
    assert covered.rows[0] == row | {"word": COVER, "wordings": [f"{COVER}说", "好"]}


def test_without_any_name_the_shapes_are_still_covered() -> None:
    assert Cover([]).text("陆远 13900000000") == f"陆远 {COVER}"
