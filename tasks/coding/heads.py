"""The head noun of what is counted, by which numbers that no indicator claims are laid side by side all the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from tasks.coding.lists import word_list
from tasks.text.words import engine

_END = "\n"
_NOUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_CHANGES = word_list("changes.txt")
"""Last words of a label that say what became of the thing."""
_VAGUE = word_list("vague_nouns.txt")
"""Nouns that mean little without the word in front of them: 整改措施, 惠民项目."""


def heads_of(labels: Iterable[str]) -> Mapping[str, str | None]:
    """The head of each label: its last noun, a vague one with the word in front of it; None without a word of two characters.

    All labels are cut into words in one call, for a line break ends every word.
    """
    listed = [*dict.fromkeys(labels)]
    words = iter(engine("rjieba")("".join(f"{label}{_END}" for label in listed)))
    return {label: _head(label, [*takewhile(_END.__ne__, words)]) for label in listed}


def _head(label: str, cut: Sequence[str]) -> str | None:
    nouns = (word for word in reversed(cut) if _NOUN.fullmatch(word))
    last = next((word for word in nouns if word not in _CHANGES), None)
    before = next(nouns, None) if last in _VAGUE else None
    return before + last if last and before and label.endswith(before + last) else last
