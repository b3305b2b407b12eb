"""Sentences → words: jieba's words, HMM on, computed by rjieba behind a guard that makes it equal.

rjieba has the same dictionary and model and is 14 times faster. Where it differs from jieba (docs/decisions/
words-engine.md) the guard sends the text to jieba itself or cuts a word again. DUIZHAO_SEGMENTER=jieba turns it off.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

import rjieba

from tasks.text.dictionary import ENTRIES, FREQUENCY_PAD
from tasks.text.model import Sentence

Cut = Callable[[str], list[str]]

# Characters that rjieba takes for Han and jieba does not, and surrogates, at which rjieba stops
_BEYOND = re.compile("[\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\ud800-\udfff\U00020000-\U0010ffff]")
# rjieba's model keeps 2023-2025 or a.b.c whole; jieba cuts them
_MAY_BE_COMPOUND = re.compile(r"[a-zA-Z0-9][._%+#&-]")
_COMPOUND = re.compile(r"[a-zA-Z0-9]+[._-][a-zA-Z0-9._%-]+")
_PIECES = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")  # jieba.finalseg.re_skip


def cut_sentences(text: str, sentences: Sequence[Sentence]) -> tuple[tuple[str, ...], ...]:
    """The words of each sentence, white space included: joined, they are the sentence to the letter.

    Each is cut as if it stood alone. The fast engine gets all of them in one call, for a line break ends every word.
    """
    printed = [text[sentence.start : sentence.end] for sentence in sentences]
    name = os.environ.get("DUIZHAO_SEGMENTER", "rjieba")
    if name == "jieba" or _BEYOND.search(text) or "\r" in text:
        return tuple(tuple(engine(name)(sentence)) for sentence in printed)
    return tuple(_cut_together(printed))


def _cut_together(printed: Sequence[str]) -> Iterator[tuple[str, ...]]:
    fast = _rjieba()
    words: list[str] = fast.cut("\n".join([*printed, ""]))
    start = 0
    for sentence in printed:
        end = words.index("\n", start)
        for _ in range(sentence.count("\n")):  # a heading may be printed on two lines
            end = words.index("\n", end + 1)
        yield tuple(_guarded(words[start:end], sentence, fast))
        start = end + 1


def engine(name: str) -> Cut:
    """The segmenter `rjieba` (guarded, the default) or `jieba`, as a function from a text to its words."""
    return _jieba_cut if name == "jieba" else _guarded_cut


def _jieba_cut(text: str) -> list[str]:
    words: list[str] = _jieba().lcut(text)
    return words


def _guarded_cut(text: str) -> list[str]:
    if _BEYOND.search(text):
        return _jieba_cut(text)
    fast = _rjieba()
    return _guarded(fast.cut(text), text, fast)


def _guarded(words: list[str], text: str, fast: Any) -> list[str]:
    """The words of `text` as jieba has them: compounds that no dictionary holds in pieces."""
    if not _MAY_BE_COMPOUND.search(text):
        return words
    found: list[str] = []
    for word in words:
        if word.isascii() and _COMPOUND.fullmatch(word) and not fast.has_word(word):
            found.extend(piece for piece in _PIECES.split(word) if piece)
        else:
            found.append(word)
    return found


@cache
def _rjieba() -> Any:
    fast = rjieba.Jieba()
    for word, frequency, tag in ENTRIES:
        fast.add_word(word, frequency, tag)
    # Both weigh words by the sum of all frequencies; a private-use word makes the sums equal
    fast.add_word("\ue000\ue001", FREQUENCY_PAD, "x")
    return fast


@cache
def _jieba() -> Any:
    """jieba with our dictionary, read from its own file: the cache in the shared temporary folder is anybody's."""
    import jieba

    exact = jieba.Tokenizer()
    exact.FREQ, exact.total = exact.gen_pfdict(exact.get_dict_file())
    exact.initialized = True
    for word, frequency, tag in ENTRIES:
        exact.add_word(word, frequency, tag)
    return exact
