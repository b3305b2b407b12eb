"""Comparison tables: each file of sql/comparisons is one; beside it stands the query for its evidence."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import duckdb
import pyarrow as pa

from storage.errors import ComparisonMissing, MemoryExhausted
from storage.headers import comparison, read_comparisons
from storage.lake import Lake
from storage.model import CodeLists, Comparison, Division, ObjectRef
from storage.parquet import encode, put_object, read_object
from storage.tree import link_objects
from storage.views import ALIGNMENTS, COMPARISONS, alignments_query, create_views_for, sql_files

_ROWS_PER_GROUP = 20_000
MEMORY_LIMIT = "1GB"
"""Of DuckDB, for one comparison. At 200 MB of dense text (3 million numbers) the largest needs most of it."""

_UNREAD = {"documents": "text"}
"""What a document says is asked of its sentences."""

_WORDS = pa.list_(pa.string())
_DIVISIONS = pa.schema([(name, pa.string()) for name in ("code", "name", "level", "city", "province")])
_INDICATORS = pa.schema(
    [(name, pa.string()) for name in ("code", "name", "name_en", "theme", "kind", "scope")]
    + [(name, _WORDS) for name in ("units", "mentions", "types")]
)
_THEMES = pa.schema([(name, pa.string()) for name in ("code", "parent", "name", "name_en")])
NO_LISTS = CodeLists()


def list_comparisons() -> tuple[Comparison, ...]:
    """All comparisons by name."""
    return read_comparisons()


def comparison_fingerprint(
    divisions: Sequence[Division], scope: Sequence[str] | None, lists: CodeLists = NO_LISTS
) -> str:
    """Covers SQL files, divisions, scope, lists of codes and DuckDB's version: `make_plan`'s compare_fingerprint."""
    parts = {
        "sql": [sql_files(folder) for folder in (ALIGNMENTS, "comparisons", "constants", "scope", "views")],
        "divisions": [_values(division) for division in divisions],
        "scope": sorted(scope or ()),
        "lists": asdict(lists),
        "duckdb": version("duckdb"),
    }
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def align(root: Path, tree: Path, memory: str = MEMORY_LIMIT) -> ObjectRef:
    """Find what the documents say in the same words, and keep it in the lake at `root` and in the tree.

    The comparisons that come after read it there. Running it again does nothing. Raises MemoryExhausted.
    """

    def ask(con: duckdb.DuckDBPyConnection) -> pa.Table:
        query = alignments_query(tree)
        create_views_for(query, con, tree, "views")
        return con.sql(query).to_arrow_table()

    ref = _store(root, ALIGNMENTS, _answer(root, ALIGNMENTS, memory, ask))
    link_objects(root, tree, [ref])
    return ref


def run_comparison(
    root: Path,
    tree: Path,
    name: str,
    divisions: Sequence[Division],
    scope: Sequence[str] | None = None,
    lists: CodeLists = NO_LISTS,
    memory: str = MEMORY_LIMIT,
) -> ObjectRef:
    """Run one comparison on the tree and write it as an object of the lake at `root`.

    Its districts are those of the provinces that have documents; `scope` adds provinces. `lists` name the codes.
    Raises MemoryExhausted where it needs more than `memory` (as DuckDB writes it: 1GB).
    """
    wanted = comparison(name)

    def ask(con: duckdb.DuckDBPyConnection) -> pa.Table:
        con.register("divisions", _divisions_table(divisions))
        con.register("wider_scope", pa.table({"province": pa.array(scope or (), pa.string())}))
        register_lists(con, lists)
        for constant, query in sql_files("constants"):
            con.execute(f"SET VARIABLE {constant} = ({query})")
        create_views_for(wanted.sql, con, tree, "views", "scope", without=_UNREAD)
        return con.sql(wanted.sql).to_arrow_table()

    return _store(root, f"{COMPARISONS}/{name}", _answer(root, name, memory, ask))


def _answer(
    root: Path, name: str, memory: str, ask: Callable[[duckdb.DuckDBPyConnection], pa.Table]
) -> pa.Table:
    """What `ask` is answered within `memory`. What does not fit is spilled beside the half-built trees of the lake.

    Each thread holds something that cannot be spilled, so where memory does not suffice one alone tries again: 3 million
    sentences are aligned within 1 GB by one thread and not by two.
    """
    spill = root / "_trees" / f"{uuid.uuid4().hex}.spill"
    spill.parent.mkdir(exist_ok=True)
    limits = {"memory_limit": memory, "temp_directory": str(spill)}
    for config in (limits, limits | {"threads": "1"}):
        try:
            with duckdb.connect(config={**config}) as con:
                return ask(con)
        except duckdb.OutOfMemoryException as error:
            exhausted = error
    raise MemoryExhausted(
        f"The comparison {name} needs more memory than the {memory} it was given: set DUIZHAO_COMPARISON_MEMORY to more, "
        "such as 4GB. Nothing was published; what was read is kept."
    ) from exhausted


def register_lists(con: duckdb.DuckDBPyConnection, lists: CodeLists) -> None:
    """Make `indicator_list` and `theme_list` of the connection: what the codes of indicators and themes mean."""
    con.register("indicator_list", pa.Table.from_pylist(list(lists.indicators), _INDICATORS))
    con.register("theme_list", pa.Table.from_pylist(list(lists.themes), _THEMES))


def _values(division: Division) -> tuple[str | None, ...]:
    """The columns of a division, in order. Not asdict: it copies, and there are 3,000 of them."""
    return division.code, division.name, division.level, division.city, division.province


def _divisions_table(divisions: Sequence[Division]) -> pa.Table:
    columns = zip(*map(_values, divisions), strict=True) if divisions else [()] * len(_DIVISIONS)
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], schema=_DIVISIONS)


def _store(root: Path, table: str, rows: pa.Table) -> ObjectRef:
    content = encode(rows, _ROWS_PER_GROUP)
    return ObjectRef(table, (), rows.num_rows, len(content), put_object(root, content))


def read_comparison(lake: Lake, name: str, n: int | None = None) -> pa.Table:
    """The comparison as published. Raises ComparisonMissing."""
    comparison(name)
    number = lake.current() if n is None else n
    for ref in lake.manifest(number).objects:
        if ref.table == f"{COMPARISONS}/{name}":
            return read_object(lake.root, ref.sha256)
    raise ComparisonMissing(
        f"Snapshot {number} was published before there was a comparison {name}. The next run over the same files "
        "publishes it in a new snapshot and reads nothing again; older snapshots stay as they are."
    )
