"""multiprocessing.Pool and pyarrow."""

import os
from multiprocessing import Pool
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from engine import OUT, paths, rows


def work(path: str) -> pa.Table:
    return pa.Table.from_pylist(list(rows(path, Path(path).read_text(encoding="utf-8"))))


if __name__ == "__main__":
    os.makedirs(OUT)
    with Pool(os.cpu_count()) as pool:
        tables = list(pool.imap(work, paths(), chunksize=4))
    pq.write_table(pa.concat_tables(tables), f"{OUT}/data.parquet", compression="zstd")
