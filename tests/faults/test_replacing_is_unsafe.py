"""The control of the reader tests: what Duizhao does not do, replacing Parquet files under a reader, must be caught.

Both publishers below give a reader the same files in the same hive tree, each with rows that say how many they are.
One replaces them where they lie (atomically, file by file), the other never changes a path. The reader is the same. If
it found nothing wrong with the first, it would prove nothing when it finds nothing wrong with the lake.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

FILES = 30
LONGEST = 90.0
"""Seconds after which the control has failed; usually a reader is wrong within five."""

_WRONG = """
SELECT count(*) FROM (
    SELECT file, count(*) AS n, min(rows) AS low, max(rows) AS high FROM read_parquet(?, hive_partitioning = true)
    GROUP BY file
) WHERE n <> low OR n <> high
"""


def write(path: Path, file: int, rows: int) -> None:
    """A file of `rows` rows which all say how many they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.table({"file": [file] * rows, "rows": [rows] * rows, "text": [f"{file}-{rows}" * 20] * rows})
    temporary = path.with_suffix(".tmp")
    pq.write_table(table, temporary, row_group_size=50)
    os.replace(temporary, path)


def publish_in_place(root: Path, version: int) -> None:
    for file in range(FILES):
        write(root / f"city={file}" / "data.parquet", file, 20 + 37 * ((version + file) % 11))


def publish_beside(root: Path, version: int) -> None:
    """The protocol of the lake: paths that never change, and one small pointer that does."""
    publish_in_place(root / f"{version:08d}", version)
    temporary = root / "CURRENT.tmp"
    temporary.write_text(f"{version:08d}")
    os.replace(temporary, root / "CURRENT")


def keep_publishing(publish: Any, root: Path, stop: Any) -> None:
    version = 1
    while not stop.is_set():
        publish(root, version)
        version += 1


def read_until(root: Path, seconds: float, queries: int | None = None) -> tuple[int, int]:
    """Query until something is wrong, or the time is over, or so many queries were made: (queries, wrong or failed)."""
    end, made = time.monotonic() + seconds, 0
    while time.monotonic() < end and made != queries:
        pointer = root / "CURRENT"
        tree = root / pointer.read_text() if pointer.exists() else root
        made += 1
        try:
            with duckdb.connect() as con:
                ((wrong,),) = con.execute(_WRONG, [f"{tree}/*/*.parquet"]).fetchall()
        except duckdb.Error:
            return made, 1
        if wrong:
            return made, 1
    return made, 0


def watch(publish: Any, root: Path, seconds: float, queries: int | None = None) -> tuple[int, int]:
    publish(root, 0)
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    writer = context.Process(target=keep_publishing, args=(publish, root, stop))
    writer.start()
    try:
        return read_until(root, seconds, queries)
    finally:
        stop.set()
        writer.join()


def test_replacing_files_under_a_reader_is_caught_and_our_protocol_is_not(tmp_path: Path) -> None:
    made, wrong = watch(publish_in_place, tmp_path / "in-place", LONGEST)
    assert wrong, (
        f"{made} queries beside os.replace, and all were right: the reader of these tests sees nothing"
    )
    # as many as it took, and then some; but no longer than a test may take
    _, wrong = watch(publish_beside, tmp_path / "beside", 20.0, 2 * made + 50)
    assert not wrong
