"""docs/tables.md, generated from the schemas and the headers of the comparisons: `python -m storage.docs > docs/tables.md`."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from storage.headers import alignments_header, read_comparisons
from storage.model import Comparison
from storage.schemas import TABLES
from storage.table import Table

_INTRODUCTION = """\
# Tables

Generated from `storage/schemas.py` and the headers of `storage/sql/comparisons/`; `make docs` writes it anew.

Offsets count characters (Unicode code points) from 0, half open: `start_char:end_char` in the decoded source file
(for HTML, DOCX and PDF in `source_texts.text`), `text_start:text_end` in `documents.text`. **Bold** columns are never
null. In DuckDB open `LAKE/catalog.duckdb`: each table is a view, comparisons are in the schema `compare`.
"""


def tables_markdown() -> str:
    """The whole page."""
    parts = [_INTRODUCTION, *(_table(table) for table in TABLES.values())]
    aligned = alignments_header()
    parts += [_comparison(aligned).replace("### compare.", "## ", 1)]
    parts += ["## Comparisons\n", *(_comparison(comparison) for comparison in read_comparisons())]
    return "\n".join(parts)


def _table(table: Table) -> str:
    folders = "/".join(f"{column}=…" for column in table.partition_by)
    lines = [
        f"## {table.name} {table.title}\n",
        f"One row per {table.grain}. Key: {_names(table.key)}. "
        f"Files: `{table.name}/{folders}{'/' if folders else ''}data.parquet`, sorted by {_names(table.order)}.\n",
        "| column | type | what it says |",
        "|---|---|---|",
        *_columns(table),
    ]
    return "\n".join(lines) + "\n"


def _columns(table: Table) -> Iterator[str]:
    for column in table.columns:
        name = column.name if column.nullable else f"**{column.name}**"
        unit = f" [{column.unit}]" if column.unit else ""
        yield f"| {name} | {_type(column.type)} | {_cell(column.description)}{unit} |"


def _comparison(comparison: Comparison) -> str:
    lines = [
        f"### compare.{comparison.name} {comparison.title}\n",
        f"{comparison.question_en} One row per {comparison.grain}.\n",
        "| column | what it says |",
        "|---|---|",
        *(f"| {name} | {_cell(note)} |" for name, note in comparison.columns),
    ]
    return "\n".join(lines) + "\n"


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _type(type_: pa.DataType) -> str:
    return str(type_).replace("<element: ", "<")


if __name__ == "__main__":
    print(tables_markdown(), end="")
