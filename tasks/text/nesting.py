"""Nesting by sequence: which numbered lines are headings, and how deep.

Works on one stretch of text without titles. The open lists are a stack. A number continues the open list of its family,
or begins a list inside the last heading; customary rank decides only where the sequence says nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tasks.text.lines import Line
from tasks.text.markers import RANK, Marker

REACH = 5
"""So many numbers a list may jump and still go on."""

DETOUR = 60
"""So far a list is followed that may be a list inside another of its own family."""

FIRST_REACH = 3
"""A list may begin with this number where its beginning was lost."""


class Candidate(NamedTuple):
    """A line that begins with a number."""

    line: Line
    marker: Marker


@dataclass(slots=True)
class _List:
    """An open list: its family, the last number, the index of the heading that has it."""

    family: str
    last: int
    index: int


def nest(candidates: Sequence[Candidate]) -> list[tuple[Candidate, int]]:
    """The candidates that are headings, in order, each with its level (1 and deeper)."""
    items = _items(candidates)
    nesting = _Nesting([c for position, c in enumerate(candidates) if position not in items])
    position = 0
    while position < len(nesting.candidates):
        position = nesting.take(position)
    return list(zip(nesting.taken, nesting.levels, strict=True))


class _Nesting:
    """The state while the candidates are taken in order."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.following = _following(candidates, firm_only=True)
        self.next_of_any = _following(candidates, firm_only=False)
        self.places: dict[str, list[int]] = defaultdict(list)
        for position, candidate in enumerate(candidates):
            self.places[candidate.marker.family].append(position)
        self.open: list[_List] = []
        self.last_of: dict[str, int] = {}
        self.inside: set[tuple[str, str]] = set()
        self.taken: list[Candidate] = []
        self.levels: list[int] = []

    def take(self, position: int) -> int:
        """Accept or pass over one candidate; returns the position of the next one to look at."""
        marker = self.candidates[position].marker
        depth = next((d for d, one in enumerate(self.open) if one.family == marker.family), None)
        if depth is not None:
            resumed = self._detour(position, depth)
            if resumed is not None:
                return resumed
            ordinal = self._next_number(self.open[depth].last, position)
            if ordinal is None:
                return position + 1
            del self.open[depth:]
        else:
            if not self._may_begin(position):
                return position + 1
            ordinal = marker.ordinal
            self._close_inner(position)
            if self.open:
                self.inside.add((marker.family, self.open[-1].family))
        self.open.append(_List(marker.family, ordinal, len(self.taken)))
        self.last_of[marker.family] = ordinal
        self.taken.append(self.candidates[position])
        self.levels.append(len(self.open))
        return position + 1

    def _detour(self, position: int, depth: int) -> int | None:
        """Where the open list goes on, if a list of its own family (rows of a table, a quoted plan) lies in between."""
        marker, outer = self.candidates[position].marker, self.open[depth]
        if marker.ordinal != 1 or not marker.firm or outer.last < 2:
            return None
        above = {one.family for one in self.open[:depth]}
        expected = 1
        for later in range(position, min(position + DETOUR, len(self.candidates))):
            other = self.candidates[later].marker
            if other.family in above:
                return None
            if other.family != marker.family:
                continue
            if other.ordinal == expected:
                expected += 1
            elif other.firm:
                return later if other.ordinal == outer.last + 1 else None
        return None

    def _next_number(self, last: int, position: int) -> int | None:
        """The number this candidate has in an open list that stands at `last`; None where it does not belong."""
        marker, after = self.candidates[position].marker, self.following[position]
        printed = marker.ordinal
        if not marker.firm:
            return printed if printed == last + 1 and after != printed else None
        if printed == last + 1:
            return printed
        if after == last + 2 and after != printed + 1:
            return last + 1  # mistyped: its neighbours say what it is
        if printed == 1 or last <= printed <= last + REACH or after == printed + 1:
            return printed
        return None

    def _may_begin(self, position: int) -> bool:
        """True where a list of this family may begin here, or go on from under an earlier heading."""
        marker, after = self.candidates[position].marker, self.following[position]
        supported = after is not None and marker.ordinal < after <= marker.ordinal + 2
        last = self.last_of.get(marker.family, 0)
        if not marker.firm and after == marker.ordinal:
            return False
        if last and marker.ordinal == last + 1:
            return True
        if not marker.firm:
            return marker.ordinal == 1 and self.next_of_any[position] == 2
        if marker.ordinal <= FIRST_REACH or supported:
            return True
        return bool(last) and last <= marker.ordinal <= last + REACH

    def _close_inner(self, position: int) -> None:
        """Close the open lists that cannot hold a new one; where its first number was lost, what was read deeper."""
        marker = self.candidates[position].marker
        keep = len(self.open)
        while keep and not self._holds(self.open[keep - 1], position):
            keep -= 1
        closed = self.open[keep:]
        del self.open[keep:]
        runs_on = self.last_of.get(marker.family, 0) == marker.ordinal - 1
        if closed and not runs_on:
            above = self.open[-1].index + 1 if self.open else 0
            for index in range(above, len(self.levels)):
                self.levels[index] += 1

    def _holds(self, outer: _List, position: int) -> bool:
        """True where the candidate's list stands inside the open list `outer`."""
        family = self.candidates[position].marker.family
        if (family, outer.family) in self.inside or RANK[outer.family] < RANK[family]:
            return True
        if self.candidates[position].marker.ordinal > 1 or (outer.family, family) in self.inside:
            return False
        return self._goes_on(outer, position)

    def _goes_on(self, outer: _List, position: int) -> bool:
        """True where the next number of the open list's family is the one it waits for."""
        places = self.places[outer.family]
        later = bisect_right(places, position)
        return later < len(places) and self.candidates[places[later]].marker.ordinal == outer.last + 1


def _following(candidates: Sequence[Candidate], *, firm_only: bool) -> list[int | None]:
    """For each candidate the number that comes next in its family, or the next firm one."""
    result: list[int | None] = [None] * len(candidates)
    upcoming: dict[str, int] = {}
    for position in range(len(candidates) - 1, -1, -1):
        marker = candidates[position].marker
        result[position] = upcoming.get(marker.family)
        if marker.firm or not firm_only:
            upcoming[marker.family] = marker.ordinal
    return result


def _items(candidates: Sequence[Candidate]) -> set[int]:
    """Positions of items of a list inside a sentence: each ends with a semicolon, the last one excepted."""
    items: set[int] = set()
    running: dict[str, int] = {}
    for position, candidate in enumerate(candidates):
        marker, words = candidate.marker, candidate.line.words
        ends_open = words.endswith(";") and "。" not in words
        goes_on = running.get(marker.family) == marker.ordinal - 1 and marker.ordinal > 1
        if ends_open or goes_on:
            items.add(position)
        if ends_open or (goes_on and words.endswith(":")):
            running[marker.family] = marker.ordinal
        else:
            running.pop(marker.family, None)
    return items
