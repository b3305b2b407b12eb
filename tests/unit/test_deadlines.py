"""Deadlines: kind and last day, read against the document's date."""

from __future__ import annotations

import datetime as dt

import pytest

from tasks.records.deadlines import read_deadline

REFERENCE = dt.date(2022, 1, 27)


@pytest.mark.parametrize(
    ("text", "kind", "date"),
    [
        ("2022年12月31日前", "day", "2022-12-31"),
        ("2022.12.31", "day", "2022-12-31"),
        ("二〇二二年十二月三十一日", "day", "2022-12-31"),
        ("自印发之日起30日内", "day", "2022-02-26"),
        ("12月底前", "month", "2022-12-31"),
        ("6月上旬", "month", "2022-06-10"),
        ("2024年2月", "month", "2024-02-29"),
        ("2022年3月至2023年6月", "month", "2023-06-30"),
        ("第三季度", "quarter", "2022-09-30"),
        ("上半年", "half", "2022-06-30"),
        ("年底前", "year", "2022-12-31"),
        ("明年3月底", "month", "2023-03-31"),
        ("每季度末", "recurring", None),
        ("每月5日前", "recurring", None),
        ("立行立改,长期坚持", "immediate", None),
        ("长期坚持", "standing", None),
        ("2022年6月底前完成,并长期坚持", "month", "2022-06-30"),
        ("按上级要求", None, None),
        ("13月底前", None, None),
    ],
)
def test_read(text: str, kind: str | None, date: str | None) -> None:
    deadline = read_deadline(text, REFERENCE)
    assert deadline is not None
    assert (deadline.kind, deadline.date and deadline.date.isoformat()) == (kind, date)
    assert deadline.text == text


def test_without_a_year_nothing_is_guessed() -> None:
    deadline = read_deadline("12月底前", None)
    assert deadline is not None and (deadline.kind, deadline.date) == ("month", None)


def test_empty() -> None:
    assert read_deadline(" 。", REFERENCE) is None
