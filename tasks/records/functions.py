"""What bodies are for: 发改局, 区发改委 and 区发展和改革局 are one body of one district, with one function in all districts.

The table is `data/functions.txt`, with the names that the reforms changed. A name that it does not hold keeps its own
words: it gets no function by likeness.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.records.vocabulary import rows
from tasks.text.model import Place

_LEVEL = frozenset("省市区县州旗")
_NO_BUREAUS = ("中心", "大队", "队", "站", "公司", "馆", "段", "处", "台")
_BRANCH_OF = re.compile(r"(?P<body>[一-鿿]{2,16}局)(?P<part>[一-鿿]{1,6})分局")
"""市公安局青禾分局: the part of a city's bureau that is the district's own."""
_STREET = re.compile(r"(?P<name>[一-鿿]{2,10}街道)(?:办|办事处|党工委)?")
_YOUTH = re.compile(r"(?:共青团)?(?:[一-鿿]{2,8})?(?:团[区县市旗]委|(?<=团).*[区县市旗]委)")
_ZONE = re.compile(r"(?P<name>[一-鿿]{2,16}(?:区|园))(?:管委会|管理委员会|党工委)")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in the years in which bodies bore it; `until` None where they still do."""

    code: str
    until: int | None
    standard: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body by the name that is normal within its district (区发展和改革局), and its function; None where unknown."""

    canonical_name: str
    function_code: str | None


@lru_cache(maxsize=4096)
def body_of(name: str, place: Place, year: int | None) -> Body:
    """The body that `name` means in a document of `place` and `year`.

    The district's own name, and a missing level, become the level (青禾区发改局, 发改局: 区发展和改革局); bodies of other
    levels keep their own words. A name that a reform has done away with before `year` stands for its successor, an
    earlier one for itself.
    """
    name = name.removeprefix("中共").removeprefix("国家税务总局")
    level, core = _level_and_core(name, place)
    entry = _entry(core, year)
    if entry:
        normal = level == _own_level(place) and _kind(core) == _kind(entry.standard)
        standard = entry.standard if level else entry.standard.removeprefix("委")  # of whom, nobody says
        return Body(level + (standard if normal else core), entry.code)
    above = _names().get(core[:-1] + "局", ()) if core[-1] in "厅部" else ()
    if above:
        return Body(name, above[-1].code)
    if _YOUTH.fullmatch(name):
        return Body(f"团{_own_level(place)}委", "youth_league")
    street, zone = _STREET.fullmatch(core), _ZONE.fullmatch(core)
    if street:
        return Body(street["name"] + "办事处", "subdistrict_office")
    if zone:
        return Body(zone["name"] + "管委会", "zone_administration")
    return Body(level + core if level and core != name else name, None)


def _level_and_core(name: str, place: Place) -> tuple[str, str]:
    """What stands before the body's own words, as its level; and these words."""
    own = _own_level(place)
    branch = _BRANCH_OF.fullmatch(name)
    if branch and (place.district or "").startswith(branch["part"]):
        return own, _level_and_core(branch["body"], place)[1]
    for division in (place.province, place.city, place.district):
        if division and name.startswith(division) and len(name) > len(division):
            rest = name.removeprefix(division)
            deeper = _level_and_core(rest, place) if rest[0] not in _LEVEL else ("", rest)
            return (deeper[0] if deeper[1] != rest else division[-1]), deeper[1]
    if _is_known(name) or _is_branch(name):
        return own, name
    for end in range(1, len(name)):
        if name[end - 1] in _LEVEL and (_is_known(name[end:]) or _is_branch(name[end:])):
            return name[:end], name[end:]
    return (name[0], name[1:]) if name[0] in _LEVEL and len(name) > 2 else ("", name)


def _own_level(place: Place) -> str:
    return (place.district or place.city or " ")[-1].strip()


def _kind(core: str) -> str | None:
    """The ending that sets a body apart from another of its function: a centre is no bureau."""
    return next((ending for ending in _NO_BUREAUS if core.endswith(ending)), None)


def _is_known(core: str) -> bool:
    return core in _names()


def _is_branch(core: str) -> bool:
    return core.endswith("分局") and core.removesuffix("分局") + "局" in _names()


def _entry(core: str, year: int | None) -> _Name | None:
    if _is_branch(core) and not _is_known(core):
        core = core.removesuffix("分局") + "局"
    entries = _names().get(core, ())
    if not entries:
        return None
    current = next((entry for entry in entries if entry.until is None), None)
    if current is None or (year is not None and len(entries) > 1):
        old = next((e for e in entries if e.until is not None and year is not None and year < e.until), None)
        return old or current or _successor(entries[-1])
    return current


def _successor(entry: _Name) -> _Name:
    return _last().get(entry.code, entry)


@cache
def _names() -> Mapping[str, tuple[_Name, ...]]:
    found: dict[str, tuple[_Name, ...]] = {}
    for code, _, until, standard, *others in rows("functions.txt"):
        entry = _Name(code, None if until == "-" else int(until), standard)
        for name in (standard, *others):
            found[name] = (*found.get(name, ()), entry)
    return found


@cache
def _last() -> Mapping[str, _Name]:
    """The name of each function that is in force."""
    return {e.code: e for entries in _names().values() for e in entries if e.until is None}
