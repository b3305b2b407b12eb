"""The automatic numbering of Word: what numbering.xml says, and the counters that turn it into printed markers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.text.word_numerals import print_number

LEVELS = 9
_CLOSED = ("、", ")", "）", "】", "〕", "]", "：", " ")
"""After these Word's tab or blank would only be noise; after 1. it keeps 1. 5万元 from being 1.5万元."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `text` has %1 to %9 for the numbers of the levels; `restart`: see w:lvlRestart."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    plain: bool = False
    restart: int | None = None


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list that paragraphs point to (w:num): the levels of its definition `abstract`, and starts of its own."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


@dataclass(slots=True)
class Counters:
    """Counts paragraph by paragraph. Lists with the same definition go on counting together, as in Word."""

    lists: Mapping[str, NumberedList]
    _values: dict[str, list[int | None]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, list_id: str, depth: int) -> str:
        """What stands before the next paragraph of this list and level (0 is the outermost); "" for a bullet."""
        found = self.lists.get(list_id)
        if found is None or depth not in found.levels:
            return ""
        values = self._values.setdefault(found.abstract, [None] * LEVELS)
        self._count(list_id, found, values, depth)
        return _printed(found.levels, values, depth)

    def _count(self, list_id: str, found: NumberedList, values: list[int | None], depth: int) -> None:
        level, before = found.levels[depth], values[depth]
        if depth in found.starts and (list_id, depth) not in self._begun:
            before = None
        self._begun.add((list_id, depth))
        values[depth] = found.starts.get(depth, level.start) if before is None else before + 1
        for deeper in range(depth + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            # 0: never; n: only after one of the first n levels; not given: after any above
            if restart is None or depth < restart:
                values[deeper] = None


def _printed(levels: Mapping[int, Level], values: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.form == "bullet":
        return ""
    printed = level.text
    for index in range(depth + 1):
        part = levels.get(index, Level())
        value = values[index]
        number = print_number(part.start if value is None else value, "decimal" if level.plain else part.form)
        printed = printed.replace(f"%{index + 1}", number)
    if not printed or level.suffix == "nothing" or printed.endswith(_CLOSED):
        return printed
    return printed + " "
