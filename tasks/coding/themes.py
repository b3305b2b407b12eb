"""Which theme a text is about: by the headings over it (place), and by its own words (topic).

Words are found leftmost-longest, so that a longer word that means something else takes the place of a shorter one
(生态文明 and 政治生态). The weights of the distinct words of a theme are added; below a threshold no theme is better than
a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.coding.lists import FRAME, NO_THEME, themes

ENOUGH = 2
"""Weight that a heading or headline needs: one usual word, or two weak ones."""
ENOUGH_IN_TEXT = 4
"""Weight that running text needs: it speaks of many things in passing."""
OPENING = 120
"""So many characters of a text show what it is about."""

_TITLE = re.compile(
    r"(?:通报|报告|通知|方案|意见|办法|规划|公报|纪要|通告|公告|决定|总结|要点|情况)(?:\(.{1,12}\))?$"
)
"""The end of a document's own title: its theme is no place in the document, unless it is named outright."""


@cache
def _lexicon() -> tuple[AhoCorasick, tuple[tuple[str, int], ...]]:
    """The automaton over all words, and for each pattern its theme and weight."""
    entries = {word: (theme.code, weight) for theme in themes() for word, weight in theme.words.items()}
    return AhoCorasick([*entries], matchkind=MatchKind.LeftmostLongest), tuple(entries.values())


@lru_cache(maxsize=1 << 14)
def theme_of_path(path: tuple[str, ...]) -> str | None:
    """The theme of what stands under the headings `path` (outermost first); None where none of them names one.

    A heading with a theme's own name governs everything under it. Otherwise the nearest heading with a theme decides.
    """
    found = [_of_heading(heading) for heading in reversed(path)]
    for theme, weight in found:
        if theme and weight >= FRAME:
            return theme
    for theme, _ in found[:-1]:
        if theme:
            return theme
    outermost = found[-1][0] if found else None
    return None if outermost and len(path) > 1 and _TITLE.search(path[0]) else outermost


def topic_of(headline: str, text: str = "") -> str | None:
    """The theme of a text by its own words: those of its headline, else those of its opening; None below the threshold."""
    theme, weight = _of_heading(headline)
    if theme and weight >= ENOUGH:
        return theme
    if not text:
        return None
    theme, weight, second = _best(text[:OPENING])
    return theme if weight >= ENOUGH_IN_TEXT and weight > second else None


@lru_cache(maxsize=1 << 16)
def _of_heading(heading: str) -> tuple[str | None, int]:
    theme, weight, _ = _best(heading)
    return (theme, weight) if weight >= ENOUGH else (None, 0)


def _best(text: str) -> tuple[str | None, int, int]:
    """The theme with the most weight (of equals the one named first), its weight, and that of the next."""
    automaton, values = _lexicon()
    matches = automaton.find_matches_as_indexes(text)
    if not matches:
        return None, 0, 0
    if len(matches) == 1:  # so it is for most headings
        theme, weight = values[matches[0][0]]
        return (theme, weight, 0) if theme != NO_THEME else (None, 0, 0)
    weights: dict[str, int] = defaultdict(int)
    for index in dict.fromkeys([match[0] for match in matches]):
        theme, weight = values[index]
        weights[theme] += weight
    weights.pop(NO_THEME, None)
    if not weights:
        return None, 0, 0
    first = max(weights, key=weights.__getitem__)
    weight = weights.pop(first)
    return first, weight, max(weights.values(), default=0)
