"""`duizhao run` killed with SIGKILL at random moments, while readers query all the time: none of them is ever wrong.

Every version of the corpus says its number in every document, so a reader knows at once whether it sees two versions,
half of one, or rows of one table without those of another. 12 kills; `DUIZHAO_KILLS=100` asks for more.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.integration.conftest import DIVISIONS, DUIZHAO, ROOT, published, report

pytestmark = [pytest.mark.system, pytest.mark.timeout(3600)]
KILLS = int(os.environ.get("DUIZHAO_KILLS", "12"))
READERS = 2
MOMENTS = (("", 0.0), ("_trees", 3.0), ("_meta/manifests", 0.4))
"""Kills fall in turn anywhere, between the building of a tree and its commit, and just after the commit."""

DISTRICTS = ("青禾区", "石桥县", "柳湾区")

_WHOLE = """
SELECT (SELECT count(*) FROM {documents}) AS documents,
       (SELECT count(DISTINCT regexp_extract(text, '公布事项([0-9]+)项', 1)) FROM {documents}) AS versions,
       (SELECT count(DISTINCT document_id) FROM {sentences}) AS with_sentences,
       (SELECT count(*) FROM {sections} ANTI JOIN {documents} AS d USING (document_id)) AS orphans
"""


def query(lake: Path) -> str:
    """The question to the snapshot that CURRENT names now, by plain globs, as users write them."""
    tree = lake / "snapshots" / (lake / "CURRENT").read_text().strip()
    names = ("documents", "sentences", "sections")
    globs = {name: f"read_parquet('{tree}/{name}/**/*.parquet', union_by_name = true)" for name in names}
    return _WHOLE.format(**globs)


def read_all_the_time(lake: Path, expected: int, stop: Any, found: Any) -> None:
    """Count queries, and keep the first answers and errors that must not be."""
    queries, wrong = 0, []
    while not stop.is_set():
        try:
            with duckdb.connect() as con:
                rows = con.execute(query(lake)).fetchall()
            if rows != [(expected, 1, expected, 0)]:
                wrong.append(str(rows))
        except Exception as error:
            wrong.append(repr(error))
        queries += 1
    found.put((queries, wrong[:5]))


def write_version(corpus: Path, version: int) -> None:
    for year in (2021, 2022):
        for district in DISTRICTS:
            file = corpus / str(year) / f"{district}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(report(district, year, version), encoding="utf-8")


def start(corpus: Path, lake: Path) -> subprocess.Popen[bytes]:
    command = [*DUIZHAO, "run", str(corpus), "--lake", str(lake), "--executor", "local"]
    command += ["--divisions", str(corpus.parent / "divisions.csv")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def test_kill_minus_nine_at_any_moment(tmp_path: Path) -> None:
    corpus, lake = tmp_path / "corpus", tmp_path / "lake"
    (tmp_path / "divisions.csv").write_text(DIVISIONS, encoding="utf-8")
    write_version(corpus, 1)
    began = time.monotonic()
    assert start(corpus, lake).wait() == 0
    longest = time.monotonic() - began
    context = multiprocessing.get_context("spawn")
    stop, found = context.Event(), context.Queue()
    readers = [context.Process(target=read_all_the_time, args=(lake, 6, stop, found)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        killed, finished = kill_runs(corpus, lake, longest)
    finally:
        stop.set()
        answers = [found.get(timeout=120) for _ in readers]
        for reader in readers:
            reader.join()
    assert start(corpus, lake).wait() == 0
    rebuilt = tmp_path / "rebuilt"
    assert start(corpus, rebuilt).wait() == 0
    assert published(lake) == published(rebuilt)
    assert [wrong for _, wrong in answers if wrong] == []
    queries = sum(queries for queries, _ in answers)
    snapshots = int((lake / "CURRENT").read_text())
    print(f"{killed} kills, {finished} runs finished, {snapshots} snapshots, {queries} queries, none wrong")
    assert queries > KILLS


def kill_runs(corpus: Path, lake: Path, longest: float) -> tuple[int, int]:
    """Start runs over ever new versions and kill each at a random moment: (killed, finished before that)."""
    chance, killed, finished = random.Random(20240501), 0, 0
    while killed < KILLS:
        # A version that was never published whole may be overtaken by the next one.
        write_version(corpus, 2 + killed + finished)
        run = start(corpus, lake)
        wait_for_moment(run, lake, MOMENTS[killed % len(MOMENTS)], chance.random(), longest)
        if run.poll() is None:
            run.send_signal(signal.SIGKILL)
            killed += 1
        else:
            finished += 1
            assert run.returncode == 0
        run.wait()
    return killed, finished


def wait_for_moment(
    run: subprocess.Popen[bytes], lake: Path, moment: tuple[str, float], part: float, longest: float
) -> None:
    """Wait until something appears in a folder of the lake, or not, and then for a part of some seconds."""
    folder, seconds = moment
    before = set((lake / folder).iterdir()) if folder else set()
    end = time.monotonic() + 10 * longest
    while folder and run.poll() is None and time.monotonic() < end:
        if set((lake / folder).iterdir()) - before:
            break
        time.sleep(0.002)
    with contextlib.suppress(subprocess.TimeoutExpired):
        run.wait(part * (seconds or longest))
