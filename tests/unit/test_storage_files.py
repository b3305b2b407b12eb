"""Names of partitions, splitting of large ones, staging, fallbacks, and the generated page."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from storage import durable
from storage.docs import tables_markdown
from storage.merge import write_partition
from storage.model import Batch, DocumentReceipt, FileReceipt, Receipt, WorkItem
from storage.parquet import encode, join_columns, object_file, read_object, sort_rows, to_arrow
from storage.partitions import by_partition, escape_glob, folder_name, hive_types
from storage.schemas import TABLES
from storage.staging import STAGED_FROM, is_staged, load_receipt, read_staged, write_batch
from storage.table import Column, Table

ROOT = Path(__file__).parents[2]

VALUES = [
    "辽宁省",
    "a b",
    "x/y",
    "100%",
    "q=1",
    "..",
    ".",
    "c:\\d",
    "星*?[]",
    "x|y",
    '"<>',
    "new\nline",
    "%2F",
    "#1",
    "{a}",
]


@pytest.mark.parametrize("value", [*VALUES, None])
def test_duckdb_reads_partition_names_back(tmp_path: Path, value: str | None) -> None:
    folder = tmp_path / folder_name("province", value)
    assert folder.parent == tmp_path
    folder.mkdir()
    with duckdb.connect() as con:
        con.execute("COPY (SELECT 1 AS v) TO ? (FORMAT parquet)", [str(folder / "data.parquet")])
        sql = "SELECT province FROM read_parquet(?, hive_partitioning = true, hive_types = {'province': VARCHAR})"
        assert con.execute(sql, [f"{escape_glob(tmp_path)}/*/*.parquet"]).fetchall() == [(value,)]


def test_partition_types_are_fixed() -> None:
    assert hive_types(TABLES["metrics"]) == {"province": "VARCHAR", "city": "VARCHAR", "year": "INTEGER"}


SMALL = Table(
    "small",
    "小表",
    "row",
    (
        Column("document_id", pa.string(), ""),
        Column("n", pa.int32(), ""),
        Column("words", pa.list_(pa.string()), ""),
    ),
    ("document_id", "n"),
    (),
    ("n",),
    rows_per_file=100,
    rows_per_group=10,
)


def rows_of(count: int) -> pa.Table:
    return to_arrow(
        SMALL,
        {
            "document_id": [f"d{n % 50}" for n in range(count)],
            "n": [n % 7 or None for n in range(count)],
            "words": [["词"] * (n % 3) for n in range(count)],
        },
    )


def test_bytes_do_not_depend_on_the_order_or_the_chunks_of_the_rows() -> None:
    rows = rows_of(350)
    shuffled = pa.concat_tables([rows.slice(n * 7, 7) for n in reversed(range(50))])
    assert encode(sort_rows(SMALL, rows), 10) == encode(sort_rows(SMALL, shuffled), 10)


def test_a_large_partition_is_split_by_document_and_by_rows_alone(tmp_path: Path) -> None:
    parts = write_partition(tmp_path, SMALL, (), rows_of(350))
    assert {part.parts for part in parts} == {4}
    assert sum(part.rows for part in parts) == 350
    owners = [set(read_object(tmp_path, part.sha256)["document_id"].to_pylist()) for part in parts]
    assert sum(map(len, owners)) == len(set.union(*owners)) == 50
    assert [part.parts for part in write_partition(tmp_path, SMALL, (), rows_of(100))] == [1]


def test_objects_are_read_only_and_written_once(tmp_path: Path) -> None:
    (part,) = write_partition(tmp_path, SMALL, (), rows_of(10))
    file = object_file(tmp_path, part.sha256)
    before = file.stat()
    assert before.st_mode & 0o222 == 0
    assert write_partition(tmp_path, SMALL, (), rows_of(10)) == (part,)
    assert file.stat().st_ino == before.st_ino
    assert [path.name for path in file.parent.iterdir()] == [file.name]


ITEM = WorkItem("a.txt", 1, "0" * 64, "key", "new")
BATCH = Batch("batch", (ITEM,))


def staged_citations(world: Any, spans: list[tuple[int, int]]) -> Receipt:
    """A source in which one document stands at each of `spans`, with a citation at each beginning."""
    place: tuple[Any, ...] = ("东岭省", "云溪市", 2024, None, None)
    documents = tuple(DocumentReceipt("d", start, end, *place) for start, end in spans)
    receipt = Receipt("batch", (FileReceipt("a.txt", ITEM.sha256, "key", "ok", None, 1, 0, documents),))
    return write_batch(world.lake, BATCH, [("a.txt", {"citations": citations_at(spans)})], receipt)


def citations_at(spans: list[tuple[int, int]]) -> dict[str, list[Any]]:
    """Rows of one citation at the beginning of each span."""
    columns: dict[str, list[Any]] = {
        c.name: ["" if pa.types.is_string(c.type) else 0] * len(spans) for c in TABLES["citations"].columns
    }
    columns |= {"document_id": ["d"] * len(spans), "nested": [False] * len(spans)}
    return columns | {
        "start_char": [start for start, _ in spans],
        "end_char": [start + 1 for start, _ in spans],
    }


def test_a_document_that_stands_twice_in_a_source_is_staged_once(world: Any) -> None:
    staged_citations(world, [(0, 10), (10, 20), (20, 30)])
    assert read_staged(world.lake.root, "batch", "citations")["start_char"].to_pylist() == [0]


def test_only_its_own_source_repeats_a_document_of_a_batch(world: Any) -> None:
    """Two sources with one text: each keeps the rows of its first occurrence, whatever stands in the other."""
    place: tuple[Any, ...] = ("东岭省", "云溪市", 2024, None, None)
    items = tuple(WorkItem(path, 1, "0" * 64, "key", "new") for path in ("a.txt", "b.txt"))
    spans = {"a.txt": [(0, 10), (10, 20)], "b.txt": [(10, 20), (20, 30)]}
    receipt = Receipt(
        "batch",
        tuple(
            FileReceipt(
                path,
                "0" * 64,
                "key",
                "ok",
                None,
                1,
                0,
                tuple(DocumentReceipt("d", *span, *place) for span in found),
            )
            for path, found in spans.items()
        ),
    )
    sources = [(path, {"citations": citations_at(found)}) for path, found in spans.items()]
    write_batch(world.lake, Batch("batch", items), sources, receipt)
    rows = read_staged(world.lake.root, "batch", "citations")
    assert rows.select([STAGED_FROM, "start_char"]).to_pylist() == [
        {STAGED_FROM: "a.txt", "start_char": 0},
        {STAGED_FROM: "b.txt", "start_char": 10},
    ]


def test_columns_are_joined_and_what_a_part_lacks_is_null() -> None:
    parts = [{"document_id": ["d1", "d2"], "n": [1, 2]}, {"document_id": ["d3"], "words": [["词"]]}]
    assert join_columns(SMALL, parts) == {
        "document_id": ["d1", "d2", "d3"],
        "n": [1, 2, None],
        "words": [None, None, ["词"]],
    }


def test_staging_twice_gives_the_same_and_damage_is_noticed(world: Any) -> None:
    first = staged_citations(world, [(0, 10)])
    folder = world.lake.staged("batch")
    content = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert staged_citations(world, [(0, 10)]) == first == load_receipt(world.lake, "batch")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == content
    (folder / "citations.arrow").write_bytes(b"")
    assert not is_staged(world.lake, BATCH)
    (folder / "receipt.json").write_bytes(b"")
    assert not is_staged(world.lake, BATCH)


@pytest.mark.parametrize("code", [errno.EXDEV, errno.EMLINK, errno.EPERM])
def test_without_hard_links_the_lake_is_made_of_copies(
    world: Any, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    world.complete = False
    world.put("a.txt", "东岭省/云溪市/青禾区/990101/2024/notice\n第一件。")
    linked = world.other("linked")
    linked.run()

    def no_links(*_: Any, **__: Any) -> None:
        raise OSError(code, os.strerror(code))

    # The one stand-in of these tests: no file system without hard links can be mounted here.
    monkeypatch.setattr(durable.os, "link", no_links)
    assert world.run() == 1
    assert world.run() == 1
    assert world.files() == linked.files()


def test_the_page_of_tables_is_current() -> None:
    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == tables_markdown(), "run `make docs`"


@pytest.mark.parametrize("count", [10, 1000, 40_000])
def test_rows_come_partition_by_partition_in_their_order(count: int) -> None:
    """Arrow gives the groups of a thousand sorted rows in another order than the rows have."""
    numbers = range(count)
    columns = {"province": ["东岭省"] * count, "city": [f"{10 * n // count}市" for n in numbers]}
    rows = pa.table(columns | {"year": [2015 + n % 9 if n % 9 else None for n in numbers], "row": numbers})
    seen = []
    for partition, part in by_partition(rows, ("province", "city", "year")):
        assert {tuple(row.items()) for row in part.drop_columns("row").to_pylist()} == {partition}
        assert part["row"].to_pylist() == sorted(part["row"].to_pylist())
        seen += part["row"].to_pylist()
    assert sorted(seen) == list(numbers)
