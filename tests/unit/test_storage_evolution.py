"""A lake that an older release wrote: its columns, tables and partitions are others than today's.

Today's release is the older one here; the newer one has a column and a table more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from storage.errors import KeptOutdated
from storage.evolution import conform
from storage.query import run_query
from storage.schemas import BY_CITY, BY_PROVINCE, TABLES
from storage.table import Column, Table

NEW_TABLE = replace(TABLES["contacts"], name="letters", partition_by=BY_CITY)


def changed(table: str, **changes: Any) -> Table:
    # a new Table, because `replace` would take the old one's cached schema along
    values = {name: getattr(TABLES[table], name) for name in Table.__dataclass_fields__}
    return Table(**values | changes)


def with_column(table: str, column: Column) -> Table:
    return changed(table, columns=(*TABLES[table].columns, column))


TONE = Column("tone", pa.string(), "How it is said")


def upgrade(patch: pytest.MonkeyPatch, world: Any, *tables: Table) -> None:
    world.fingerprint = "rules-2"
    for table in tables:
        patch.setitem(TABLES, table.name, table)


@pytest.fixture
def older(world: Any) -> Any:
    """Three documents in three partitions; the file of one has gone since, and is to be kept."""
    world.complete = False
    for number in (1, 2, 3):
        text = f"东岭省/云溪市/青禾区/990101/{2020 + number}/notice\n第{number}件。落实《条例》。"
        world.put(f"{number}.txt", text)
    world.run()
    world.plan_options = {"keep_missing": True}
    (world.base / "away").mkdir()
    (world.corpus / "2.txt").rename(world.base / "away" / "2.txt")
    return world


def test_kept_rows_get_the_present_columns(older: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch, older, with_column("citations", TONE), with_column("sources", TONE), NEW_TABLE)
    assert older.run() == 2
    tree = older.lake.snapshot_path()
    for table in TABLES.values():
        for file in (tree / table.name).rglob("*.parquet"):
            assert pq.read_schema(file).names == table.arrow_schema.names
    rows = run_query(older.lake, "SELECT year, tone FROM citations ORDER BY year").table.to_pylist()
    assert rows == [{"year": year, "tone": None} for year in (2021, 2022, 2023)]
    # the reader fills in nothing new, so the kept rows are those that it would read today
    (older.base / "away" / "2.txt").rename(older.corpus / "2.txt")
    rebuilt = older.other("rebuilt", plan_options={})
    rebuilt.run()
    assert older.files() == rebuilt.files()


def test_nothing_is_made_up_for_a_column_that_is_never_null(
    older: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ("1.txt", "3.txt"):
        older.put(path, "!坏")  # the toy reader fills in no column of the future
    upgrade(monkeypatch, older, with_column("documents", replace(TONE, nullable=False)))
    with pytest.raises(KeptOutdated, match=r"documents .*tone.*--keep-missing"):
        older.run()
    assert older.lake.current() == 1
    older.plan_options = {"accept_disappearance": True}
    assert older.run() == 2


def test_what_is_not_kept_needs_no_old_column(older: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    older.plan_options = {"accept_disappearance": True}
    upgrade(monkeypatch, older, changed("citations", partition_by=BY_PROVINCE), with_column("sections", TONE))
    older.run()
    rebuilt = older.other("rebuilt")
    rebuilt.run()
    assert older.files() == rebuilt.files()


def test_kept_rows_do_not_move_to_other_partitions(older: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch, older, changed("citations", partition_by=BY_PROVINCE))
    with pytest.raises(KeptOutdated, match=r"citations .*partitions"):
        older.run()


def test_an_older_snapshot_can_be_read(older: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch, older, with_column("citations", TONE), NEW_TABLE)
    count = (
        "SELECT count(*) AS n, count(tone) AS tones, (SELECT count(*) FROM letters) AS letters FROM citations"
    )
    assert run_query(older.lake, count).table.to_pylist() == [{"n": 3, "tones": 0, "letters": 0}]
    older.lake.catalog.unlink()
    older.plan_options = {}
    (older.base / "away" / "2.txt").rename(older.corpus / "2.txt")
    assert older.run() == 2, "a catalog is made of the old snapshot before the new one"


def test_types_are_cast_where_every_value_fits() -> None:
    table = changed(
        "rejects", columns=(Column("n", pa.int64(), ""), Column("tone", pa.list_(pa.string()), ""))
    )
    rows = pa.table({"gone": ["x"], "n": pa.array([7], pa.int32())})
    assert conform(table, rows).to_pylist() == [{"n": 7, "tone": None}]
    with pytest.raises(KeptOutdated, match=r"rejects .* n "):
        conform(table, pa.table({"n": ["many"]}))
