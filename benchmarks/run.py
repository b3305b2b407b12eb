"""`make bench`: what Duizhao costs, and what its peers cost, on the same files of the same machine.

    python -m benchmarks.run [--long] [--repeats N] [--peers PYTHON] [--corpus FOLDER] [--out FOLDER]

The short form takes about three minutes; `--long` measures every workload, larger, and repeats. The results are one page,
OUT/index.html, and the same as OUT/results.json.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.measure import LONG, SHORT, Size, growth, peers, stages, steps, workers
from benchmarks.page import Results, Table, write_page
from benchmarks.workloads import WORKLOADS


def main() -> None:
    """Measure, print as it goes, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--long", action="store_true", help="all workloads, medians of three; some hours")
    parser.add_argument(
        "--repeats", type=int, help="runs of which the median counts; 1: an hour for the long form"
    )
    parser.add_argument(
        "--peers", type=Path, help="the Python of an environment with the peers (make bench-peers)"
    )
    parser.add_argument("--corpus", type=Path, help="profile the files of this folder too")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    options = parser.parse_args()
    results = Results(f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    size = LONG if options.long else SHORT
    size = replace(size, repeats=options.repeats or size.repeats)
    with tempfile.TemporaryDirectory() as scratch:
        for table in _tables(size, Path(scratch), options.peers, options.corpus):
            print(f"\n{table.as_text()}", flush=True)
            results.tables.append(table)
    write_page(options.out, results)
    print(f"\n{options.out / 'index.html'}")


def _tables(size: Size, scratch: Path, peers_python: Path | None, corpus: Path | None) -> Iterator[Table]:
    for name in size.profiled:
        yield stages(name, replace(WORKLOADS[name], files=size.profile_files).write(scratch / name))
    if corpus is not None:
        yield stages(corpus.name, sorted(path for path in corpus.rglob("*") if path.is_file()))
    yield steps(scratch, size)
    yield growth(scratch, size)
    yield workers(scratch, size)
    if peers_python is not None:
        yield peers(scratch, size, peers_python)


if __name__ == "__main__":
    main()
