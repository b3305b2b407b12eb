"""Where each character of a changed text came from: a piecewise map, composed fix by fix, never searched for.

A map is a list of pieces that tile the new text. In a *linear* piece the characters correspond one to one; in any
other (a phrase rewritten to another length) every character stands for the whole old run. Old characters that no
piece covers were deleted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Edit = tuple[int, int, str]
"""Replace `old[start:end]` by a string: (start, end, replacement)."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """A map from spans of a new text to spans of an old one, both in characters, half open.

    `new_starts[i]`, `old_starts[i]`, `old_ends[i]` and `linear[i]` describe piece i, which ends where the next one
    starts or at `length`. Pieces have at least one new character.
    """

    length: int
    new_starts: list[int] = field(repr=False)
    old_starts: list[int] = field(repr=False)
    old_ends: list[int] = field(repr=False)
    linear: list[bool] = field(repr=False)

    @classmethod
    def identity(cls, length: int, shift: int = 0) -> OffsetMap:
        """The map of a text to itself, or to the same text `shift` characters further in a larger one."""
        if not length:
            return cls(0, [], [], [], [])
        return cls(length, [0], [shift], [shift + length], [True])

    @property
    def is_identity(self) -> bool:
        """True when every character stands where it stood (what follows the end may have been cut)."""
        return not self.length or (
            self.linear == [True] and self.old_starts == [0] and self.old_ends == [self.length]
        )

    def _piece(self, position: int) -> int:
        return bisect_right(self.new_starts, position) - 1

    def _new_end(self, piece: int) -> int:
        following = piece + 1
        return self.new_starts[following] if following < len(self.new_starts) else self.length

    def start_of(self, position: int) -> int:
        """Old offset of the character at new `position`, 0 ≤ position < length."""
        piece = self._piece(position)
        inside = position - self.new_starts[piece] if self.linear[piece] else 0
        return self.old_starts[piece] + inside

    def end_of(self, position: int) -> int:
        """Old end, exclusive, of the character at new `position`, 0 ≤ position < length."""
        piece = self._piece(position)
        if self.linear[piece]:
            return self.old_starts[piece] + position - self.new_starts[piece] + 1
        return self.old_ends[piece]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The old span of new `start:end`, 0 ≤ start ≤ end ≤ length. An empty span maps to an empty one."""
        if start == end:
            if not self.length:
                return 0, 0
            edge = self.start_of(start) if start < self.length else self.end_of(start - 1)
            return edge, edge
        return self.start_of(start), self.end_of(end - 1)

    def all_to_source(self, starts: Sequence[int], ends: Sequence[int]) -> tuple[list[int], list[int]]:
        """`to_source` of many spans; where nothing was changed, and that is most documents, a mere shift."""
        if self.linear == [True]:
            shift = self.old_starts[0]
            return [start + shift for start in starts], [end + shift for end in ends]
        spans = list(map(self.to_source, starts, ends))
        return [start for start, _ in spans], [end for _, end in spans]

    def slice(self, start: int, end: int) -> OffsetMap:
        """The map of the part `start:end` of the new text, 0 ≤ start ≤ end ≤ length."""
        if start == end:
            return OffsetMap(0, [], [], [], [])
        first, last = self._piece(start), self._piece(end - 1)
        new_starts = [max(0, s - start) for s in self.new_starts[first : last + 1]]
        old_starts = self.old_starts[first : last + 1]
        old_ends = self.old_ends[first : last + 1]
        old_starts[0] = self.start_of(start)
        old_ends[-1] = self.end_of(end - 1)
        return OffsetMap(end - start, new_starts, old_starts, old_ends, self.linear[first : last + 1])

    def then(self, later: OffsetMap) -> OffsetMap:
        """This map followed by `later`, whose old text is this map's new text: newest → oldest."""
        if later.is_identity and later.length == self.length:
            return self
        if self.is_identity:
            return later
        builder = _Builder()
        for piece, new_start in enumerate(later.new_starts):
            new_end = later._new_end(piece)
            middle_start, middle_end = later.old_starts[piece], later.old_ends[piece]
            if later.linear[piece]:
                self._copy_pieces(builder, middle_start, middle_end)
            else:
                builder.add(new_end - new_start, *self.to_source(middle_start, middle_end), linear=False)
        return builder.build()

    def _copy_pieces(self, builder: _Builder, start: int, end: int) -> None:
        piece = self._piece(start)
        while start < end:
            stop = min(end, self._new_end(piece))
            builder.add(stop - start, self.start_of(start), self.end_of(stop - 1), linear=self.linear[piece])
            start, piece = stop, piece + 1


class _Builder:
    """Collects pieces and joins neighbours that continue each other one to one."""

    def __init__(self) -> None:
        self.new_starts: list[int] = []
        self.old_starts: list[int] = []
        self.old_ends: list[int] = []
        self.linear: list[bool] = []
        self.length = 0

    def add(self, length: int, old_start: int, old_end: int, *, linear: bool) -> None:
        if not length:
            return
        if linear and self.linear and self.linear[-1] and old_start == self.old_ends[-1]:
            self.old_ends[-1] = old_end
        else:
            self.new_starts.append(self.length)
            self.old_starts.append(old_start)
            self.old_ends.append(old_end)
            self.linear.append(linear)
        self.length += length

    def build(self) -> OffsetMap:
        return OffsetMap(self.length, self.new_starts, self.old_starts, self.old_ends, self.linear)


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """Replace spans of `text`; `edits` are in order and do not overlap. Returns the new text and its map."""
    out: list[str] = []
    builder = _Builder()
    done = 0
    for start, end, replacement in edits:
        out += (text[done:start], replacement)
        builder.add(start - done, done, start, linear=True)
        builder.add(len(replacement), start, end, linear=len(replacement) == end - start)
        done = end
    out.append(text[done:])
    builder.add(len(text) - done, done, len(text), linear=True)
    return "".join(out), builder.build()
