"""Laws of the offset map, against a plain list that knows the origin of each character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tasks.text.offsets import Edit, OffsetMap, apply_edits

Origin = list[tuple[int, int]]
"""For each new character the span of old ones that it stands for."""


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[str, list[Edit]]:
    """A text and edits of it, in order and apart."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    replacements = st.text("甲乙丙", max_size=4)
    return text, [(start, end, draw(replacements)) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]


TEXTS = st.text("abcdefg", max_size=20)
EDITED = TEXTS.flatmap(edited)


def by_hand(text: str, edits: list[Edit]) -> tuple[str, Origin]:
    new, origin, done = "", [], 0
    for start, end, replacement in [*edits, (len(text), len(text), "")]:
        origin += [(i, i + 1) for i in range(done, start)]
        same = len(replacement) == end - start
        origin += [(start + i, start + i + 1) if same else (start, end) for i in range(len(replacement))]
        new += text[done:start] + replacement
        done = end
    return new, origin


def spans_of(offsets: OffsetMap) -> Origin:
    return [offsets.to_source(i, i + 1) for i in range(offsets.length)]


@given(EDITED)
def test_each_character_maps_to_its_origin(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    new, origin = by_hand(text, edits)
    changed, offsets = apply_edits(text, edits)
    assert changed == new
    assert offsets.length == len(new)
    assert spans_of(offsets) == origin


@given(EDITED, st.data())
def test_composition_is_one_map_after_the_other(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    middle, first = apply_edits(*case)
    _, edits = data.draw(edited(middle))
    new, second = apply_edits(middle, edits)
    both = first.then(second)
    expected = [first.to_source(*second.to_source(i, i + 1)) for i in range(len(new))]
    assert spans_of(both) == expected


@given(EDITED, st.data())
def test_a_slice_is_the_map_of_the_part(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    new, offsets = apply_edits(*case)
    start = data.draw(st.integers(0, len(new)))
    end = data.draw(st.integers(start, len(new)))
    part = offsets.slice(start, end)
    assert part.length == end - start
    assert spans_of(part) == spans_of(offsets)[start:end]


@given(EDITED)
def test_spans_map_to_the_hull_of_their_characters(case: tuple[str, list[Edit]]) -> None:
    new, offsets = apply_edits(*case)
    origin = spans_of(offsets)
    for start in range(len(new)):
        for end in range(start + 1, len(new) + 1):
            assert offsets.to_source(start, end) == (origin[start][0], origin[end - 1][1])
    starts, ends = list(range(offsets.length)), list(range(1, offsets.length + 1))
    assert list(zip(*offsets.all_to_source(starts, ends), strict=True)) == origin


@given(TEXTS)
def test_no_edit_is_the_identity(text: str) -> None:
    changed, offsets = apply_edits(text, [])
    assert changed == text
    assert offsets == OffsetMap.identity(len(text))
    assert offsets.is_identity
