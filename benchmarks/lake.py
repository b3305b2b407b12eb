"""`python -m benchmarks.lake`: what the lake costs, and what grows with what.

    python -m benchmarks.lake [--files 10000] [--megabytes 0] [--large-files 8]

Two generated corpora, one of many small files and one of a few large ones: the full run, the rerun with nothing to do,
a rerun after one file changed and one after a file was added; CPU, wall time, memory, what lies on the disk. All with
`--executor local`: what Prefect and Dask add is `benchmarks.run`.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.corpora import divisions_csv, generated, large_files, small_files
from benchmarks.costs import cost_of_run


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--files", type=int, default=10_000, help="small files of the first corpus")
    parser.add_argument("--megabytes", type=int, default=200, help="size of the second corpus; 0: none")
    parser.add_argument("--large-files", type=int, default=8, help="files of the second corpus")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}, executor local")
    if options.files:
        measure(f"{options.files} small files", lambda folder: small_files(folder, options.files))
    if options.megabytes:
        measure(
            f"{options.megabytes} MB in {options.large_files} files",
            lambda folder: large_files(folder, options.megabytes, options.large_files),
        )


def measure(title: str, fill: Callable[[Path], None]) -> None:
    """Make a corpus, run over it, change it, and print a line for each run."""
    with tempfile.TemporaryDirectory(prefix="duizhao-bench-") as scratch:
        corpus, lake = Path(scratch) / "corpus", Path(scratch) / "lake"
        corpus.mkdir()
        fill(corpus)
        divisions = Path(scratch) / "divisions.csv"
        divisions.write_text(divisions_csv(), encoding="utf-8")
        report = partial(report_run, corpus, lake, divisions)
        size = sum(file.stat().st_size for file in corpus.rglob("*.txt"))
        print(f"\n{title}: {size / 1e6:.1f} MB of text")
        print(f"  {'':24s} {'CPU s':>7s} {'wall s':>7s} {'peak MB':>8s} {'files':>7s} {'objects MB':>11s}")
        report("full run")
        report("nothing to do")
        first = min(corpus.rglob("*.txt"))
        with first.open("a", encoding="utf-8") as file:
            file.write("\n以上报告，请予审议。\n")
        report("one file changed")
        (corpus / "新增.txt").write_text(next(generated(3))[2], encoding="utf-8")
        report("one file added")


def report_run(corpus: Path, lake: Path, divisions: Path, name: str) -> None:
    """Run and print what it cost and how large the published snapshot and all objects are."""
    cost = cost_of_run(corpus, lake, divisions, "--executor", "local")
    tree = lake / "snapshots" / (lake / "CURRENT").read_text().strip()
    files = sum(1 for _ in tree.rglob("*.parquet"))
    stored = sum(file.stat().st_size for file in (lake / "_objects").rglob("*.parquet")) / 1e6
    print(
        f"  {name:24s} {cost.cpu_seconds:7.1f} {cost.wall_seconds:7.1f} {cost.peak_megabytes:8.0f}"
        f" {files:7d} {stored:11.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
