"""A report as a folder of static pages: no script, no request off the page, all text escaped.

Addresses are relative, so that the folder can be mailed, served or opened from disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from tasks.reports.model import Report

TEMPLATES = ("layout.html", "index.html", "grid.html", "evidence.html")


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


def render(report: Report) -> Iterator[tuple[str, str]]:
    """(address relative to the report's folder, content) of every file of the report."""
    yield "style.css", (files("tasks.reports") / "templates" / "style.css").read_text(encoding="utf-8")
    yield "index.html", _page("index.html", report, root="", current="")
    for grid in report.grids:
        yield f"{grid.name}.html", _page("grid.html", report, root="", current=grid.name, grid=grid)
    titles = {grid.name: grid.title for grid in report.grids}
    for page in report.evidence:
        yield (
            page.address,
            _page(
                "evidence.html",
                report,
                root="../" * page.address.count("/"),
                current=page.grid,
                page=page,
                grid_title=titles[page.grid],
            ),
        )


def _page(template: str, report: Report, **context: object) -> str:
    return _environment().get_template(template).render(report=report, **context)
