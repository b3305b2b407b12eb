"""The measurements, each a table: stages, steps, growth, workers, peers."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.costs import Cost, cost_of, cost_of_run
from benchmarks.page import Table
from benchmarks.simulate import Model, speedups
from benchmarks.stages import YARDSTICK, in_yardsticks, time_stages
from benchmarks.steps import time_steps
from benchmarks.workloads import DIVISIONS, WORKLOADS
from tasks.text.places import load_gazetteer

_MILLION = 1_000_000
_PEERS = Path(__file__).parent / "peers"
_FRAMEWORKS = ("process_pool", "datatrove_pipeline", "dask_bag", "ray_data", "polars_map")
_PASSES = 3
"""How often the stages are timed, for the median: of the first, a part is what patterns and caches cost once."""
_EXECUTORS = ("local", "dask")
_ALONE = ("scan", "plan", "audit", "publish")


@dataclass(frozen=True, slots=True)
class Size:
    """How much one form of the benchmark measures."""

    profiled: tuple[str, ...]
    profile_files: int
    ends: tuple[int, int]
    """Files of 17 KB at the two ends of the slope."""
    repeats: int
    """Interleaved runs, of which the median counts."""
    peer_files: int


SHORT = Size(("reports",), 60, (50, 200), 1, 100)
LONG = Size(("reports", "traditional", "pages"), 200, (2_000, 8_000), 3, 1_000)


def stages(name: str, files: Sequence[Path]) -> Table:
    """What each stage of a file's way costs, one process, no scheduler."""
    places = load_gazetteer(DIVISIONS.read_bytes())
    time_stages(files[:2], places)  # dictionaries are loaded once a process: not the stages' cost
    passes, (characters, *_) = zip(*(time_stages(files, places) for _ in range(_PASSES)), strict=True)
    seconds = {stage: median(one[stage] for one in passes) for stage in passes[0]}
    costs = in_yardsticks(seconds)
    seconds["all"] = sum(value for stage, value in seconds.items() if stage != YARDSTICK)
    rows = [
        (stage, value / characters * _MILLION, value / seconds["all"] * 100, value / seconds[YARDSTICK])
        for stage, value in seconds.items()
        if stage in costs
    ]
    return Table(
        f"Stages: {name}, {len(files)} files, {characters:,} characters",
        ("stage", "CPU s per million characters", "% of all", "in plain jieba"),
        tuple(rows),
        f"Plain jieba, words only: {seconds[YARDSTICK] / characters * _MILLION:.3f} CPU s per million characters.",
    )


def steps(scratch: Path, size: Size) -> Table:
    """What each step of a whole run costs in one process, and how many workers would still help."""
    corpus = scratch / "steps"
    files = _reports(corpus, size.profile_files)
    seconds = time_steps(corpus, scratch / "steps-lake", DIVISIONS.read_bytes())
    characters = _characters(files)
    alone = sum(seconds.get(step, 0.0) for step in _ALONE)
    each = (seconds["read"] + seconds["merge"]) / len(files)
    faster = speedups(Model([each] * 20_000, 0.003, alone), (2, 8, 32, 128, 512))
    note = "Simulated for 20,000 such files, 3 ms of scheduler a task: " + ", ".join(
        f"{count} workers {times:.1f}×" for count, times in faster.items()
    )
    rows = tuple((step, value / characters * _MILLION, value) for step, value in seconds.items())
    return Table(
        f"Steps of a run: {len(files)} files, one process",
        ("step", "CPU s per million characters", "CPU s"),
        rows,
        note,
    )


def growth(scratch: Path, size: Size) -> Table:
    """The whole run through each executor at two sizes: first, again with nothing to do, and one changed file."""
    runs: dict[tuple[str, int], list[_Runs]] = defaultdict(list)
    for repeat, count, executor in product(range(size.repeats), size.ends, _EXECUTORS):  # interleaved
        runs[executor, count].append(_run_at(scratch, executor, count, repeat))
    millions = {
        count: _characters(_reports(_growing(scratch, count), count)) / _MILLION for count in size.ends
    }
    rows = tuple(
        (executor, count, millions[count], *_typical(runs[executor, count]))
        for executor, count in product(_EXECUTORS, size.ends)
    )
    slopes = {executor: _slope([row for row in rows if row[0] == executor]) for executor in _EXECUTORS}
    return Table(
        "Whole runs, start-up and all processes included",
        (
            "executor",
            "files",
            "million characters",
            "CPU s",
            "wall s",
            "peak MB",
            "CPU s, nothing to do",
            "CPU s, one changed",
        ),
        rows,
        "At the margin (slope between the sizes): "
        + ", ".join(f"{name} {value:.2f} CPU s per million characters" for name, value in slopes.items())
        + f"; Prefect and Dask {slopes['dask'] / slopes['local']:.2f} times local.",
        plot=("files", "CPU s"),
    )


class _Runs(NamedTuple):
    """Three runs on one lake, one after another."""

    first: Cost
    again: Cost
    changed: Cost


