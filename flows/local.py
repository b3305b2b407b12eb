"""The run without Prefect and without Dask: the same steps, one after the other, in this process.

It is the oracle of the tests and the floor of the benchmarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from storage.checks import run_checks
from storage.compare import align, list_comparisons
from storage.lake import Lake
from storage.model import Batch, CheckResult, ObjectRef, PartitionMerge, Plan, Receipt, SourceFile
from storage.publish import Draft, commit
from storage.scan import scan_corpus
from tasks.steps.compare import compare
from tasks.steps.crew import Watcher
from tasks.steps.merge import merge
from tasks.steps.options import Options
from tasks.steps.outcome import Outcome
from tasks.steps.plan import plan_run
from tasks.steps.run import run_corpus
from tasks.steps.stage import stage_batch


def run_locally(options: Options, watcher: Watcher) -> Outcome:
    """Bring the lake up to date; returns what changed."""
    return run_corpus(options, LocalCrew(), watcher)


class LocalCrew:
    """A `tasks.steps.crew.Crew` that does everything itself."""

    def scan(self, options: Options, watcher: Watcher) -> tuple[SourceFile, ...]:
        return scan_corpus(
            options.corpus,
            max_bytes=options.max_bytes,
            zips=options.zips,
            on_file=lambda _: watcher.advance(),
            cache=Lake(options.lake).scan_cache,
        )

    def plan(self, options: Options, files: tuple[SourceFile, ...]) -> Plan:
        return plan_run(options, files)

    def stage(
        self, options: Options, batches: Sequence[Batch]
    ) -> Iterator[tuple[Batch, Receipt | BaseException]]:
        for batch in batches:
            try:
                yield batch, stage_batch(options, batch)
            except Exception as error:
                yield batch, error

    def merge(self, lake: Lake, merges: Sequence[PartitionMerge]) -> Iterator[tuple[ObjectRef, ...]]:
        for one in merges:
            yield merge(lake.root, one)

    def audit(self, tree: Path, before: Path | None) -> list[CheckResult]:
        return run_checks(tree, before)

    def align(self, options: Options, tree: Path) -> ObjectRef:
        return align(options.lake, tree, options.comparison_memory)

    def compare(self, options: Options, tree: Path) -> Iterable[ObjectRef]:
        for comparison in list_comparisons():
            yield compare(options, tree, comparison.name)

    def publish(
        self,
        lake: Lake,
        prepared: Draft,
        tree: Path,
        objects: Sequence[ObjectRef],
        comparisons: Sequence[ObjectRef],
    ) -> int:
        return commit(lake, prepared, tree, objects, comparisons)
