"""The head noun of what is counted, by which numbers that no indicator claims are laid side by side all the same."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.coding.lists import word_list
from tasks.text.words import engine

_NOUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_CHANGES = word_list("changes.txt")
"""Last words of a label that say what became of the thing."""
_VAGUE = word_list("vague_nouns.txt")
"""Nouns that mean little without the word in front of them: 整改措施, 惠民项目."""


@lru_cache(maxsize=1 << 16)
def head_of(label: str) -> str | None:
    """The last noun of `label`, a vague one with the word in front of it; None where it ends in no word of two characters."""
    words = [word for word in engine("rjieba")(label) if _NOUN.fullmatch(word)]
    while words and words[-1] in _CHANGES:
        words.pop()
    if not words:
        return None
    if words[-1] in _VAGUE and len(words) > 1 and label.endswith(words[-2] + words[-1]):
        return words[-2] + words[-1]
    return words[-1]
