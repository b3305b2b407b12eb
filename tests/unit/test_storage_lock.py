"""One writer at a time, and whoever is turned away is told who writes."""

from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest

from storage.errors import LakeBusy, LakeNested, LakeUnsuitable
from storage.lake import Lake
from storage.lock import writer_lock


def lake_at(base: Path) -> Lake:
    (base / "corpus").mkdir(exist_ok=True)
    return Lake.create_or_open(base / "lake", base / "corpus")


def hold(lake: Lake, started: Any, stop: Any) -> None:
    with writer_lock(lake):
        started.set()
        stop.wait(30)


def test_the_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    lake = lake_at(tmp_path)
    context = multiprocessing.get_context("spawn")
    started, stop = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(lake, started, stop))
    holder.start()
    try:
        assert started.wait(30)
        with pytest.raises(LakeBusy, match=f"process {holder.pid} on "), writer_lock(lake, wait=0.2):
            pass
        stop.set()
        with writer_lock(lake, wait=30):
            pass
    finally:
        stop.set()
        holder.join()


def test_a_killed_writer_lets_go(tmp_path: Path) -> None:
    lake = lake_at(tmp_path)
    context = multiprocessing.get_context("spawn")
    started, stop = context.Event(), context.Event()
    holder = context.Process(target=hold, args=(lake, started, stop))
    holder.start()
    assert started.wait(30)
    holder.kill()
    holder.join()
    with writer_lock(lake):
        assert str(os.getpid()) in lake.lock_file.read_text()


def test_lake_and_corpus_lie_beside_each_other(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for lake, corpus in (("corpus/lake", "corpus"), ("corpus", "corpus"), ("lake", "lake/corpus")):
        with pytest.raises(LakeNested):
            Lake.create_or_open(tmp_path / lake, tmp_path / corpus)
    (tmp_path / "link").symlink_to(tmp_path / "corpus")
    with pytest.raises(LakeNested):
        Lake.create_or_open(tmp_path / "link" / "lake", tmp_path / "corpus")


def test_a_lake_cannot_lie_where_its_path_would_be_read_as_data(tmp_path: Path) -> None:
    with pytest.raises(LakeUnsuitable, match="year=2020"):
        Lake.create_or_open(tmp_path / "year=2020" / "lake", tmp_path / "corpus")
