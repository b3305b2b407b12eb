"""Views over a snapshot's files: the one place where SQL text is put together, from fixed names and quoted paths."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from graphlib import TopologicalSorter
from importlib import resources
from itertools import accumulate
from pathlib import Path

import duckdb

from storage.evolution import columns_of, null_of
from storage.partitions import escape_glob, hive_types, table_glob
from storage.schemas import TABLES
from storage.table import Table

COMPARISONS = "comparisons"
"""Folder of the comparisons in a snapshot; in SQL they stand in the schema `compare`."""

ALIGNMENTS = "alignments"
"""The view whose rows are kept in the snapshot: several comparisons and all their evidence ask for it."""

SNAPSHOT = "snapshot_folder"
"""The macro that gives the folder of the snapshot, as a glob: a view does not name it, so it serves every snapshot."""

HELD_BYTES = 128 * 1024 * 1024
"""Parquet of the tables that a query reads, up to which they are held in memory: 1.2 GB there with all columns, and a
third of it with those that a comparison names. What is more than the connection may take is spilled."""

NOTHING: Mapping[str, str] = {}

SQL = resources.files("storage") / "sql"


def quote_text(value: str) -> str:
    """A string as an SQL literal; views and comments cannot have bound parameters."""
    return "'" + value.replace("'", "''") + "'"


def quote_name(value: str) -> str:
    """A name as an SQL identifier."""
    return '"' + value.replace('"', '""') + '"'


def table_query(table: Table, tree: Path, names: Collection[str] | None = None) -> str:
    """The SELECT behind the view of a table: its columns in declared order, with fixed types.

    With `names` only the columns among them, and the one that says what a row belongs to. What a snapshot of an older
    release lacks is null; a table that it lacks is empty.
    """
    here = columns_of(table, tree)
    columns = ", ".join(
        quote_name(column.name)
        if column.name in here
        else f"{null_of(table, column.name)} AS {quote_name(column.name)}"
        for column in table.columns
        if names is None or column.name in names or column.name == table.owner_column
    )
    if not here:
        return f"SELECT {columns} WHERE false"
    glob = table_glob(table.name, len(table.partition_by))
    return f"SELECT {columns} FROM read_parquet({_in_snapshot(glob)}, {_hive(table)})"


def _in_snapshot(glob: str) -> str:
    return f"{SNAPSHOT}() || {quote_text(f'/{glob}')}"


def _hive(table: Table) -> str:
    if not table.partition_by:
        return "hive_partitioning = false"
    types = ", ".join(f"{quote_name(name)}: {type_}" for name, type_ in hive_types(table).items())
    return f"hive_partitioning = true, hive_types = {{{types}}}"


def comparison_query(name: str) -> str:
    """The SELECT behind the view of a comparison."""
    file = _in_snapshot(f"{COMPARISONS}/{name}/*.parquet")
    return f"SELECT * FROM read_parquet({file}, hive_partitioning = false)"


def alignments_query(tree: Path) -> str:
    """The SELECT behind the view `alignments`: the rows that the snapshot keeps, else the query that makes them."""
    if not (tree / ALIGNMENTS).is_dir():
        return dict(sql_files(ALIGNMENTS))[ALIGNMENTS]
    return f"SELECT * FROM read_parquet({_in_snapshot(f'{ALIGNMENTS}/*.parquet')}, hive_partitioning = false)"


def comparisons_in(tree: Path) -> list[str]:
    """Names of the comparisons that a snapshot holds."""
    return sorted(folder.name for folder in (tree / COMPARISONS).glob("*") if folder.is_dir())


def name_snapshot(tree: Path) -> str:
    """The statement that says which snapshot the views show: nothing else in them does."""
    return f"CREATE OR REPLACE MACRO {SNAPSHOT}() AS {quote_text(escape_glob(tree))}"


def create_views(con: duckdb.DuckDBPyConnection, tree: Path) -> None:
    """Create a view for each table, those of sql/views, and one for each comparison in the schema `compare`."""
    con.execute(name_snapshot(tree))
    for statement in view_statements(tree):
        con.execute(statement)


def view_statements(tree: Path) -> Iterator[str]:
    """What creates these views, once the snapshot is named."""
    tables = {name: table_query(table, tree) for name, table in TABLES.items()}
    for name, sql in (tables | _views(tree, "views")).items():
        yield f"CREATE VIEW {quote_name(name)} AS {sql}"
    yield "CREATE SCHEMA compare"
    for name in comparisons_in(tree):
        yield f"CREATE VIEW compare.{quote_name(name)} AS {comparison_query(name)}"


def create_views_for(
    query: str,
    con: duckdb.DuckDBPyConnection,
    tree: Path,
    *folders: str,
    without: Mapping[str, str] = NOTHING,
) -> None:
    """Create those views of tables, and of these folders under sql/, that a query reads, directly or through others.

    A view opens files when it is made: making all of them takes longer than a comparison of a small lake. And each scan
    opens them again, which in a whole country is thousands of files, so tables are read once and held, as far as their
    columns are named: the smallest first, up to HELD_BYTES. `without` names a table's column that no query reads and
    that weighs more than all others of it.
    """
    con.execute(name_snapshot(tree))
    views = _views(tree, *folders)
    read = _words_of(query, views)
    held = without.keys() | _smallest(tree, TABLES.keys() & read - without.keys())
    for name in (name for name in TABLES if name in read):
        sql = table_query(TABLES[name], tree, read - {without.get(name)} if name in held else None)
        con.execute(f"CREATE {'TABLE' if name in held else 'VIEW'} {quote_name(name)} AS {sql}")
    for name, sql in views.items():
        if name in read:
            con.execute(_creating(name, sql))


def _creating(name: str, sql: str) -> str:
    """What creates a view; a table where the header says `materialized`, a table macro where it names parameters."""
    if "-- parameters:" not in sql:
        kind = "TABLE" if "-- materialized:" in sql else "VIEW"
        return f"CREATE {kind} {quote_name(name)} AS {sql}"
    return f"CREATE MACRO {quote_name(name)}({_header_line(sql, 'parameters')}) AS TABLE {sql}"


def _smallest(tree: Path, names: Iterable[str]) -> set[str]:
    """Those of these tables whose Parquet files, from the smallest on, are HELD_BYTES together."""
    sizes = sorted(
        (sum(file.stat().st_size for file in (tree / name).rglob("*.parquet")), name) for name in names
    )
    totals = accumulate(size for size, _ in sizes)
    return {name for total, (_, name) in zip(totals, sizes, strict=True) if total <= HELD_BYTES}


def _views(tree: Path, *folders: str) -> dict[str, str]:
    """What stands behind `alignments` and the views of folders, by name; each after those that it reads."""
    views = {ALIGNMENTS: alignments_query(tree)}
    for folder in folders:
        views |= dict(sql_files(folder))
    reads = {name: (_words(sql) & views.keys()) - {name} for name, sql in views.items()}
    return {name: views[name] for name in TopologicalSorter(reads).static_order()}


def _words(sql: str) -> set[str]:
    """The words of a query but for its comments and literals, where the name of a view is only a word."""
    return set(re.findall(r"\w+", re.sub(r"--.*|'[^']*'", "", sql)))


def _words_of(query: str, views: Mapping[str, str]) -> set[str]:
    """All words of a query and of the views that it reads; the names of all that it reads are among them."""
    words: set[str] = set()
    unread = [query]
    while unread:
        new = _words(unread.pop()) - words
        words |= new
        unread += [views[name] for name in new & views.keys()]
    return words


def create_macros(con: duckdb.DuckDBPyConnection, tree: Path) -> None:
    """Create the table macros of sql/macros, and for each comparison one in the schema `evidence`.

    The latter takes the values of the comparison's key, in order, and a column; it gives the sentences behind that cell.
    A macro that needs a comparison is left out where the tree has not got it. They bind when they are made, which takes
    as long as all views together: only where people ask are they wanted.
    """
    for statement in macro_statements(tree):
        con.execute(statement)


def macro_statements(tree: Path) -> Iterator[str]:
    """What creates these macros, once the views are there."""
    here = set(comparisons_in(tree))
    for name, sql in sql_files("macros"):
        if here.issuperset(_header_line(sql, "needs").split()):
            yield _creating(name, sql)
    yield "CREATE SCHEMA evidence"
    items = dict(sql_files("evidence"))["items"]
    files = dict(sql_files(COMPARISONS))
    for name in (name for name in files if f"{name}.evidence" in files):
        key = _header_line(files[name], "key")
        wanted = items.replace("SELECT unnest($ids::VARCHAR[])", files[f"{name}.evidence"])
        parameters = ", ".join(f"cell_{column.strip()}" for column in f"{key}, column".split(","))
        yield f"CREATE MACRO evidence.{quote_name(name)}({parameters}) AS TABLE {_with_parameters(wanted)}"


def _header_line(sql: str, name: str) -> str:
    (value,) = re.findall(rf"^-- {name}:(.*)$", sql, re.MULTILINE)
    return str(value.strip())


def _with_parameters(sql: str) -> str:
    """The query with the parameters of a macro, `cell_year`, for those of a prepared statement, `$year`."""
    return re.sub(r"\$(\w+)", r"cell_\1", sql)


def create_views_before(con: duckdb.DuckDBPyConnection, tree: Path) -> None:
    """Create a view for each table of an earlier snapshot in the schema `before`; tables that it lacks are empty.

    Its columns are those that it was written with, which may be others than today's.
    """
    con.execute("CREATE SCHEMA before")
    for table in TABLES.values():
        name = quote_name(table.name)
        if (tree / table.name).is_dir():
            glob = quote_text(f"{escape_glob(tree)}/{table.name}/**/*.parquet")
            query = f"SELECT * FROM read_parquet({glob}, hive_partitioning = false, union_by_name = true)"
        else:
            query = f"SELECT * FROM main.{name} WHERE false"
        con.execute(f"CREATE VIEW before.{name} AS {query}")


def sql_files(folder: str) -> list[tuple[str, str]]:
    """Name and text of every .sql file of a folder under sql/, sorted; `coverage.evidence` is a name too."""
    files = [file for file in (SQL / folder).iterdir() if file.name.endswith(".sql")]
    return sorted(
        (file.name.removesuffix(".sql"), file.read_text("utf-8").rstrip().rstrip(";")) for file in files
    )
