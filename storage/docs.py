"""docs/tables.md, generated from the schemas and the headers of the comparisons."""

from __future__ import annotations


def tables_markdown() -> str:
    """The whole page."""
    raise NotImplementedError
