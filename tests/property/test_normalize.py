"""Laws of normalisation: twice is once, offsets tile, no character comes from nowhere."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.text.normalize import normalize
from tasks.text.script import SIMPLIFIED_ONLY, TRADITIONAL_ONLY
from tasks.text.widths import CANONICAL, INVISIBLE

PHRASES = (
    "發(fā)展",
    "顯著成效",
    "張昇",
    "（一）",
    "\r\n",
    "们(men)",
    "們(men)",
    "什麼",
    "乾安縣",
    "不可貲計",
    "會議。",
    "a(b)",
)
PIECES = st.one_of(
    st.sampled_from(PHRASES),
    st.sampled_from(sorted(TRADITIONAL_ONLY)),
    st.sampled_from(sorted(SIMPLIFIED_ONLY)),
    st.sampled_from(sorted(CANONICAL)),
    st.sampled_from(sorted(INVISIBLE)),
    st.characters(codec="utf-8"),
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_normalising_twice_is_normalising_once(raw: str) -> None:
    once = normalize(raw)
    twice = normalize(once.text)
    assert twice.text == once.text
    assert twice.fixes == ()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_comes_from_its_place(raw: str) -> None:
    result = normalize(raw)
    assert result.offsets.length == len(result.text)
    spans = [result.offsets.to_source(i, i + 1) for i in range(len(result.text))]
    assert all(0 <= start < end <= len(raw) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    kept = [
        (c, raw[s:e]) for c, (s, e) in zip(result.text, spans, strict=True) if c.isascii() and c.isalnum()
    ]
    assert all(CANONICAL.get(origin, origin) == c for c, origin in kept)
