"""A division and the tables it comes from: the shipped one, and the one a user adds with `--divisions FILE`."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files

LEVELS = ("province", "city", "district")
REQUIRED = ("code", "name", "level", "parent_code")
OPTIONAL = ("valid_from", "valid_to", "aliases")
SUFFIXES = ("自治县", "自治旗", "新区", "特区", "林区", "区", "县", "市", "旗")
_CODE = re.compile(r"[0-9A-Za-z]{6}")


class DivisionsError(ValueError):
    """A user's division table cannot be read; the message names the line, what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Division:
    """A province (省级), city (地级) or district (县级), under one name and one code.

    It was in force at the end of each year from `valid_from` to `valid_to`; None leaves that side open.
    `parent_code` is empty for a province; a district straight under its province has the province's code there.
    `successors` are the codes of what it became. `aliases` are further names (of functional zones, for one).
    """

    code: str
    name: str
    level: str
    parent_code: str
    valid_from: int | None = None
    valid_to: int | None = None
    successors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def in_force(self, year: int) -> bool:
        """Was it in force in `year`, the year of its beginning included?"""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


def standard_divisions() -> Iterator[Division]:
    """The shipped table: every division since 1980, in order of code and year."""
    lines = _shipped("divisions.tsv.gz").splitlines()
    for line in lines[1:]:
        code, name, level, parent, first, last, successors = line.split("\t")
        became = tuple(successors.split("|")) if successors else ()
        yield Division(
            code,
            name,
            level,
            parent,
            int(first) if first else None,
            int(last) if last else None,
            became,
        )


def unique_towns() -> Iterator[tuple[str, str]]:
    """(name, county code) of towns and streets (乡镇街道) whose name stands in one county only."""
    for line in _shipped("towns.tsv.gz").splitlines():
        code, names = line.split("\t")
        for name in names.split("|"):
            yield name, code


def _shipped(name: str) -> str:
    return gzip.decompress(files(__package__).joinpath(name).read_bytes()).decode()


LONGEST_NAME = 50
"""Names become names of folders, which hold 255 bytes; the longest in the national table has 15 characters."""


def user_divisions(data: bytes) -> tuple[Division, ...]:
    """The divisions in the bytes of a user's CSV (UTF-8, with a header line). Raises DivisionsError.

        code,name,level,parent_code,valid_from,valid_to,aliases
        990000,云岭省,province,,,,
        990100,云溪市,city,990000,,,
        990102,青禾区,district,990100,2016,,青禾新区|青禾经济开发区

    `level` is province, city or district. `parent_code` is a code of this file or of the national table, empty for a
    province. Years may be days (2016-03-20); empty means always. A code of the national table replaces that
    division's row. A division that ends becomes the one that begins right after it with the same code, or the same
    parent and stem of the name (帆山县, 帆山区).
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DivisionsError("the division table is not UTF-8: save it as CSV UTF-8") from error
    reader = csv.DictReader(io.StringIO(text))
    missing = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
    if missing:
        wanted = ",".join(REQUIRED + OPTIONAL)
        raise DivisionsError(f"line 1: column {missing[0]} is missing; the first line should be {wanted}")
    found = [
        _user_division(row, reader.line_num)
        for row in reader
        if any(value for key, value in row.items() if key is not None)
    ]
    return tuple(replace(division, successors=_successors(division, found)) for division in found)


def _successors(division: Division, others: Iterable[Division]) -> tuple[str, ...]:
    """Codes of the divisions that begin the year after this one's last under its code, or its parent and stem."""
    if division.valid_to is None:
        return ()
    return tuple(
        other.code
        for other in others
        if other.valid_from == division.valid_to + 1
        and other.level == division.level
        and (
            other.code == division.code
            or (other.parent_code, stem(other.name)) == (division.parent_code, stem(division.name))
        )
    )


def _user_division(row: dict[str, str | None], line: int) -> Division:
    cell = {name: (row.get(name) or "").strip() for name in REQUIRED + OPTIONAL}
    if not _CODE.fullmatch(cell["code"]):
        raise DivisionsError(f"line {line}: code {cell['code']!r} should be six digits or letters")
    if not 2 <= len(cell["name"]) <= LONGEST_NAME:
        raise DivisionsError(f"line {line}: name {cell['name']!r} should be a full name such as 青禾区")
    if cell["level"] not in LEVELS:
        raise DivisionsError(f"line {line}: level {cell['level']!r} should be one of {', '.join(LEVELS)}")
    if bool(cell["parent_code"]) == (cell["level"] == "province"):
        advice = "empty for a province" if cell["parent_code"] else "the code of its city or province"
        raise DivisionsError(f"line {line}: parent_code {cell['parent_code']!r} should be {advice}")
    return Division(
        cell["code"],
        cell["name"],
        cell["level"],
        cell["parent_code"],
        _year(cell["valid_from"], "valid_from", line),
        _year(cell["valid_to"], "valid_to", line),
        (),
        tuple(alias.strip() for alias in cell["aliases"].split("|") if alias.strip()),
    )


def _year(cell: str, column: str, line: int) -> int | None:
    """A year of validity from 2016 or 2016-03-20; the table keeps the years at whose end a division is in force."""
    if not cell:
        return None
    found = re.fullmatch(r"((?:19|20)\d\d)(?:-(\d\d)-(\d\d))?", cell)
    if not found:
        raise DivisionsError(f"line {line}: {column} {cell!r} should be a year such as 2016, a day, or empty")
    ends_early = column == "valid_to" and found[2] and (found[2], found[3]) != ("12", "31")
    return int(found[1]) - bool(ends_early)


def stem(name: str) -> str:
    """The name without the kind of division: 大洼区 and 大洼县 → 大洼."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name
