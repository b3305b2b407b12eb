"""The comparisons `indicators` and `themes` of the samples, worked out again in plain Python from the published tables."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from statistics import median
from typing import Any

import pytest

from storage.compare import read_comparison
from storage.lake import Lake
from storage.query import run_query
from tasks.coding.lists import Indicator, indicators, themes

DISTRICT = ("province", "city", "district", "district_code")
ALIKE = (
    *("indicator", "year", "unit", "scope_kind", "base", "stream", "value_status"),
    *("period_start", "period_end"),
)
FALLS = ("下降", "减少", "降低", "回落", "下滑", "负增长")
LISTED = {one.code: one for one in indicators()}
Row = dict[str, Any]


@pytest.fixture(scope="module")
def lake(samples_lake: Lake) -> Lake:
    return samples_lake


def table(lake: Lake, name: str) -> list[Row]:
    return run_query(lake, f"SELECT * FROM {name} ORDER BY ALL").table.to_pylist()  # type: ignore[no-any-return]


def of(row: Row, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def unit_of(metric: Row) -> str | None:
    unit = metric["unit_normalized"] or metric["unit"]
    return "人" if unit in ("名", "位") else unit


def cell_of(metric: Row) -> Row:
    """The cell that a claimed number belongs to, and its value there."""
    year, listed = metric["year"], LISTED[metric["indicator_code"]]
    whole = (
        metric["period_start"] == (year and dt.date(year, 1, 1)),
        metric["period_end"] == (year and dt.date(year, 12, 31)),
    )
    value = metric["value_normalized"] if metric["value_normalized"] is not None else metric["value"]
    if listed.kind == "growth" and (metric["label"] or "").endswith(FALLS):
        value = -value
    return metric | {
        "indicator": listed.code,
        "unit": unit_of(metric),
        "value_status": "actual" if metric["value_status"] == "zero" else metric["value_status"],
        "period_start": None if all(whole) else metric["period_start"],
        "period_end": None if all(whole) else metric["period_end"],
        "value": value,
    }


def cells(lake: Lake) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for metric in table(lake, "metrics"):
        if metric["indicator_code"]:
            cell = cell_of(metric)
            found[of(cell, (*DISTRICT, *ALIKE))].append(cell)
    return found


def test_values_ranks_and_medians(lake: Lake) -> None:
    found = cells(lake)
    rows = [r for r in read_comparison(lake, "indicators").to_pylist() if r["indicator"] and r["mentions"]]
    assert {of(row, (*DISTRICT, *ALIKE)) for row in rows} == set(found)
    single: dict[tuple[Any, ...], list[Decimal]] = defaultdict(list)
    for key, cell in found.items():
        values = {one["value"] for one in cell}
        plain = all(one["value_max"] is None for one in cell) and cell[0]["district"] is not None
        if (
            len(values) == 1
            and plain
            and (cell[0]["value_status"] or "actual") in ("actual", "estimated", "target")
        ):
            single[key[4:]] += values
    for row in rows:
        cell = found[of(row, (*DISTRICT, *ALIKE))]
        values = sorted({one["value"] for one in cell})
        assert row["mentions"] == len(cell) and row["conflict"] == (len(values) > 1)
        assert row["printed"] == sorted({one["quote"] for one in cell})
        assert (row["value"], row["value_lowest"], row["value_highest"]) == (
            (values[0], None, None) if len(values) == 1 else (None, values[0], values[-1])
        )
        peers = single[of(row, ALIKE)]
        if row["comparability"] == "ranked":
            assert row["ranked_districts"] == len(peers) > 1
            assert row["rank"] == 1 + sum(peer > row["value"] for peer in peers)
            assert row["median"] == median(peers)
        else:
            assert row["rank"] is None
            assert row["comparability"] != "no_peer" or len(peers) == 1


def test_gaps_are_of_the_right_kind(lake: Lake) -> None:
    documents, sentences = table(lake, "documents"), table(lake, "sentences")
    metrics = table(lake, "metrics")
    stated = {(*of(m, DISTRICT), m["year"], m["indicator_code"]) for m in metrics if m["indicator_code"]}
    reported = {(key[4], key[5]) for key in stated if key[2] is not None}
    expected = {}
    places = {
        of(one, (*DISTRICT, "year")) for one in documents if one["district"] and one["year"] is not None
    }
    for place in places:
        mine = [one for one in documents if of(one, (*DISTRICT, "year")) == place]
        said = [one for one in sentences if of(one, (*DISTRICT, "year")) == place]
        numbers = [one for one in metrics if of(one, (*DISTRICT, "year")) == place]
        for year, code in reported:
            if year == place[4] and (*place, code) not in stated:
                kind = kind_of_gap(LISTED[code], mine, said, numbers)
                reporting = sum(key[4:] == (year, code) and key[2] is not None for key in stated)
                if kind in ("reported_without_value", "not_extracted") or 10 * reporting >= [
                    one[4] for one in places
                ].count(year):
                    expected[*place, code] = kind
    rows = read_comparison(lake, "indicators").to_pylist()
    gaps = {
        of(r, (*DISTRICT, "year", "indicator")): r["kind_of_empty"]
        for r in rows
        if r["kind_of_empty"] and r["indicator"]
    }
    assert gaps == expected
    assert set(gaps.values()) == {
        "not_collected",
        "not_reported",
        "reported_without_value",
        "not_extracted",
    }
    silent = [r for r in rows if r["kind_of_empty"] and not r["indicator"]]
    assert len({of(r, DISTRICT) for r in silent}) == len(silent), "one row for a district without anything"


def kind_of_gap(one: Indicator, documents: list[Row], sentences: list[Row], metrics: list[Row]) -> str:
    spoken = {s["sentence_id"] for s in sentences if any(word in s["text"] for word in one.mentions)}
    for metric in metrics:
        unit = unit_of(metric) or ""
        free = metric["indicator_code"] is None and metric["label_head"] is not None
        if metric["sentence_id"] in spoken and free and unit in one.units:
            return "not_extracted"
    if spoken:
        return "reported_without_value"
    collected = any(document["document_type"] in one.types for document in documents)
    return "not_reported" if collected else "not_collected"


def test_figures_that_were_read_by_eye(lake: Lake) -> None:
    """Reconsideration cases closed in 2023: 60, 49, 29 and 19, in the words of four annual reports."""
    rows = read_comparison(lake, "indicators").to_pylist()
    closed = [
        r for r in rows if r["indicator"] == "recon_closed" and r["year"] == 2023 and r["rank"] is not None
    ]
    assert {r["district"]: (r["value"], r["rank"]) for r in closed} == {
        "东苑区": (60, 1),
        "青禾区": (49, 2),
        "鹭洲区": (29, 3),
        "海屿区": (19, 4),
    }
    assert {r["median"] for r in closed} == {39}


def test_shares_of_themes(lake: Lake) -> None:
    process = {theme.code for theme in themes() if theme.parent == "process"}
    characters: dict[tuple[Any, ...], dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    for section in table(lake, "sections"):
        characters[of(section, DISTRICT)][section["theme_code"]] += (
            section["text_end"] - section["text_start"]
        )
    rows = read_comparison(lake, "themes").to_pylist()
    assert {of(r, DISTRICT) for r in rows if r["sections"]} == set(characters)
    for row in rows:
        mine = characters[of(row, DISTRICT)]
        assert row["characters"] == mine.get(row["theme"], 0)
        if row["sections"]:
            assert row["share_of_text"] == round_half_up(100 * row["characters"], sum(mine.values()))
        if row["sections"] and row["theme"] and row["theme"] not in process:
            substance = sum(n for theme, n in mine.items() if theme and theme not in process)
            assert row["share_of_substance"] == round_half_up(100 * row["characters"], substance)


def round_half_up(numerator: int, denominator: int) -> Decimal:
    """The quotient at one decimal, as DuckDB rounds a double."""
    return Decimal((20 * numerator + denominator) // (2 * denominator)) / 10
