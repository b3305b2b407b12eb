"""Headers of the .sql files: comment lines `-- name: value` at the top, read into `Comparison`s.

A header of a comparison has title, title_en, question, question_en, grain, key and counted (columns, comma separated) and one
`column NAME: note` for each column. A line that is indented by three blanks continues the one above.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from storage.errors import ComparisonMissing
from storage.model import Comparison
from storage.views import ALIGNMENTS, sql_files

_COLUMN = "column "
_EVIDENCE = ".evidence"


def read_header(sql: str) -> Mapping[str, str]:
    """The `name: value` pairs of the comment lines that open an .sql file, in order."""
    fields: dict[str, str] = {}
    last = ""
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        text = line.removeprefix("--")
        if text.startswith("   ") and last:
            fields[last] += " " + text.strip()
        else:
            last, _, value = text.strip().partition(": ")
            fields[last] = value.strip()
    return fields


@cache
def read_comparisons() -> tuple[Comparison, ...]:
    """All comparisons by name: adding a file to sql/comparisons adds one."""
    files = dict(sql_files("comparisons"))
    return tuple(
        _comparison(name, sql, files[name + _EVIDENCE])
        for name, sql in files.items()
        if not name.endswith(_EVIDENCE)
    )


def comparison(name: str) -> Comparison:
    """The comparison called `name`. Raises ComparisonMissing, naming those that there are."""
    found = {one.name: one for one in read_comparisons()}
    if name not in found:
        raise ComparisonMissing(f"There is no comparison {name}; there are {', '.join(found)}.")
    return found[name]


def alignments_header() -> Comparison:
    """What the header of `alignments` says, which is laid out like a comparison and is none: no row for each district."""
    ((name, sql),) = sql_files(ALIGNMENTS)
    return _comparison(name, sql, "")


def _comparison(name: str, sql: str, evidence_sql: str) -> Comparison:
    header = read_header(sql)
    return Comparison(
        name=name,
        title=header["title"],
        title_en=header["title_en"],
        question=header["question"],
        question_en=header["question_en"],
        grain=header["grain"],
        key=_names(header["key"]),
        columns=tuple(
            (field.removeprefix(_COLUMN), note) for field, note in header.items() if field.startswith(_COLUMN)
        ),
        counted=_names(header["counted"]),
        sql=sql,
        evidence_sql=evidence_sql,
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))
