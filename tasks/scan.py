"""Prefect task: list and hash the files of the corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE

from storage.model import SourceFile
from storage.place import Place
from storage.scan import scan_corpus


@task(task_run_name="scan {corpus.name}", retries=2, retry_delay_seconds=1, cache_policy=NO_CACHE)
def scan(
    corpus: Place, max_bytes: int, zips: bool, on_file: Callable[[int], None], cache: Path
) -> tuple[SourceFile, ...]:
    """All files under `corpus`; retried, because a network drive may stumble."""
    return scan_corpus(corpus, max_bytes=max_bytes, zips=zips, on_file=on_file, cache=cache)
