"""Which indicator a number belongs to: by what it counts, its unit and scope, and the words around it.

An indicator claims a number whose unit and scope are among its own, and whose words say its wording and nothing more: a
word that is neither the indicator's nor a plain one (`data/plain_words.txt`) makes it the number of something narrower. Of
several wordings the one with the most characters matched wins, for that is the most definite. None is better than a guess.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick

from tasks.coding.lists import Alternative, Indicator, indicators, word_list

SPEAKS_FOR_THE_DISTRICT = frozenset(
    ("annual_report", "work_report", "statistical_bulletin", "action_plan", "notice")
)
"""Types of documents whose numbers are the district's unless they say whose else. Elsewhere the words must say so."""
_NO_VALUE = frozenset(("rule",))
"""每年开展演练2次 is what shall always be, no value of any district."""
_LONG_ENOUGH = dt.timedelta(days=27)
"""A month: what is counted over less is an occasion (国庆期间, 3月5日), not the district's figure."""
_PART = re.compile(
    r"开发区|高新区|经开区|产业园|工业园|(?<!各)园区|(?:(?![各个级镇乡及和由等全、,。;:])[一-龥]){2}(?:街道|[镇乡](?![村镇街道级(]))"
)
"""Part of a district: what a sentence says after it without a scope of its own may be the part's."""
_WHOLE = re.compile(r"[全我][区县旗]|辖区|全年")
_PART_OF_CLAUSE = re.compile(r"[,。;:!?、\n]")
_TAIL = re.compile(r"[^,。;:!?、()《》\n]*")
_ALL_OF_THEM = re.compile(r"(?:已|已经)?(?:全部|均|都)|[和与及]\d|$")
"""What is said of all that were counted does not make them fewer."""
_FLOW = (
    "新增",
    "新认定",
    "新培育",
    "新注册",
    "净增",
    "新登记",
    "申报",
    "推荐",
    "晋升",
    "新获",
    "新引进",
    "招引",
)
_STATE = ("达", "现有", "拥有", "共有", "累计", "总数", "总量", "存量", "存续", "保有", "实有")
_NEUTRAL = re.compile(
    r"[\s“”\"()\[\]、·]|第?[一二三四五六七八九十]+[轮届批]|第[一二三四五六七八九十]+|\d+(?:个方面|[个项条]|年度?|月份?|[日号]|[-—至])"
)
"""What stands in a label without a word of its own: marks, ordinals of rounds, dates."""
_TAKEN = "\x00"
_PLAIN = frozenset(_NEUTRAL.sub(_TAKEN, word) for word in word_list("plain_words.txt"))
_LONGEST_WORD = 12
_BODIES = ("内", "本级", "委", "政府", "人民政府", "委常委会", "政府党组")
"""What can follow the district, or its level, and still be the whole of it."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What coding sees of a number: the columns of its row in `metrics` of the same names.

    `left` and `right` are its sentence around it, `heading` the nearest heading.
    """

    label: str | None
    unit: str | None
    status: str | None
    scope: str | None
    scope_name: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    period_basis: str | None
    heading: str
    left: str
    right: str
    document_type: str | None
    district: str | None


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


def indicator_of(stated: Stated) -> str | None:
    """Code of the indicator that claims the number, or None."""
    label = stated.label
    if not label or stated.status in _NO_VALUE:
        return None
    automaton, claims = _claims()
    possible = {
        claim
        for match in automaton.find_matches_as_indexes(label, overlapping=True)
        for claim in claims[match[0]]
        if (stated.unit or "") in claim.indicator.units and _holds(claim, stated)
    }
    return max(possible, key=lambda claim: claim.weight).indicator.code if possible else None


def _holds(claim: _Claim, stated: Stated) -> bool:
    label, around = stated.label or "", (stated.heading, stated.left, stated.right)
    wording, excluded = claim.wording, claim.indicator.excluded
    return (
        all(word in label for word in wording.label)
        and all(word in label or _near(word, around) for word in wording.context)
        and not any(word in label for word in excluded.label)
        and not any(word in label or _near(word, around[:2]) for word in excluded.context)
        and _of_its_scope(claim.indicator, stated)
        and (claim.indicator.kind != "stock" or _is_stock(stated))
        and _says_no_more(claim, stated)
    )


def _near(word: str, around: Iterable[str]) -> bool:
    return any(word in text for text in around)


def _of_its_scope(indicator: Indicator, stated: Stated) -> bool:
    """True where the number is about what the indicator describes: a department's or a campaign's is not the district's."""
    if stated.scope in indicator.scopes:
        return True
    if stated.scope is None:
        return "district" in indicator.scopes and _is_of_the_whole(indicator, stated)
    name = stated.scope_name or ""
    return any(word in name for word in indicator.scopes)


def _is_of_the_whole(indicator: Indicator, stated: Stated) -> bool:
    """True where a number without a scope is the district's: by its document, its sentence, or the time that it covers."""
    if _PART.search(stated.left):
        return False
    kind = stated.document_type
    if kind in SPEAKS_FOR_THE_DISTRICT or kind in indicator.bare or _WHOLE.search(stated.left):
        return True
    if stated.period_basis != "sentence":
        return False
    start, end = stated.period_start, stated.period_end
    return start is None or end is None or end - start >= _LONG_ENOUGH


def _is_stock(stated: Stated) -> bool:
    """False where the verb in force says how many came to be: 新增瞪羚企业10家、雏鹰企业5家 tells of no stock."""
    said = stated.left + (stated.label or "")
    flow = max(said.rfind(word) for word in _FLOW)
    return flow < 0 or max(said.rfind(word) for word in _STATE) > flow


def _says_no_more(claim: _Claim, stated: Stated) -> bool:
    """True where every word that says what is counted is the claim's own, or plain: 区级河长巡河 is not all of 巡河."""
    label = stated.label or ""
    behind = stated.right.removeprefix("的").startswith(label)
    own = _own_words(claim, stated.district, stated.scope_name)
    lead = _PART_OF_CLAUSE.split(stated.left)[-1] if behind else ""
    rest = stated.right.removeprefix("的").removeprefix(label) if behind else stated.right
    tail = _TAIL.match(rest)
    if tail is None or _ALL_OF_THEM.match(tail[0]):
        return _is_made_of(label, own) and _is_made_of(lead, own)
    return all(_is_made_of(text, own) for text in (label, lead, tail[0]))


@lru_cache(maxsize=1 << 12)
def _own_words(claim: _Claim, district: str | None, scope: str | None) -> frozenset[str]:
    words = {*claim.indicator.own_words, scope or _TAKEN}
    for level in district[-1] if district else "区县市旗":
        words.add(level)
        words.update(f"{who}{level}" for who in ("全", "我", "本"))
        words.update(f"{level}{body}" for body in _BODIES)
    words.update(f"{district}{body}" for body in ("", *_BODIES) if district)
    return frozenset(_NEUTRAL.sub(_TAKEN, word) for word in words)


def _is_made_of(text: str, own: frozenset[str]) -> bool:
    """True where `text` can be cut into words of `own` and plain ones, with none left over."""
    text = _NEUTRAL.sub(_TAKEN, text)
    reached = {0}
    for start, character in enumerate(text):
        if start not in reached:
            continue
        if character == _TAKEN:
            reached.add(start + 1)
        for end in range(start + 1, min(len(text), start + _LONGEST_WORD) + 1):
            word = text[start:end]
            if word in _PLAIN or word in own:
                reached.add(end)
    return len(text) in reached