def _run_at(scratch: Path, executor: str, count: int, repeat: int) -> _Runs:
    corpus = _growing(scratch, count)
    files = _reports(corpus, count)
    run = partial(
        cost_of_run, corpus, scratch / f"{executor}-{count}-{repeat}", DIVISIONS, "--executor", executor
    )
    first, again = run(), run()
    with files[0].open("a", encoding="utf-8") as file:
        file.write(f"\n附注第{repeat}次。\n")
    return _Runs(first, again, run())


def _growing(scratch: Path, count: int) -> Path:
    return scratch / f"reports-{count}"


def _typical(runs: Sequence[_Runs]) -> tuple[float, float, float, float, float]:
    """CPU, wall and memory of the median first run, CPU of the others'."""
    first, again, changed = (_median(costs) for costs in zip(*runs, strict=True))
    return (
        *(first.cpu_seconds, first.wall_seconds, first.peak_megabytes),
        *(again.cpu_seconds, changed.cpu_seconds),
    )


def _slope(ends: Sequence[tuple[Any, ...]]) -> float:
    """CPU seconds for each million characters more, of the rows of a small and a large corpus."""
    (_, _, few, small, *_), (_, _, many, large, *_) = ends
    return (large - small) / (many - few)


def workers(scratch: Path, size: Size) -> Table:
    """The same run on one and on two worker processes; start-up is taken out by a run of one file."""
    corpus, single = scratch / "workers", scratch / "single"
    files = _reports(corpus, size.ends[0])
    _reports(single, 1)
    rows: list[tuple[int, float, float]] = []
    for count in (1, 2):
        costs = [
            [
                cost_of_run(
                    folder, scratch / f"{folder.name}-{count}-{repeat}", DIVISIONS, "--workers", str(count)
                )
                for folder in (single, corpus)
            ]
            for repeat in range(size.repeats)
        ]
        start = _median([cost for cost, _ in costs])
        whole = _median([cost for _, cost in costs])
        rows.append((count, whole.wall_seconds, whole.wall_seconds - start.wall_seconds))
    return Table(
        f"Workers: {len(files)} files through Dask",
        ("workers", "wall s", "wall s beyond start-up"),
        tuple(rows),
        f"Two workers are {rows[0][2] / rows[1][2]:.2f} times one, start-up apart; two processes that cut words and share "
        f"nothing are {_two_at_once(scratch / 'words'):.2f} times one (wall time: an idle machine only).",
    )


def _two_at_once(folder: Path) -> float:
    """How many times the work of one process two do in the same time, with nothing of ours between them."""
    _reports(folder, 500)
    command = [sys.executable, "-m", "benchmarks.yardstick", str(folder)]
    alone = cost_of(command).wall_seconds
    with ThreadPoolExecutor(2) as pool:
        together = max(cost.wall_seconds for cost in pool.map(cost_of, (command, command)))
    return 2 * alone / together


def peers(scratch: Path, size: Size, python: Path) -> Table:
    """The words of the same files by other frameworks, and all of Duizhao's work beside them."""
    corpus = scratch / "peers"
    characters = _characters(_reports(corpus, size.peer_files))
    costs = {
        (name, engine): _peer(python, name, engine, corpus, scratch / f"{name}-{engine}")
        for engine in ("jieba", "rjieba")
        for name in _FRAMEWORKS
    }
    for engine in ("jieba", "rjieba"):  # not the same work, not the same race
        outs = [str(scratch / f"{name}-{engine}") for name in _FRAMEWORKS]
        cost_of([str(python), str(_PEERS / "same.py"), *outs])
    for executor in _EXECUTORS:
        lake = scratch / f"peers-{executor}"
        costs["duizhao, all of it", executor] = cost_of_run(corpus, lake, DIVISIONS, "--executor", executor)
    yardstick = costs["process_pool", "jieba"].cpu_seconds
    rows = tuple(
        (
            name,
            engine,
            cost.cpu_seconds / characters * _MILLION,
            cost.cpu_seconds / yardstick,
            cost.wall_seconds,
            cost.peak_megabytes,
        )
        for (name, engine), cost in costs.items()
    )
    return Table(
        f"Peers: words to Parquet, {size.peer_files} files, {characters:,} characters, start-up included",
        ("framework", "engine", "CPU s per million characters", "in jieba's pool", "wall s", "peak MB"),
        rows,
        "The peers cut words only; Duizhao also reads structure and records, checks, compares and publishes.",
    )


def _peer(python: Path, name: str, engine: str, corpus: Path, out: Path) -> Cost:
    environment = {"CORPUS": str(corpus), "OUT": str(out), "ENGINE": engine}
    return cost_of([str(python), str(_PEERS / f"{name}.py")], environment=environment)


def _reports(folder: Path, count: int) -> list[Path]:
    if folder.exists():
        return sorted(path for path in folder.rglob("*") if path.is_file())
    return replace(WORKLOADS["reports"], files=count).write(folder)


def _characters(files: Sequence[Path]) -> int:
    return sum(len(path.read_text("utf-8")) for path in files)


def _median(costs: Sequence[Cost]) -> Cost:
    """The run with the median CPU time."""
    return sorted(costs, key=lambda cost: cost.cpu_seconds)[len(costs) // 2]
