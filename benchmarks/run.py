"""`make bench`: the stages of one file, then the whole run locally and through Prefect and Dask, side by side.

    python -m benchmarks.run [--files 300] [--corpus FOLDER]

The corpus is the samples, copied until there are enough files, each copy with its own last line so that no two
documents are equal. Printed are CPU seconds per million characters over the whole process tree, and ratios.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stages import time_stages
from tasks.text.places import load_gazetteer

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples" / "corpus"
DIVISIONS = ROOT / "samples" / "divisions.csv"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: CPU seconds of it and all its children, wall seconds, peak memory of its largest process."""

    cpu_seconds: float
    wall_seconds: float
    peak_megabytes: float


def copy_samples(target: Path, files: int) -> list[Path]:
    """Fill `target` with at least `files` text files made from the samples."""
    texts = [p for p in sorted(SAMPLES.rglob("*.txt")) if p.read_bytes()[:64].isascii() is False]
    made = []
    for number in range(files):
        source = texts[number % len(texts)]
        path = target / f"{number:05d}-{source.name}"
        tail = f"\n编号第{number}份。\n".encode(_encoding(source))
        path.write_bytes(source.read_bytes() + tail)
        made.append(path)
    return made


def _encoding(path: Path) -> str:
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def cost_of(arguments: list[str]) -> Cost:
    """Run a `duizhao` command; exit code 3 (some files refused) is fine, anything else but 0 is not."""
    begin = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "flows.cli", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 3):
        raise SystemExit(f"duizhao {' '.join(arguments)} ended with {child.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begin, usage.ru_maxrss / 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--files", type=int, default=300, help="files of the generated corpus")
    parser.add_argument("--corpus", type=Path, help="measure this folder instead of copies of the samples")
    options = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as scratch:
        corpus = options.corpus or Path(scratch) / "corpus"
        if options.corpus is None:
            corpus.mkdir()
            copy_samples(corpus, options.files)
        files = [path for path in sorted(corpus.rglob("*")) if path.is_file()]
        characters = report_stages(files)
        report_runs(corpus, Path(scratch), characters)


def report_stages(files: list[Path]) -> int:
    """Print the cost of each stage; returns the number of characters."""
    places = load_gazetteer(DIVISIONS.read_bytes())
    time_stages(files[:3], places)  # dictionaries are loaded once a process: not the stages' cost
    seconds, characters = time_stages(files, places)
    print(
        f"\n{len(files)} files, {characters:,} characters. CPU seconds per million characters, one process:"
    )
    total = sum(seconds.values())
    for stage, value in seconds.items():
        print(f"  {stage:10s} {value / characters * 1e6:8.3f}  {value / total:5.0%}")
    print(f"  {'all':10s} {total / characters * 1e6:8.3f}")
    return characters


def report_runs(corpus: Path, scratch: Path, characters: int) -> None:
    """Print the cost of the whole run by executor, of an empty rerun, and their ratio."""
    costs = {}
    for executor in ("local", "dask"):
        arguments = ["run", str(corpus), "--lake", str(scratch / executor), "--executor", executor]
        arguments += ["--divisions", str(DIVISIONS)]
        costs[executor] = cost_of(arguments)
        costs[f"{executor}, nothing to do"] = cost_of(arguments)
    print("\nThe whole run, start-up included (CPU over all processes):")
    for name, cost in costs.items():
        per_million = cost.cpu_seconds / characters * 1e6
        print(
            f"  {name:22s} {cost.cpu_seconds:7.1f} CPU s  {per_million:7.2f} CPU s/Mch"
            f"  {cost.wall_seconds:6.1f} s wall  {cost.peak_megabytes:5.0f} MB"
        )
    print(
        f"\nPrefect and Dask against local: {costs['dask'].cpu_seconds / costs['local'].cpu_seconds:.2f} times the CPU"
    )


if __name__ == "__main__":
    main()
