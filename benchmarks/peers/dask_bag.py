"""dask.bag on a local cluster."""

import os
from pathlib import Path

import dask.bag
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import Client
from engine import OUT, paths, rows


def work(part: list[str]) -> str:
    table = pa.Table.from_pylist([row for path in part for row in rows(path, Path(path).read_text("utf-8"))])
    pq.write_table(table, f"{OUT}/{abs(hash(part[0]))}.parquet", compression="zstd")
    return part[0]


if __name__ == "__main__":
    os.makedirs(OUT)
    with Client(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None):
        files = paths()
        step = max(1, len(files) // 16)
        parts = [files[start : start + step] for start in range(0, len(files), step)]
        dask.bag.from_sequence(parts, npartitions=len(parts)).map(work).compute()
