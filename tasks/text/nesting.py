"""Nesting by sequence: which numbered lines are headings, and how deep.

Works on one stretch of text without titles. The open lists are a stack of (family, last number).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.lines import Line
from tasks.text.markers import RANK, Marker

REACH = 5
"""So many numbers may be missing in a list that still goes on."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that begins with a number."""

    line: Line
    marker: Marker


@dataclass(slots=True)
class _Frame:
    family: str
    last: int
    index: int


def nest(candidates: Sequence[Candidate]) -> list[tuple[Candidate, int]]:
    """The candidates that are headings, in order, each with its level (1 and deeper)."""
    nesting = _Nesting(candidates)
    for position in range(len(candidates)):
        nesting.take(position)
    return list(zip(nesting.taken, nesting.levels, strict=True))


class _Nesting:
    """The state while the candidates are taken in order."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = candidates
        self.listed = _list_items(candidates)
        self.following = _following(candidates)
        self.open: list[_Frame] = []
        self.last_of: dict[str, int] = {}
        self.taken: list[Candidate] = []
        self.levels: list[int] = []

    def take(self, position: int) -> None:
        """Accept or pass over one candidate."""
        marker = self.candidates[position].marker
        if position in self.listed or not self._wanted(position):
            return
        depth = next((d for d, frame in enumerate(self.open) if frame.family == marker.family), None)
        if depth is not None:
            del self.open[depth:]
        else:
            self._close_lower(position)
        self.open.append(_Frame(marker.family, marker.ordinal, len(self.taken)))
        self.last_of[marker.family] = marker.ordinal
        self.taken.append(self.candidates[position])
        self.levels.append(len(self.open))

    def _wanted(self, position: int) -> bool:
        """True where the sequence has room for this number."""
        marker = self.candidates[position].marker
        last = self.last_of.get(marker.family, 0)
        after = self.following[position]
        supported = after is not None and after == marker.ordinal + 1
        if marker.ordinal == last + 1 and (last or marker.firm):
            return True
        if not marker.firm:
            return supported and marker.ordinal == 1
        if marker.ordinal == 1 or not last:
            return True
        return supported or last <= marker.ordinal <= last + REACH

    def _close_lower(self, position: int) -> None:
        """Close the open lists that cannot hold this one; note a parent that was never seen."""
        marker = self.candidates[position].marker
        if marker.ordinal == 1 and self._inside(position):
            return
        keep = len(self.open)
        while keep and RANK[self.open[keep - 1].family] > RANK[marker.family]:
            keep -= 1
        closed = self.open[keep:]
        del self.open[keep:]
        if closed and marker.ordinal > 1 and self.last_of.get(marker.family, 0) != marker.ordinal - 1:
            above = self.open[-1].index + 1 if self.open else 0
            for index in range(above, len(self.levels)):
                self.levels[index] += 1

    def _inside(self, position: int) -> bool:
        """True where the innermost open list goes on after this one began: it holds it, whatever is customary."""
        if not self.open:
            return True
        top = self.open[-1]
        return any(
            later.marker.family == top.family and later.marker.ordinal == top.last + 1
            for later in self._later_of(position, top.family)
        )

    def _later_of(self, position: int, family: str) -> list[Candidate]:
        for later in self.candidates[position + 1 :]:
            if later.marker.family == family:
                return [later]
        return []


def _following(candidates: Sequence[Candidate]) -> list[int | None]:
    """For each candidate the number that comes next in its family."""
    result: list[int | None] = [None] * len(candidates)
    upcoming: dict[str, int] = {}
    for position in range(len(candidates) - 1, -1, -1):
        marker = candidates[position].marker
        result[position] = upcoming.get(marker.family)
        upcoming[marker.family] = marker.ordinal
    return result


def _list_items(candidates: Sequence[Candidate]) -> set[int]:
    """Items of a list inside a sentence: they end with a semicolon, all but the last."""
    listed: set[int] = set()
    previous: tuple[str, int] | None = None
    for position, candidate in enumerate(candidates):
        marker = candidate.marker
        ends_open = candidate.line.words.endswith((";", ";"))
        if ends_open or previous == (marker.family, marker.ordinal - 1):
            listed.add(position)
        previous = (marker.family, marker.ordinal) if ends_open else None
    return listed
