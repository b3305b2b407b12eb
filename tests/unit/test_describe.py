"""What a document says about itself and where it belongs: cases as data, with invented facts."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tasks.text.describe import describe
from tasks.text.document_types import type_of_title
from tasks.text.furniture import find_furniture
from tasks.text.normalize import normalize
from tasks.text.places import Gazetteer, load_gazetteer

CASES_FOLDER = Path(__file__).parents[1] / "cases"
CASES: list[dict[str, Any]] = json.loads((CASES_FOLDER / "describe.json").read_text("utf-8"))
TITLES: list[dict[str, str]] = json.loads((CASES_FOLDER / "describe_types.json").read_text("utf-8"))
INVENTED = (
    "code,name,level,parent_code,aliases\n"
    "990000,云岭省,province,,\n"
    "990100,云溪市,city,990000,\n"
    "990102,青禾区,district,990100,\n"
    "990121,石桥县,district,990100,\n"
    "990171,青禾经济开发区,district,990100,青禾经开区\n"
).encode()


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return load_gazetteer(INVENTED)


def read(text: str, path: str, places: Gazetteer) -> dict[str, Any]:
    """All fields of facts and place by name; dates as text."""
    clean = normalize(text).text
    facts, place = describe(clean, find_furniture(clean), (), path, places)
    found = {name: getattr(facts, name) for name in facts.__slots__}
    found |= {name: getattr(place, name) for name in place.__slots__}
    return {name: str(value) if name.endswith("_date") and value else value for name, value in found.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_describe(case: dict[str, Any], places: Gazetteer) -> None:
    found = read(case["text"], case["path"], places)
    assert {name: found[name] for name in case["expected"]} == case["expected"]


@pytest.mark.parametrize("case", TITLES, ids=lambda case: case["title"])
def test_type_by_the_form_of_the_title(case: dict[str, str]) -> None:
    assert (type_of_title(case["title"]) or "other") == case["type"]


def test_it_is_quick(places: Gazetteer) -> None:
    """A loose bound that only a second pass per rule, or a scan per name, would break."""
    text = CASES[0]["text"] + "青禾区各部门要压实责任,确保任务按期完成,确保全区安全稳定。\n" * 600
    read(text, "x.txt", places)
    clean = normalize(text).text
    furniture = find_furniture(clean)
    started = time.process_time()
    describe(clean, furniture, (), "x.txt", places)
    assert time.process_time() - started < 0.1
