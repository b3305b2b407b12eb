"""Organisations, case by case: names by their grammar; authorities and collectives are none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tasks.records.extract import extract
from tasks.records.functions import body_of
from tasks.records.vocabulary import rows
from tasks.text.model import Document, Place

CASES_OF = "organisations"


def test_case(
    case: dict[str, Any], read_document: Callable[..., Document], check: Callable[..., None]
) -> None:
    document = read_document(
        case["text"], case.get("date"), case.get("type", "other"), district=case.get("district")
    )
    check(document, extract(document)["organisations"], case["expected"])


def test_the_table_of_functions_is_sound() -> None:
    """A name means one body at a time, and years run forwards."""
    lines = rows("functions.txt")
    in_force: Counter[str] = Counter()
    for code, since, until, *names in lines:
        assert code.isascii() and names
        assert "-" in (since, until) or int(since) < int(until)
        if until == "-":
            in_force.update(set(names))
    assert [name for name, count in in_force.items() if count > 1] == []
    assert len({line[0] for line in lines}) >= 60


@pytest.mark.parametrize(
    ("name", "year", "canonical"),
    [
        ("区安监局", 2016, "区安全生产监督管理局"),
        ("区安监局", 2020, "区应急管理局"),
        ("区卫计委", 2017, "区卫生和计划生育局"),
        ("区卫计委", None, "区卫生健康局"),
        ("区监察局", 2016, "区监察局"),
        ("云溪市青禾区发展改革局", 2024, "区发展和改革局"),
        ("国家税务总局青禾区税务局", 2024, "区税务局"),
        ("团区委", 2024, "团区委"),
        ("沈阳市公安局", 2024, "沈阳市公安局"),
    ],
)
def test_names_by_the_year(name: str, year: int | None, canonical: str) -> None:
    place = Place(province="辽宁省", city="云溪市", district="青禾区")
    assert body_of(name, place, year).canonical_name == canonical
