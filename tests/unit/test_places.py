"""The gazetteer: where a text names divisions, and what they were called and coded when."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from tasks.text.places import DivisionsError, Gazetteer, Mention, load_gazetteer

CASES_FOLDER = Path(__file__).parents[1] / "cases"
MENTIONS: list[dict[str, Any]] = json.loads((CASES_FOLDER / "places.json").read_text("utf-8"))
LIAONING: list[dict[str, str]] = json.loads((CASES_FOLDER / "places_liaoning.json").read_text("utf-8"))
SENTENCES = (
    "{city}{name}召开防汛工作会议。",
    "调研组在{city}{name}走访企业。",
    "来自{city}{name}、外省的代表参加会议。",
    "根据《{city}{name}营商环境实施方案》,任务按期完成。",
)

INVENTED = (
    "code,name,level,parent_code,valid_from,valid_to,aliases\n"
    "990000,云岭省,province,,,,\n"
    "990100,云溪市,city,990000,,,\n"
    "990102,青禾区,district,990100,,,青禾新区|青禾经开区\n"
    "990103,和平区,district,990100,,,\n"
    "990104,帆山区,district,990100,2016-03-20,,\n"
    "990121,帆山县,district,990100,,2016-03-19,\n"
).encode()


def read(text: str, places: Gazetteer | None = None) -> list[str]:
    """District mentions as 名=code, several codes where the text leaves it open; today's, else all."""
    found = (places or load_gazetteer()).mentions(text)
    return [f"{text[m.start : m.end]}={_codes(m)}" for m in found if m.level == "district"]


def _codes(mention: Mention) -> str:
    today = {d.code for d in mention.divisions if d.valid_to is None}
    return "/".join(sorted(today or {d.code for d in mention.divisions}))


@pytest.mark.parametrize("case", MENTIONS, ids=lambda case: case["label"])
def test_mentions(case: dict[str, Any]) -> None:
    assert read(case["text"]) == case["expected"]


def test_enough_cases_are_negative_or_ambiguous() -> None:
    doubtful = [c for c in MENTIONS if not c["expected"] or any("/" in e for e in c["expected"])]
    assert len(doubtful) >= 60


@pytest.mark.parametrize("sentence", SENTENCES)
def test_every_division_of_liaoning_is_found_under_its_city(sentence: str) -> None:
    found = {
        division["code"]: read(sentence.format(**division)) == [f"{division['name']}={division['code']}"]
        for division in LIAONING
    }
    assert len(found) == 100
    assert [code for code, right in found.items() if not right] == []


def test_divisions_in_force_are_those_of_an_independent_list() -> None:
    rows = [r for r in load_gazetteer().divisions_in_force(2024) if r.province == "辽宁省"]
    assert {(r.code, r.name, r.city) for r in rows} == {(d["code"], d["name"], d["city"]) for d in LIAONING}


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("大洼县", 2012, "211121"),
        ("大洼县", 2022, "211104"),
        ("大洼区", 2012, "211121"),
        ("辽中县", 2020, "210115"),
        ("东陵区", 2020, "210112"),
        ("静海县", 2019, "120118"),
    ],
)
def test_a_division_has_the_code_in_force_at_the_date(name: str, year: int, code: str) -> None:
    places = load_gazetteer()
    form = places.at(places.named(name)[-1], year)
    assert form is not None
    assert form.code == code


def test_a_division_that_was_split_has_no_single_successor() -> None:
    places = load_gazetteer()
    assert places.at(places.named("下城区")[-1], 2023) is None


@pytest.mark.parametrize(
    ("code", "city", "province"),
    [
        ("211104", "盘锦市", "辽宁省"),
        ("310115", "上海市", "上海市"),
        ("429004", "省直辖县级行政区划", "湖北省"),
        ("210000", None, "辽宁省"),
    ],
)
def test_city_and_province(code: str, city: str | None, province: str) -> None:
    places = load_gazetteer()
    division = places.with_code(code)
    assert division is not None
    assert places.city_and_province(division) == (city, province)


def test_a_users_divisions_stand_beside_the_standard_ones() -> None:
    places = load_gazetteer(INVENTED)
    assert read("云溪市青禾区召开会议。", places) == ["青禾区=990102"]
    assert read("青禾经开区召开会议。", places) == ["青禾经开区=990102"]
    assert read("沈阳市和平区、云溪市和平区", places) == ["和平区=210102", "和平区=990103"]
    (county,) = places.named("帆山县")
    assert places.at(county, 2015) == county
    assert places.at(county, 2020) == places.with_code("990104")


def test_it_pickles_as_its_users_table_and_is_made_once_a_process() -> None:
    places = load_gazetteer(INVENTED)
    assert len(pickle.dumps(places)) < 1000
    assert pickle.loads(pickle.dumps(places)) is places
    assert load_gazetteer() is load_gazetteer(None) is load_gazetteer(b"")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (b"code,name,level\n", "line 1: column parent_code is missing"),
        ("code,name,level,parent_code\n99,青禾区,district,990100\n".encode(), "line 2: code '99' should be"),
        (
            f"code,name,level,parent_code\n990102,{'长' * 99}区,district,990100\n".encode(),
            "should be a full name",
        ),
        (
            "code,name,level,parent_code\n990102,青禾区,区,990100\n".encode(),
            "line 2: level '区' should be one of",
        ),
        (
            "code,name,level,parent_code\n990102,青禾区,district,\n".encode(),
            "line 2: parent_code '' should be",
        ),
        ("code,name,level,parent_code\n990102,青禾区,district,990100\n".encode(), "add a row for it"),
        (
            "code,name,level,parent_code\n880102,青禾区,district,210100\n".encode(),
            "should begin like its parent_code",
        ),
        (
            "code,name,level,parent_code,valid_from\n990000,云岭省,province,,去年\n".encode(),
            "line 2: valid_from '去年' should be a year",
        ),
        ("code,name,level,parent_code\n".encode("utf-16"), "is not UTF-8"),
    ],
)
def test_a_wrong_table_says_where_and_what_to_do(table: bytes, message: str) -> None:
    with pytest.raises(DivisionsError, match=message):
        load_gazetteer(table)
