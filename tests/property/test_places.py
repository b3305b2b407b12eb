"""Laws of the places: mentions lie in order in the text, and describing never fails."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.text.describe import describe
from tasks.text.furniture import find_furniture
from tasks.text.places import load_gazetteer

PLACES = load_gazetteer()
NAMES = sorted({d.name for d in PLACES.divisions})
PIECES = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(list("和市县区长委,。:\n()《》第届〔2024〕号年月日关于的")),
    st.sampled_from(
        [
            "人民政府",
            "关于印发",
            "的通知",
            "2023年4月31日",
            "5月6日",
            "召开",
            "主办单位:",
            "来源:",
            "发文日期",
        ]
    ),
    st.text(max_size=6),
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_mentions_are_in_order_and_are_names_of_what_they_mean(text: str) -> None:
    mentions = PLACES.mentions(text)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    for mention in mentions:
        assert mention.divisions
        if mention.kind == "full":
            assert {d.name for d in mention.divisions} == {text[mention.start : mention.end]}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_describe_reads_any_text_the_same_way_twice(text: str) -> None:
    furniture = find_furniture(text)
    facts, place = describe(text, furniture, (), "a/b.txt", PLACES)
    assert (facts, place) == describe(text, furniture, (), "a/b.txt", PLACES)
    assert (facts.year is None) == (facts.year_basis is None)
    if place.district_code is not None:
        assert PLACES.with_code(place.district_code) is not None
        assert place.province is not None
