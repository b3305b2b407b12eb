"""What is coded, from which columns: the one function that the merge of a partition calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tasks.coding.heads import heads_of
from tasks.coding.indicators import indicators_of
from tasks.coding.themes import theme_of_path, topic_of

Columns = Mapping[str, list[Any]]

INPUTS: Mapping[str, tuple[str, ...]] = {
    "sections": ("path", "heading"),
    "measures": ("section_path", "headline", "text"),
    "problems": ("section_path", "problem"),
    "metrics": (
        "label",
        "unit_normalized",
        "value_status",
        "scope_kind",
        "scope_name",
        "period_start",
        "period_end",
        "period_basis",
        "section_path",
        "left_context",
        "right_context",
        "document_type",
        "district",
    ),
}
"""Table → the columns that its codes follow from, in the order in which its coder takes them."""


_PATH = INPUTS["metrics"].index("section_path") - 2
"""Its place among the columns behind label and unit."""


def code(table: str, columns: Columns) -> Columns:
    """The coded columns of `table`, from its `INPUTS`; all lists are equally long. Raises KeyError for other tables."""
    return _CODERS[table](*(columns[name] for name in INPUTS[table]))


def _sections(paths: list[list[str]], headings: list[str]) -> Columns:
    return {
        "theme_code": [theme_of_path(tuple(path)) for path in paths],
        "topic_code": [topic_of(heading) for heading in headings],
    }


def _measures(paths: list[list[str]], headlines: list[str], texts: list[str]) -> Columns:
    return {
        "theme_code": [theme_of_path(tuple(path)) for path in paths],
        "topic_code": [topic_of(*row) for row in zip(headlines, texts, strict=True)],
    }


def _problems(paths: list[list[str]], problems: list[str]) -> Columns:
    return {
        "theme_code": [theme_of_path(tuple(path)) for path in paths],
        "topic_code": [topic_of(problem) for problem in problems],
    }


def _metrics(labels: list[str | None], units: list[str | None], *others: list[Any]) -> Columns:
    rows = [*others]
    rows[_PATH] = [path[-1] if path else "" for path in rows[_PATH]]
    found = indicators_of(labels, units, rows)
    unclaimed = [label if label and not code else None for label, code in zip(labels, found, strict=True)]
    heads = heads_of(filter(None, unclaimed))
    return {
        "indicator_code": found,
        "label_head": [heads[label] if label else None for label in unclaimed],
    }


_CODERS: Mapping[str, Callable[..., Columns]] = {
    "sections": _sections,
    "measures": _measures,
    "problems": _problems,
    "metrics": _metrics,
}
