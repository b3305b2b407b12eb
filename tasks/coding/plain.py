"""Whether the words of a number say its indicator and nothing narrower: 区级河长巡河32次 is not all of 巡河.

A text is read as words of the indicator, names of the district, and plain words (`data/plain_words.txt`) that leave a
label what it is. One word that is none of these, and the number counts something else.
"""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.coding.lists import Indicator, word_list
from tasks.coding.stated import Stated

_PART_OF_CLAUSE = re.compile(r"[,。;:!?、\n]")
_TAIL = re.compile(r"[^,。;:!?、()《》\n]*")
_ALL_OF_THEM = re.compile(r"(?:已|已经)?(?:全部|均|都)|[和与及]\d|$")
"""What is said of all that were counted does not make them fewer."""
_NEUTRAL = re.compile(
    r"《[^》]*》|[\s|“”\"()\[\]、·]|第?[一二三四五六七八九十]+[轮届批]|第[一二三四五六七八九十]+"
    r"|\d+(?:个方面|[个项条]|年度?|月份?|[日号]|[-—至])"
)
"""What stands in a label without being a word of it: marks, titles, ordinals, dates, numbers of the same sentence."""
_MARKS = re.compile(r"[《|“”\"()\[\]、·第轮届批\d\s]")
"""What such a part has at least one of: most labels have none, and are not searched for it."""
_TAKEN = "\x00"
_LONGEST_WORD = 12
_BODIES = ("内", "本级", "委", "政府", "人民政府", "委常委会", "政府党组")
"""What can follow the district, or its level, and still be the whole of it."""


def says_no_more(indicator: Indicator, stated: Stated) -> bool:
    """True where every word that says what is counted is the indicator's own, or plain.

    Where the noun stands behind its number, that goes for the words in front of it, too; and for the rest of the clause:
    9家执法单位|涉及检查 counts those nine.
    """
    own, place = _own_words(indicator), _place_words(stated.district)
    label = stated.label.replace(stated.scope_name or _TAKEN, _TAKEN)
    if not _is_made_of(label, own, place):
        return False
    rest = stated.right.removeprefix("的")
    if rest.startswith(stated.label):
        rest = rest.removeprefix(stated.label)
        if not _is_made_of(_PART_OF_CLAUSE.split(stated.left)[-1], own, place):
            return False
    tail = _TAIL.match(rest)
    return tail is None or _ALL_OF_THEM.match(tail[0]) is not None or _is_made_of(tail[0], own, place)


@lru_cache(maxsize=1 << 10)
def _own_words(indicator: Indicator) -> frozenset[str]:
    wordings = (word for one in indicator.alternatives for word in (*one.label, *one.context))
    return _neutral({*wordings, *indicator.also})


@lru_cache(maxsize=1 << 12)
def _place_words(district: str | None) -> frozenset[str]:
    """The names under which a document speaks of its whole district: 白杨区, 全区, 区政府."""
    words = {district or _TAKEN}
    for level in district[-1] if district else "区县市旗":
        words |= {level, f"全{level}", f"我{level}", f"本{level}"}
        words |= {level + body for body in _BODIES}
    return frozenset(words | {(district or "") + body for body in _BODIES})


def _neutral(words: frozenset[str] | set[str]) -> frozenset[str]:
    return frozenset(_NEUTRAL.sub(_TAKEN, word) for word in words)


_PLAIN = _neutral(word_list("plain_words.txt"))


def _is_made_of(text: str, own: frozenset[str], place: frozenset[str]) -> bool:
    """True where `text` can be cut into words of the two and plain ones, with nothing left over."""
    if _MARKS.search(text):
        text = _NEUTRAL.sub(_TAKEN, text)
    reached = {0}
    for start, character in enumerate(text):
        if start not in reached:
            continue
        if character == _TAKEN:
            reached.add(start + 1)
        for end in range(start + 1, min(len(text), start + _LONGEST_WORD) + 1):
            word = text[start:end]
            if word in own or word in _PLAIN or word in place:
                reached.add(end)
    return len(text) in reached
