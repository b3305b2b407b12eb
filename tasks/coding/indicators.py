"""Which indicator a number belongs to: by what it counts, its unit and scope, and the words around it.

An indicator claims a number whose unit and scope are among its own and whose words say its wording and nothing narrower
(`plain`, `wholes`). Of several wordings the one with the most characters matched wins, for that is the most definite.
None is better than a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from ahocorasick_rs import AhoCorasick

from tasks.coding.lists import Alternative, Indicator, indicators
from tasks.coding.plain import says_no_more
from tasks.coding.stated import Stated
from tasks.coding.wholes import is_of_its_scope, is_stock

_NO_VALUE = "rule"
"""每年开展演练2次 is what shall always be, no value of any district."""
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True, eq=False)
class _Claim:
    """One wording of an indicator; `weight` counts the characters that it fixes."""

    indicator: Indicator
    wording: Alternative
    weight: int


_ByUnit = Mapping[str, Sequence[_Claim]]


@cache
def _claims() -> tuple[AhoCorasick, Sequence[_ByUnit]]:
    """The automaton over one word of every wording, its longest, and for each word the claims that it leads to, by unit."""
    by_word: dict[str, dict[str, list[_Claim]]] = defaultdict(lambda: defaultdict(list))
    for indicator in indicators():
        for wording in indicator.alternatives:
            claim = _Claim(indicator, wording, sum(map(len, wording.label + wording.context)))
            for unit in indicator.units:
                by_word[max(wording.label, key=len)][unit].append(claim)
    return AhoCorasick([*by_word]), [dict(claims) for claims in by_word.values()]


def indicators_of(
    labels: Sequence[str | None], units: Sequence[str | None], rows: Sequence[Sequence[Any]]
) -> list[str | None]:
    """For each number the code of the indicator that claims it, or None.

    `rows` are the other columns of `Stated`, in its order. All labels are searched at once, and only a row whose label
    has the words of an indicator of its unit is looked at.
    """
    found: list[str | None] = [None] * len(labels)
    for row, claims in _possible(labels, units).items():
        stated = Stated(labels[row] or "", units[row], *(column[row] for column in rows))
        found[row] = _best(claims, stated)
    return found


def _possible(labels: Sequence[str | None], units: Sequence[str | None]) -> Mapping[int, list[_Claim]]:
    """The claims that the words of the label and the unit allow, by row."""
    automaton, claims = _claims()
    possible: dict[int, list[_Claim]] = defaultdict(list)
    ends = [*accumulate(len(label or "") + len(_BETWEEN) for label in labels)]
    text = _BETWEEN.join(label or "" for label in labels)
    row = 0
    for word, _, end in automaton.find_matches_as_indexes(text, overlapping=True):
        while ends[row] < end:
            row += 1
        for claim in claims[word].get(units[row] or "", ()):
            if _is_labelled(claim, labels[row] or ""):
                possible[row].append(claim)
    return possible


def _is_labelled(claim: _Claim, label: str) -> bool:
    for word in claim.wording.label:
        if word not in label:
            return False
    return not any(word in label for word in claim.indicator.excluded.label)


def _best(claims: Iterable[_Claim], stated: Stated) -> str | None:
    if stated.status == _NO_VALUE:
        return None
    held = [claim for claim in claims if _holds(claim, stated)]
    return max(held, key=lambda claim: claim.weight).indicator.code if held else None


def _holds(claim: _Claim, stated: Stated) -> bool:
    """True where what stands around the number is right for the claim, and its words say nothing more."""
    indicator = claim.indicator
    in_front = (stated.label, stated.heading, stated.left)
    return (
        all(_near(word, (*in_front, stated.right)) for word in claim.wording.context)
        and not any(_near(word, in_front) for word in indicator.excluded.context)
        and is_of_its_scope(indicator, stated)
        and (indicator.kind != "stock" or is_stock(stated))
        and says_no_more(indicator, stated)
    )


def _near(word: str, around: Iterable[str]) -> bool:
    return any(word in text for text in around)
