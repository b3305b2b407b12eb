"""Who carries out a run and who watches it: the two things that differ between executors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from storage.lake import Lake
from storage.model import Batch, CheckResult, ObjectRef, PartitionMerge, Plan, Receipt, SourceFile
from storage.publish import Draft
from tasks.steps.options import Options


class Watcher(Protocol):
    """Whoever wants to see how far a run is."""

    def begin(self, step: str, total: int | None = None) -> None:
        """A step begins; `total` is how many things it will advance by, None where that is not known."""

    def advance(self, count: int = 1, documents: int = 0) -> None:
        """`count` more things of the present step are done, and `documents` documents were found in them."""

    def planned(self, plan: Plan) -> None:
        """It is known what has to be done."""


class Crew(Protocol):
    """Who does the steps of a run, and where."""

    def scan(self, options: Options, watcher: Watcher) -> tuple[SourceFile, ...]:
        """List and hash the files of the corpus."""

    def plan(self, options: Options, files: tuple[SourceFile, ...]) -> Plan:
        """Find out what has to be read."""

    def stage(
        self, options: Options, batches: Sequence[Batch]
    ) -> Iterator[tuple[Batch, Receipt | BaseException]]:
        """Stage the batches in any order; yield each with its receipt, or with what went wrong."""

    def merge(self, lake: Lake, merges: Sequence[PartitionMerge]) -> Iterator[tuple[ObjectRef, ...]]:
        """Merge the partitions in any order; yield the objects of each."""

    def audit(self, tree: Path, before: Path | None) -> list[CheckResult]:
        """Run the checks on a finished tree, seen against the snapshot `before` where one is given."""

    def align(self, options: Options, tree: Path) -> ObjectRef:
        """Find what the documents of a finished tree say in the same words; the comparisons ask for it."""

    def compare(self, options: Options, tree: Path) -> Iterable[ObjectRef]:
        """Make every comparison table from a finished tree."""

    def publish(
        self,
        lake: Lake,
        prepared: Draft,
        tree: Path,
        objects: Sequence[ObjectRef],
        comparisons: Sequence[ObjectRef],
    ) -> int:
        """Commit; returns the number of the snapshot. Always in the process that holds the lock."""
