"""The two lists that coding works from, read from their CSV files once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product

_DATA = resources.files("tasks.coding") / "data"


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme of the shared taxonomy: `parent` groups themes, `words` gives each word its weight as evidence.

    A word of weight FRAME is the theme's own name: whatever stands under a heading with it belongs to the theme.
    """

    code: str
    parent: str
    name_zh: str
    name_en: str
    words: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to word an indicator: all of `label` in the number's label, all of `context` there or around it."""

    label: tuple[str, ...]
    context: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One quantity that districts report and that can be compared.

    `units` are normalised units that it may have. `scopes` are the kinds of scope that its numbers have (district,
    exercise …), or words in the name of one; `types` the document types that usually report it. `bare` are those whose
    numbers are the district's though they do not say so, besides the reports on a year. `also` are words that may stand in
    its label besides, `excluded` are words that it must not have; `mentions` show that a sentence speaks of it, with
    or without a number. `kind` is stock, flow, share, growth, cut (a fall that is meant), amount or time.
    """

    code: str
    name_zh: str
    name_en: str
    theme: str
    kind: str
    scopes: tuple[str, ...]
    units: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    also: tuple[str, ...]
    excluded: Alternative
    mentions: tuple[str, ...]
    types: tuple[str, ...]
    bare: tuple[str, ...]


FRAME = 9
USUAL = 2
NO_THEME = "-"
"""Code of the row of words that look like evidence and are none: 政治生态 is no ecology."""


@cache
def themes() -> tuple[Theme, ...]:
    """All themes in the order of the file, the row of words without a theme included."""
    return tuple(
        Theme(
            row["code"],
            row["parent"],
            row["name_zh"],
            row["name_en"],
            dict(map(_weighed, row["words"].split())),
        )
        for row in _rows("themes.csv")
    )


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators in the order of the file."""
    return tuple(
        Indicator(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            theme=row["theme"],
            kind=row["kind"],
            scopes=tuple(row["scope"].split()),
            units=tuple(row["units"].split()),
            alternatives=tuple(_alternatives(row["words"])),
            also=tuple(row["also"].split()),
            excluded=_alternative("+".join(row["not"].split())),
            mentions=tuple(row["mentions"].split()),
            types=tuple(row["types"].split()),
            bare=tuple(row["bare"].split()),
        )
        for row in _rows("indicators.csv")
    )


def word_list(name: str) -> frozenset[str]:
    """The lines of a text file in data/."""
    return frozenset((_DATA / name).read_text("utf-8").split())


def _weighed(word: str) -> tuple[str, int]:
    name, _, weight = word.partition(":")
    return name, int(weight or USUAL)


def _alternatives(text: str) -> Iterator[Alternative]:
    """`审结/办结+复议|结案率`: each choice of the words of each wording."""
    for wording in text.split("|"):
        for words in product(*(_choices(part.strip()) for part in wording.split("+"))):
            yield _alternative("+".join(words))


def _choices(part: str) -> list[str]:
    """`~热线/12345`: the words that can stand at one place, each with the mark of that place."""
    mark = "~" if part.startswith("~") else ""
    return [mark + word.removeprefix("~") for word in part.split("/")]


def _alternative(text: str) -> Alternative:
    """`执法+~行政处罚`: 执法 in the label, 行政处罚 in it or around the number."""
    words = [word.strip() for word in text.split("+") if word.strip()]
    return Alternative(
        tuple(word for word in words if word[0] != "~"), tuple(word[1:] for word in words if word[0] == "~")
    )


def _rows(name: str) -> list[dict[str, str]]:
    lines = (_DATA / name).read_text("utf-8").splitlines()
    return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(lines)]
