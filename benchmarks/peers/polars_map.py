"""Polars, map_elements; one process."""

import os
from pathlib import Path

import polars as pl
from engine import OUT, paths, rows

if __name__ == "__main__":
    os.makedirs(OUT)
    texts = pl.DataFrame({"path": paths()}).with_columns(
        pl.col("path").map_elements(lambda path: Path(path).read_text("utf-8"), pl.String).alias("text")
    )
    work = pl.struct("path", "text").map_elements(
        lambda row: list(rows(row["path"], row["text"])),
        pl.List(pl.Struct({"file": pl.String, "line": pl.Int64, "words": pl.List(pl.String)})),
    )
    table = texts.select(work.alias("row")).explode("row").unnest("row")
    table.write_parquet(f"{OUT}/data.parquet", compression="zstd")
