"""The gazetteer: all divisions, looked up by code, name and year, and found in text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tasks.text.places.divisions import (
    Division,
    DivisionsError,
    standard_divisions,
    unique_towns,
    user_divisions,
)
from tasks.text.places.matcher import Matcher, Mention

DIRECT = "省直辖县级行政区划"
"""Stands for the city of a district straight under its province (仙桃市), as in the published code list."""
MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000"))
"""Provinces that are themselves cities (直辖市): their districts' city is the municipality."""


@dataclass(frozen=True, slots=True)
class DivisionRow:
    """A district in force in some year, with the names of its city and province: a row of a comparison's base."""

    code: str
    name: str
    city: str
    province: str


class Gazetteer:
    """Immutable; equal arguments give equal gazetteers. Pickles as the bytes of the user's table, nothing more."""

    def __init__(self, divisions: bytes | None = None) -> None:
        """`divisions` is the content of a user's table (see `user_divisions`); raises DivisionsError."""
        self._user = divisions
        added = user_divisions(divisions) if divisions else ()
        replaced = {division.code for division in added}
        standard = (d for d in standard_divisions() if d.code not in replaced)
        self.divisions: tuple[Division, ...] = (*standard, *added)
        self._by_code = _grouped((d.code, d) for d in self.divisions)
        self._by_name = _grouped((name, d) for d in self.divisions for name in (d.name, *d.aliases))
        self._check_parents(added)

    def __reduce__(self) -> tuple[object, ...]:
        return load_gazetteer, (self._user,)

    def _check_parents(self, added: tuple[Division, ...]) -> None:
        for division in added:
            if division.parent_code and division.parent_code not in self._by_code:
                raise DivisionsError(
                    f"{division.code} {division.name}: parent_code {division.parent_code!r} is neither in the file "
                    "nor in the national table; add a row for it"
                )
            if division.code[:2] != (division.parent_code or division.code)[:2]:
                raise DivisionsError(
                    f"{division.code} {division.name}: its code should begin like its parent_code "
                    f"{division.parent_code}, with the two characters of the province"
                )

    def named(self, name: str) -> tuple[Division, ...]:
        """All divisions that bear or bore the full name or alias `name`, in order of code and time."""
        return self._by_name.get(name, ())

    def with_code(self, code: str, year: int | None = None) -> Division | None:
        """The division that has `code` in `year` (None: the latest that had it); None where there is none."""
        holders = self._by_code.get(code, ())
        if year is None:
            return holders[-1] if holders else None
        return next((d for d in holders if d.in_force(year)), None)

    def at(self, division: Division, year: int | None) -> Division | None:
        """What `division` was in `year`: itself, what it became, or None where that is not known or is several.

        None as `year` asks for today's form.
        """
        seen = {division.code + division.name}
        while not _in_force(division, year):
            if year is not None and division.valid_from is not None and year < division.valid_from:
                return self._predecessor(division, year)
            following = self._following(division)
            if following is None or following.code + following.name in seen:
                return None
            seen.add(following.code + following.name)
            division = following
        return division

    def _following(self, division: Division) -> Division | None:
        if len(division.successors) != 1 or division.valid_to is None:
            return None
        holders = self._by_code.get(division.successors[0], ())
        return next((d for d in holders if d.in_force(division.valid_to + 1)), None)

    def _predecessor(self, division: Division, year: int) -> Division | None:
        found = [d for d in self._predecessors.get(division.code, ()) if d.in_force(year)]
        return found[0] if len(found) == 1 else None

    @cached_property
    def _predecessors(self) -> dict[str, tuple[Division, ...]]:
        return _grouped((code, d) for d in self.divisions for code in d.successors)

    def parent(self, division: Division) -> Division | None:
        """The division above, as it was when `division` ended (or is); None for a province."""
        if not division.parent_code:
            return None
        return self.with_code(division.parent_code, division.valid_to) or self.with_code(division.parent_code)

    def city_and_province(self, division: Division) -> tuple[str | None, str | None]:
        """Names of the city and province of a division of any level; a province has no city, but 直辖市 are theirs."""
        chain = [division]
        while (above := self.parent(chain[-1])) is not None:
            chain.append(above)
        names = {d.level: d.name for d in chain}
        province = chain[-1]
        city = names.get("city")
        if city is None and province.code in MUNICIPALITIES:
            city = province.name
        elif city is None and division.level == "district":
            city = DIRECT
        return city, names.get("province")

    def children(self, division: Division, year: int | None = None) -> tuple[Division, ...]:
        """The divisions right under `division` in `year` (None: today), by code."""
        below = self._children.get(division.code, ())
        return tuple(sorted((d for d in below if _in_force(d, year)), key=lambda d: d.code))

    @cached_property
    def _children(self) -> dict[str, tuple[Division, ...]]:
        return _grouped((d.parent_code, d) for d in self.divisions)

    def divisions_in_force(self, year: int) -> tuple[DivisionRow, ...]:
        """Every county-level division in force in `year`, by code: what a comparison takes as its denominator."""
        rows = []
        for division in self.divisions:
            if division.level == "district" and division.in_force(year):
                city, province = self.city_and_province(division)
                rows.append(DivisionRow(division.code, division.name, city or "", province or ""))
        return tuple(sorted(rows, key=lambda row: row.code))

    def mentions(self, text: str) -> list[Mention]:
        """Where `text` (normalised, simplified) names divisions, left to right, without overlaps."""
        return self._matcher.mentions(text)

    @cached_property
    def _matcher(self) -> Matcher:
        return Matcher(self.divisions)

    def towns_in(self, text: str) -> dict[str, str]:
        """Towns and streets named in `text` whose names are unique in China → code of their district."""
        names, codes, automaton = self._towns
        return {names[i]: codes[i] for i, _, _ in automaton.find_matches_as_indexes(text)}

    @cached_property
    def _towns(self) -> tuple[list[str], list[str], AhoCorasick]:
        pairs = list(unique_towns())
        names = [name for name, _ in pairs]
        return names, [code for _, code in pairs], AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)


def _in_force(division: Division, year: int | None) -> bool:
    return division.valid_to is None if year is None else division.in_force(year)


def _grouped(pairs: Iterable[tuple[str, Division]]) -> dict[str, tuple[Division, ...]]:
    groups: dict[str, list[Division]] = defaultdict(list)
    for key, division in pairs:
        groups[key].append(division)
    return {key: tuple(sorted(group, key=lambda d: d.valid_from or 0)) for key, group in groups.items()}


def load_gazetteer(divisions: bytes | None = None) -> Gazetteer:
    """The gazetteer, made once a process. `divisions`: content of a user's CSV, see `user_divisions`.

    Raises DivisionsError, with the line and what to do, when that CSV is wrong.
    """
    return _loaded(divisions or None)


_loaded = lru_cache(maxsize=4)(Gazetteer)
