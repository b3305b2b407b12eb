"""Fails unless all the folders given hold the same rows."""

import sys

import polars as pl


def fingerprint(folder: str) -> tuple[int, int]:
    table = pl.read_parquet(f"{folder}/**/*.parquet").select("file", pl.col("line").cast(pl.Int64), "words")
    return table.height, table.sort("file", "line").hash_rows().sum()


if __name__ == "__main__":
    found = {folder: fingerprint(folder) for folder in sys.argv[1:]}
    if len(set(found.values())) != 1:
        sys.exit(f"The peers do not agree: {found}")
