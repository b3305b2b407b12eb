"""Bundles, case by case: the documents that a text is made of come out again, each whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.text.bundle import ENOUGH, WEIGHTS, split_bundle

CASES = json.loads((Path(__file__).parents[1] / "cases" / "bundle.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_case(case: dict[str, Any]) -> None:
    cover, documents = case["cover"], case["documents"]
    text = case["separator"].join([cover, *documents] if cover else documents) + "\n"
    bundle = split_bundle(text)
    assert [text[piece.start : piece.end] for piece in bundle.pieces] == documents
    assert (text[slice(*bundle.cover)] if bundle.cover else None) == cover


def test_a_cut_says_why() -> None:
    case = next(case for case in CASES if case["label"] == "three reports of one shape")
    for piece in split_bundle("\n".join(case["documents"])).pieces:
        evidence = piece.reason.split("+")
        assert piece.score == pytest.approx(min(1.0, sum(WEIGHTS[name] for name in evidence)))
        assert piece.score >= ENOUGH


@pytest.mark.parametrize("text", ["", " \n\n", "\u3000\n"])
def test_a_blank_text_has_no_documents(text: str) -> None:
    assert split_bundle(text).pieces == ()
