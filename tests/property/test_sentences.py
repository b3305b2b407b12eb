"""Laws of sentences: they tile each section apart from white space and furniture, and never touch furniture."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks.text.model import Furniture, Section
from tasks.text.sentences import split_sentences

TEXTS = st.text("甲乙 \n。!?…,;:“”《》()‘’】3x", max_size=60)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Furniture, ...], tuple[Section, ...]]:
    """A text with sections that tile it, some with a heading, and some lines of furniture."""
    text = draw(TEXTS)
    borders = [
        0,
        *sorted(draw(st.sets(st.integers(1, max(1, len(text) - 1)), max_size=3)) if text else ()),
        len(text),
    ]
    sections = []
    for start, end in pairwise(borders):
        heading_end = draw(st.integers(start, end))
        heading = text[start:heading_end]
        sections.append(Section(start, end, end, 1, None, None, heading, start, heading_end))
    lines = _lines(text)
    chosen = draw(st.lists(st.sampled_from(lines), unique=True, max_size=3)) if lines else []
    headings = [(s.heading_start, s.heading_end) for s in sections if s.heading]
    furniture = tuple(
        Furniture(*line, "metadata")
        for line in chosen
        if all(line[1] <= start or line[0] >= end for start, end in headings)
    )
    return text, furniture, tuple(sections)


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        if line:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


@given(documents())
def test_sentences_tile_the_sections(
    document: tuple[str, tuple[Furniture, ...], tuple[Section, ...]],
) -> None:
    text, furniture, sections = document
    sentences = split_sentences(text, furniture, sections)
    covered = [0] * len(text)
    for sentence in sentences:
        section = sections[sentence.section]
        assert section.start <= sentence.start < sentence.end <= section.end
        for i in range(sentence.start, sentence.end):
            covered[i] += 1
    noise = {i for line in furniture for i in range(line.start, line.end)}
    for i, character in enumerate(text):
        assert covered[i] <= 1
        assert covered[i] == 0 if i in noise else covered[i] == 1 or character.isspace()
    assert list(sentences) == sorted(sentences, key=lambda sentence: sentence.start)


@given(documents())
def test_sentences_begin_and_end_with_a_character(
    document: tuple[str, tuple[Furniture, ...], tuple[Section, ...]],
) -> None:
    text, furniture, sections = document
    for sentence in split_sentences(text, furniture, sections):
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
