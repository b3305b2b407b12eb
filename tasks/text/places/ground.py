"""The ground that a document stands on: every mention in it, and how they vote between same-named districts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from tasks.text.model import Place
from tasks.text.parts import Parts
from tasks.text.places.divisions import Division
from tasks.text.places.gazetteer import MUNICIPALITIES, Gazetteer
from tasks.text.places.matcher import Mention

TITLE, SIGNATURE, FOOTER, PREAMBLE, BODY = 5.0, 5.0, 4.0, 3.0, 1.0
"""Weight of a mention by the part of the document that it stands in."""
SHORT = 0.5
"""沈阳 weighs half of 沈阳市: short names are also parts of other words."""
CITY, PROVINCE = 3.0, 1.0
"""How much more a vote for the city says about a district than one for its province."""
CLEAR = 2.0
"""A candidate wins with twice the votes of the next; anything closer is no decision."""
ENOUGH = 3.0

SITE_CODE = re.compile(r"(?:标识码\D{0,4}(\d{6})\d{4}(?!\d)|公网安备\D{0,3}(\d{6})\d{8}(?!\d))")
"""A site's identification and police numbers begin with the code of the division that runs it."""


class Ground:
    """All that one document says about places, gathered once. `year` is the document's, None where unknown."""

    def __init__(self, parts: Parts, path: str, year: int | None, places: Gazetteer) -> None:
        self.parts = parts
        self.year = year
        self.places = places
        self.mentions = places.mentions(parts.text)
        self._starts = [mention.start for mention in self.mentions]
        self.path_mentions = places.mentions(re.sub(r"[/\\_\-\s.]+", "", path))
        self.cities: defaultdict[str, float] = defaultdict(float)
        self.provinces: defaultdict[str, float] = defaultdict(float)
        self._vote()

    def within(self, span: tuple[int, int] | None) -> list[Mention]:
        """The mentions that begin inside a span of the text."""
        if span is None:
            return []
        return self.mentions[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]

    def site_divisions(self) -> list[Division]:
        """Divisions whose codes stand in the identification numbers of the page's footer."""
        codes = [
            found[1] or found[2]
            for span in self.parts.footer
            for found in SITE_CODE.finditer(self.parts.text, *span)
        ]
        return [division for code in codes if (division := self.places.with_code(code))]

    def _vote(self) -> None:
        title, signature = self.parts.title, self.parts.signature
        spans = [(*self.parts.preamble, PREAMBLE)]
        spans += [(*span, FOOTER) for span in self.parts.footer]
        spans += [(signature.start, signature.end, SIGNATURE)] if signature else []
        spans += [(title.start, title.end, TITLE)] if title else []
        weights = [BODY] * len(self.mentions)
        for start, end, weight in spans:
            for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
                weights[i] = weight
        for mention, weight in zip(self.mentions, weights, strict=True):
            self._count(mention, weight)
        for mention in self.path_mentions:
            self._count(mention, TITLE)
        for division in self.site_divisions():
            self._count(Mention(0, 0, "full", (division,)), FOOTER)

    def _count(self, mention: Mention, weight: float) -> None:
        if mention.kind == "short":
            weight *= SHORT
        provinces = {division.code[:2] for division in mention.divisions}
        if len(provinces) == 1:
            self.provinces[provinces.pop()] += weight
        cities = {self._city_code(division) for division in mention.divisions}
        if len(cities) == 1 and (city := cities.pop()):
            self.cities[city] += weight

    def _city_code(self, division: Division) -> str | None:
        if division.level == "province" and division.code not in MUNICIPALITIES:
            return None
        return division.parent_code if division.level == "district" else division.code

    def choose(self, candidates: Iterable[Division]) -> Division | None:
        """The one division meant by a name: by the years in which it bore it, then by votes; None when it is close.

        Votes for a province that all candidates share say nothing, so only what a province has beyond the least counts.
        """
        living = self._of_the_time(tuple(candidates))
        if len(living) == 1:
            return living[0]
        shared = min((self.provinces.get(d.code[:2], 0) for d in living), default=0)
        votes = {
            d.code: CITY * self.cities.get(self._city_code(d) or d.code, 0)
            + PROVINCE * (self.provinces.get(d.code[:2], 0) - shared)
            for d in living
        }
        code = leader(votes)
        return next((d for d in living if d.code == code), None)

    def _of_the_time(self, candidates: tuple[Division, ...]) -> list[Division]:
        year = self.year
        if year is None:
            living = [d for d in candidates if d.valid_to is None]
        else:
            # Names change in the course of a year; the table knows only how each year ended.
            living = [d for d in candidates if d.in_force(year)] or [
                d for d in candidates if d.in_force(year - 1)
            ]
        return list({d.code: d for d in living or candidates}.values())

    def leading_city(self) -> Division | None:
        """The city that the document's mentions agree on; None where they are few or divided."""
        code = leader(self.cities)
        division = self.places.with_code(code, self.year) or self.places.with_code(code) if code else None
        return division if division is not None and division.level == "city" else None

    def leading_province(self) -> Division | None:
        """The province that the mentions agree on."""
        code = leader(self.provinces)
        return self.places.with_code(code + "0000") if code else None

    def place(self, division: Division, basis: str) -> Place:
        """The place of a document of `division`, under the name and code in force at its date."""
        if self.year is not None and not (division.in_force(self.year) or division.in_force(self.year - 1)):
            division = self.places.at(division, self.year) or division
        city, province = self.places.city_and_province(division)
        if division.level == "district":
            return Place(province, city, division.name, division.code, basis)
        return Place(province, city, None, None, basis)

    def unresolved(self, candidates: Iterable[Division], basis: str) -> Place:
        """The place of a district whose name is printed but borne by several: what they share, and no code."""
        living = self._of_the_time(tuple(candidates))
        above = {self.places.city_and_province(division) for division in living}
        cities, provinces = {city for city, _ in above}, {province for _, province in above}
        city = cities.pop() if len(cities) == 1 and len(provinces) == 1 else None
        return Place(provinces.pop() if len(provinces) == 1 else None, city, living[0].name, None, basis)


def leader(votes: Mapping[str, float]) -> str | None:
    """The key with enough votes and clearly more than any other, or None."""
    ranked = sorted(votes.items(), key=lambda item: -item[1])[:2]
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= CLEAR * ranked[1][1] else None
