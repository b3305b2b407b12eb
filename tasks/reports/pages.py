"""The pages of a report: static shells, what they say of themselves, and the scripts and styles that fill them.

Addresses are relative, so that the folder can be mailed, served or opened from disk. A content security policy lets
nothing run and nothing be fetched but files of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined

from tasks.reports.columns import Column, place_columns
from tasks.reports.data import Chunk, script
from tasks.reports.labels import (
    KINDS_OF_EMPTY,
    MEANINGS_OF_EMPTY,
    MEANINGS_OF_EMPTY_EN,
    VALUES,
    english,
    printed,
)
from tasks.reports.layouts import LAYOUTS, Layout
from tasks.reports.model import DISTRICT, Comparison
from tasks.reports.places import Places

TEMPLATES = ("words.html", "layout.html", "index.html", "comparison.html", "district.html")
ASSETS = (
    "report.css",
    "data.js",
    "language.js",
    "cells.js",
    "evidence.js",
    "table.js",
    "charts.js",
    "views.js",
    "page.js",
)
"""In the order in which a page loads the scripts; the first loads data, the last fills the page."""


@dataclass(frozen=True, slots=True)
class Described:
    """A comparison as its page knows it: columns, where its rows lie, and which columns have evidence."""

    comparison: Comparison
    columns: tuple[Column, ...]
    chunks: tuple[Chunk, ...]
    evidenced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What all pages share. `figures` are (Chinese, English, number); `quotes` the first number in each file of quotes."""

    snapshot: int
    figures: tuple[tuple[str, str, int], ...]
    comparisons: tuple[Described, ...]
    places: Places
    quotes: tuple[int, ...]
    quotes_a_cell: int
    downloads: tuple[str, ...] = ()
    without_people: bool = False


def render(report: Report) -> Iterator[tuple[str, str]]:
    """(address relative to the report's folder, content) of every file but the data of comparisons and quotes."""
    for name in ASSETS:
        yield f"assets/{name}", (files("tasks.reports") / "assets" / name).read_text(encoding="utf-8")
    yield "data/report.js", script("report", "", 0, _about(report))
    yield "index.html", _page("index.html", report, root="", current="")
    for one in report.comparisons:
        name = one.comparison.name
        yield f"{name}.html", _page("comparison.html", report, root="", current=name, one=one.comparison)
    for number, place in enumerate(report.places.places):
        address = f"districts/{report.places.slug(number)}.html"
        yield address, _page("district.html", report, root="../", current="", number=number, place=place)


def _about(report: Report) -> Any:
    return {
        "snapshot": report.snapshot,
        "comparisons": [_described(one) for one in report.comparisons],
        "places": [
            [place.province, place.city, place.district, place.code, report.places.slug(number)]
            for number, place in enumerate(report.places.places)
        ],
        "quotes": report.quotes,
        "quotes_a_cell": report.quotes_a_cell,
        "empty": {
            kind: [KINDS_OF_EMPTY[kind], english(kind), MEANINGS_OF_EMPTY[kind], MEANINGS_OF_EMPTY_EN[kind]]
            for kind in KINDS_OF_EMPTY
        },
    }


def _described(one: Described) -> Mapping[str, Any]:
    comparison = one.comparison
    layout = LAYOUTS.get(comparison.name, Layout(comparison.key))
    return {
        "name": comparison.name,
        "title": [printed(comparison.title), comparison.title_en],
        "question": [printed(comparison.question), comparison.question_en],
        "rows": len(comparison.rows),
        "has_places": bool(place_columns(comparison)),
        "chunks": [[chunk.first, chunk.rows, chunk.places] for chunk in one.chunks],
        "columns": [_column(column, column.name in one.evidenced) for column in one.columns],
        "layout": _layout(layout),
    }


def _column(column: Column, has_evidence: bool) -> Mapping[str, Any]:
    codes = VALUES.get(column.name, {})
    return {
        "name": column.name,
        "title": [column.title, column.title_en],
        "note": column.note,
        "kind": column.kind,
        "key": column.is_key,
        "evidence": has_evidence,
        "codes": {code: [title, english(code)] for code, title in codes.items()},
    }


def _layout(layout: Layout) -> Mapping[str, Any]:
    """Rows and columns of the matrix: the four that name a district are one, called `place`."""
    value = asdict(layout)
    for axis in ("rows", "columns"):
        value[axis] = ["place"] if getattr(layout, axis) == DISTRICT else list(getattr(layout, axis))
    return {**value, "missing": layout.missing.kind}


def _page(template: str, report: Report, **context: object) -> str:
    scripts: Sequence[str] = [name for name in ASSETS if name.endswith(".js")]
    return (
        _environment()
        .get_template(template)
        .render(report=report, scripts=scripts, printed=printed, **context)
    )


@cache
def _environment() -> Environment:
    folder = files("tasks.reports") / "templates"
    sources = {name: (folder / name).read_text(encoding="utf-8") for name in TEMPLATES}
    return Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
