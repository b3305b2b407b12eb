"""The guarded engine equals jieba on strings made to hurt it, and words always join to the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.text.dictionary import ENTRIES
from tasks.text.model import Sentence
from tasks.text.words import cut_sentences, engine

PIECES = st.one_of(
    st.text("abz09._%+#&-@/ ", min_size=1, max_size=8),
    st.sampled_from([word for word, _, _ in ENTRIES]),
    st.sampled_from(
        (
            "区政府",
            "常务会议",
            "的",
            "一是",
            "二是",
            "研究",
            "B超",
            "3.5%",
            "2021-2025",
            "于  淼",
            "“",
            "。",
            "\r\n",
        )
    ),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2FFFF),
    st.characters(),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_the_guarded_engine_equals_jieba(text: str) -> None:
    words = engine("rjieba")(text)
    assert words == engine("jieba")(text)
    assert "".join(words) == text


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.one_of(TEXTS, st.sampled_from(("第一章\n总则", "到 \n 2025.1-3", "")))),
    st.sampled_from(("", "\n", " ", "\r\n")),
)
def test_sentences_are_cut_as_if_each_stood_alone(printed: list[str], between: str) -> None:
    text, spans = "", []
    for sentence in printed:
        spans.append(Sentence(len(text), len(text) + len(sentence), 0))
        text += sentence + between
    assert cut_sentences(text, spans) == tuple(tuple(engine("rjieba")(sentence)) for sentence in printed)
