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
    nouns = (word for word in reversed(engine("rjieba")(label)) if _NOUN.fullmatch(word))
    last = next((word for word in nouns if word not in _CHANGES), None)
    before = next(nouns, None) if last in _VAGUE else None
    return before + last if last and before and label.endswith(before + last) else last
