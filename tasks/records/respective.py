"""分别: numbers that are dealt out one by one to the things named in front of it.

城镇、农村居民收入分别达到3.5万元、2.1万元 names the things in its own clause; 门诊3万人次,住院2万人次,分别增长35%和42% in the
numbers in front. Read one at a time, all numbers would count the last thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.records.label_words import LEADING
from tasks.records.model import Metric

_WORD = "分别"
_UNSAID = re.compile(r"比(?<=[,;][同环]比)(?=(?:增长|上升|下降|减少|增加|提高|降低)\d[\d.]*%[、和]-?\d)")
"""受理12件,办结9件,同比|上升8%、5% deals out without saying so."""
_LINK = re.compile(r"(?:[、,]|和|及|与|以及)+")
_BREAK = re.compile(r"[,。;:!?\n]")
_NO_SUBJECT = re.compile(r"(?:同比|环比|[比较]上年|[比较]去年|同期)*")
_SHORTEST = 2
_VALUES = re.compile(f"{_WORD}(?:为|是|达到?|有)")
_WHOLE_THING = re.compile(r"\D{4,}")
"""No number, and too long for a modifier of the next thing (城镇、农村居民收入)."""
_LONGEST = 60


def deal_out(metrics: Sequence[Metric], text: str) -> list[Metric]:
    """`metrics` of `text`, in order; those that a 分别 deals out get the label of their own thing."""
    found = [*metrics]
    first = 0
    for position in _positions(text) if found else ():
        while first < len(found) and found[first].start < position:
            first += 1
        for last in _ends(found, first, position, text):
            labels = _labels(found, first, last, position, text) if last - first >= _SHORTEST else ()
            for index, label in enumerate(labels, first):
                found[index] = replace(found[index], label=label)
            if labels:
                break
    return found


def _positions(text: str) -> Sequence[int]:
    """Where `text` deals out, in order."""
    found = [match.end() - 2 for match in _UNSAID.finditer(text)]
    position = text.find(_WORD)
    while position >= 0:
        found.append(position)
        position = text.find(_WORD, position + 1)
    return sorted(found)


def _ends(metrics: Sequence[Metric], first: int, position: int, text: str) -> Sequence[int]:
    """Where the run of numbers linked by 、 or 和 that begins at `first` behind `position` may end: with the whole run,
    or with its numbers of one unit."""
    if first == len(metrics) or _BREAK.search(text, position, metrics[first].start):
        return ()
    last = first + 1
    alike: int | None = None
    while last < len(metrics) and _LINK.fullmatch(text, metrics[last - 1].end, metrics[last].start):
        if alike is None and metrics[last].unit_normalized != metrics[first].unit_normalized:
            alike = last
        last += 1
    return (last,) if alike is None else (last, alike)


def _labels(metrics: Sequence[Metric], first: int, last: int, position: int, text: str) -> Sequence[str]:
    """The labels of the numbers from `first` to `last`; none where the things are not as many as the numbers."""
    printed = metrics[first].label or ""
    *_, before, clause = ["", *re.split(_BREAK, text[max(0, position - _LONGEST) : position])]
    listed = _whole_things(before, last - first) if not clause and _VALUES.match(text, position) else ()
    if listed:
        return listed
    if not _NO_SUBJECT.fullmatch(clause):
        named = next((subject for subject in (clause, printed) if subject and subject in printed), "")
        things = _things(named.partition(_WORD)[0], last - first)
        return [printed.replace(named.partition(_WORD)[0], thing, 1) for thing in things]
    counted = metrics[max(0, first - (last - first)) : first]
    noun = counted[-1].label if counted else None
    if len(counted) < last - first or not noun or not printed.startswith(noun):
        return ()
    if re.search(r"[。;\n]", text[counted[0].end : position]):
        return ()
    return [(one.label or "") + printed.removeprefix(noun) for one in counted]


def _whole_things(clause: str, number: int) -> Sequence[str]:
    """The `number` things that a clause only lists (其次是违规收送礼品、违规配备公车|,分别为9起、6起); none where one is a mere modifier."""
    leading = LEADING.match(clause)
    parts = [part for part in re.split(r"[、和及与]", clause[leading.end() if leading else 0 :]) if part]
    return parts if len(parts) == number and all(_WHOLE_THING.fullmatch(part) for part in parts) else ()


def _things(subject: str, number: int) -> Sequence[str]:
    """`subject` cut into `number` things; a modifier gets the noun of the last one (城镇、农村居民收入 → 城镇居民收入)."""
    parts = [part for part in re.split(r"[、和及与]", subject) if part]
    if len(parts) != number:
        return ()
    whole = parts[-1]
    noun = whole[min(map(len, parts)) :]
    return [part if part[-1] == whole[-1] else part + noun for part in parts]
