"""Finds divisions in text: leftmost-longest, with guards against names that are parts of other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.text.places import traps
from tasks.text.places.divisions import Division
from tasks.text.places.short_names import short_names
from tasks.text.title_lines import LONGEST_LINE, ends_with_kind

SINCE = 2000
"""Divisions that ended before are not looked for: documents on the web are younger, and old names are many."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names one of `divisions`; a parent right in front of it has ruled the others out.

    `kind` is full (沈河区), short (沈阳, 喀左县) or alias (from the user's table).
    """

    start: int
    end: int
    kind: str
    divisions: tuple[Division, ...]

    @property
    def level(self) -> str:
        """Level of the first division meant; all of them are alike but for 吉林 and its kind."""
        return self.divisions[0].level


class Matcher:
    """An automaton over all names of `divisions`."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        names: dict[str, list[tuple[str, Division]]] = defaultdict(list)
        for division in divisions:
            if (division.valid_to or SINCE) < SINCE:
                continue
            names[division.name].append(("full", division))
            for alias in division.aliases:
                names[alias].append(("alias", division))
            for short in dict.fromkeys(short_names(division)):
                if len(short) > 1:
                    names[short].append(("short", division))
        for word in traps.DECOYS:
            names.setdefault(word, [])
        self._names = list(names)
        self._meanings = [_meaning(found) for found in names.values()]
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def mentions(self, text: str) -> list[Mention]:
        """Mentions in `text`, left to right, without overlaps.

        A weak name (two characters, or a common noun too) is believed with its parent right in front or an authority
        behind it; a document that has it once in such a frame means it everywhere.
        """
        found: list[tuple[Mention, str]] = []
        believed: set[str] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(text):
            name, (kind, divisions) = self._names[index], self._meanings[index]
            if not divisions:
                continue
            mention = Mention(start, end, kind, divisions)
            above = found[-1][0] if found and found[-1][0].end == start else None
            narrowed = _under(mention, above)
            if narrowed is None and _is_other_word(name, kind, text, start, end, above is not None):
                continue
            doubtful = narrowed is None and _is_weak(name) and not _is_framed(text, start, end)
            if _is_weak(name) and not doubtful:
                believed.add(name)
            found.append((narrowed or mention, name if doubtful else ""))
        return [mention for mention, doubt in found if not doubt or doubt in believed]


def _meaning(found: list[tuple[str, Division]]) -> tuple[str, tuple[Division, ...]]:
    kinds = {kind for kind, _ in found}
    kind = next((k for k in ("full", "alias", "short") if k in kinds), "decoy")
    return kind, tuple(division for k, division in found if k == kind)


def _under(mention: Mention, above: Mention | None) -> Mention | None:
    """The mention with only the divisions inside those of `above`, the mention right in front; None if there are none."""
    if above is None:
        return None
    codes = {division.code for division in above.divisions}
    provinces = {d.code[:2] for d in above.divisions if d.level == "province"}
    inside = tuple(d for d in mention.divisions if d.parent_code in codes or d.code[:2] in provinces)
    return replace(mention, divisions=inside) if inside else None


def _is_weak(name: str) -> bool:
    return (len(name) == 2 and name[-1] in "县区市旗") or name in traps.COMMON_NOUNS


def _is_other_word(name: str, kind: str, text: str, start: int, end: int, follows_mention: bool) -> bool:
    """True where the characters belong to a longer word or are a common noun for certain."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in traps.BEFORE.get(name, ""):
        return True
    if name[0] in traps.JOINED_BY and before and before in traps.KINDS_OF_DIVISION:
        return True
    if kind == "short":
        return bool(after) and name[-1] not in "县州旗" and after in traps.NOT_AFTER_SHORT
    if after and after in traps.AFTER_ANY.get(name[-1], ""):
        return True
    weak = _is_weak(name)
    if weak and after and after in traps.AFTER[name[-1]]:
        return True
    noun = name.endswith(traps.CITY_NOUN) and text.startswith(traps.CITY_WORDS, end)
    return (weak or noun) and not follows_mention and not _at_boundary(before)


def _at_boundary(before: str) -> bool:
    return not before or before in traps.OPENS or before in traps.BOUNDARY


def _is_title_of(text: str, start: int, end: int) -> bool:
    """True where a line that begins with the name of a county reads as a title or a headline: 高县竹产业发展规划."""
    stop = text.find("\n", end, start + LONGEST_LINE)
    line = text[start : stop if stop > 0 else start + LONGEST_LINE]
    is_county = text[end - 1] == "县" and text[start:end] not in traps.VERBS
    return is_county and "。" not in line and (ends_with_kind(line) or "召开" in line)


def _is_framed(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    if traps.CONGRESS.match(text, end):
        return True
    if text[start:end] in traps.VERBS and before != "共":
        return before in ("", "\n", "《") and text.startswith(traps.FORMAL, end)
    if text.startswith(traps.ORGANS, end):
        return True
    if before in ("", "\n") and (traps.ORGAN_LINE.match(text, end) or _is_title_of(text, start, end)):
        return True
    return (not before or before in traps.OPENS) and text.startswith(traps.OPENING_WORDS, end)
