"""Which indicator a number belongs to: by what it counts, its unit, and the words around it.

An indicator claims a number whose unit is one of its units and whose label holds all words of one of its wordings; of
several the one with the most characters matched wins, for that is the most definite. None is better than a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from tasks.coding.lists import Alternative, Indicator, indicators


@dataclass(frozen=True, slots=True)
class _Claim:
    """One wording of an indicator; `weight` counts the characters that it fixes."""

    indicator: Indicator
    wording: Alternative
    weight: int


@cache
def _claims() -> tuple[AhoCorasick, tuple[tuple[_Claim, ...], ...]]:
    """The automaton over the first word of every wording, and for each word the claims that begin with it."""
    by_word: dict[str, list[_Claim]] = defaultdict(list)
    for indicator in indicators():
        for wording in indicator.alternatives:
            weight = sum(map(len, wording.label + wording.context))
            by_word[wording.label[0]].append(_Claim(indicator, wording, weight))
    return AhoCorasick([*by_word]), tuple(map(tuple, by_word.values()))


def indicator_of(label: str | None, unit: str | None, heading: str, left: str, right: str) -> str | None:
    """Code of the indicator that claims the number, or None.

    `label` says what is counted, `unit` is normalised, `left` and `right` are its sentence around it, `heading` the
    nearest heading.
    """
    if not label:
        return None
    automaton, claims = _claims()
    possible = [
        claim
        for match in automaton.find_matches_as_indexes(label, overlapping=True)
        for claim in claims[match[0]]
        if (unit or "") in claim.indicator.units and _holds(claim, label, (heading, left, right))
    ]
    return max(possible, key=lambda claim: claim.weight).indicator.code if possible else None


def _holds(claim: _Claim, label: str, around: Sequence[str]) -> bool:
    wording, excluded = claim.wording, claim.indicator.excluded
    return (
        all(word in label for word in wording.label)
        and all(word in label or _near(word, around) for word in wording.context)
        and not any(word in label for word in excluded.label)
        and not any(word in label or _near(word, around) for word in excluded.context)
    )


def _near(word: str, around: Sequence[str]) -> bool:
    return any(word in text for text in around)
