"""The crew of a flow run: every step is a Prefect task, the heavy ones on Dask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from distributed import Client, LocalCluster
from prefect.context import FlowRunContext
from prefect.utilities.annotations import quote
from prefect_dask.task_runners import DaskTaskRunner

from flows.drain import drain
from flows.probe import require_fit
from storage.compare import list_comparisons
from storage.lake import Lake
from storage.model import Batch, CheckResult, ObjectRef, PartitionMerge, Plan, Receipt, SourceFile
from storage.publish import Draft
from tasks.align import align
from tasks.audit import audit
from tasks.compare import compare
from tasks.merge import merge
from tasks.plan import plan
from tasks.publish import publish
from tasks.scan import scan
from tasks.stage import stage
from tasks.steps.crew import Watcher
from tasks.steps.options import Options
from tasks.steps.sealed import Sealed

T = TypeVar("T")

PARTITIONS_A_TASK = 16
TRIES = 3
"""How often a step is begun whose worker died. Batches of files are not among them: `tasks.steps.suspects` tries those."""


class DaskCrew:
    """A `tasks.steps.crew.Crew` for inside a flow run.

    Scan, plan and publish run in the flow's own process, which holds the lake's lock.
    """

    def scan(self, options: Options, watcher: Watcher) -> tuple[SourceFile, ...]:
        cache = Lake(options.lake).scan_cache
        return scan(options.corpus, options.max_bytes, options.zips, lambda _: watcher.advance(), cache)

    def plan(self, options: Options, files: tuple[SourceFile, ...]) -> Plan:
        return plan(_as_is(options), _as_is(files))

    def stage(
        self, options: Options, batches: Sequence[Batch]
    ) -> Iterator[tuple[Batch, Receipt | BaseException]]:
        def submit(batch: Batch) -> Any:
            return stage.submit(options, Sealed(batch), batch_name(batch))

        if batches and not isinstance(_client().cluster, LocalCluster):  # nobody knows what runs elsewhere
            require_fit(_client(), options, batches[0].items[0])
        yield from drain(submit, batches, _in_flight())

    def merge(self, lake: Lake, merges: Sequence[PartitionMerge]) -> Iterator[tuple[ObjectRef, ...]]:
        def submit(group: tuple[PartitionMerge, ...]) -> Any:
            return merge.submit(lake.root, Sealed(group), merge_name(group))

        for _, made in drain(submit, _groups(merges), _in_flight(), TRIES):
            yield from _required(made)

    def audit(self, tree: Path, before: Path | None) -> list[CheckResult]:
        ((_, results),) = drain(lambda tree: audit.submit(tree, before), [tree], 1, TRIES)
        return list(_required(results))

    def align(self, options: Options, tree: Path) -> ObjectRef:
        ((_, made),) = drain(lambda tree: align.submit(options, tree), [tree], 1, TRIES)
        return cast(ObjectRef, _required(made))

    def compare(self, options: Options, tree: Path) -> Iterable[ObjectRef]:
        def submit(name: str) -> Any:
            return compare.submit(options, tree, name)

        names = [comparison.name for comparison in list_comparisons()]
        return [_required(made) for _, made in drain(submit, names, _in_flight(), TRIES)]

    def publish(
        self,
        lake: Lake,
        prepared: Draft,
        tree: Path,
        objects: Sequence[ObjectRef],
        comparisons: Sequence[ObjectRef],
    ) -> int:
        return publish(lake, _as_is(prepared), tree, _as_is(objects), _as_is(comparisons))


def _as_is(value: T) -> T:
    """The value, marked: Prefect would otherwise look for futures inside each of thousands of files.

    Only for tasks in this process: Dask makes a plain tuple of the mark.
    """
    return cast(T, quote(value))


def batch_name(batch: Batch) -> str:
    """How a batch is called in the UI: its file's path, or its first file's and how many others."""
    first = batch.items[0].path
    return first if len(batch.items) == 1 else f"{first} and {len(batch.items) - 1} more"


def merge_name(group: Sequence[PartitionMerge]) -> str:
    """How a group of merges is called in the UI: the partition, or the tables."""
    if len(group) == 1:
        return f"merge {group[0].name}"
    tables = list(dict.fromkeys(one.table for one in group))
    return f"merge {', '.join(tables)} ({len(group)} partitions)"


def _groups(merges: Sequence[PartitionMerge]) -> list[tuple[PartitionMerge, ...]]:
    """Neighbours by table together: a merge takes milliseconds, a task run a tenth of a second."""
    ordered = sorted(merges, key=lambda one: one.table)
    starts = range(0, len(ordered), PARTITIONS_A_TASK)
    return [tuple(ordered[start : start + PARTITIONS_A_TASK]) for start in starts]


def _in_flight() -> int:
    """Enough that no worker waits for the next task, and no more: what waits here can still be stopped."""
    threads: dict[str, int] = _client().nthreads()  # type: ignore[no-untyped-call]
    return max(4, 2 * sum(threads.values()))


def _client() -> Client:
    """The client of the flow run's cluster; asking for it starts a local one."""
    context = FlowRunContext.get()
    if context is None or not isinstance(context.task_runner, DaskTaskRunner):
        raise RuntimeError("The crew works inside a flow run with Dask's task runner.")
    return context.task_runner.client


def _required(made: Any) -> Any:
    if isinstance(made, BaseException):
        raise made
    return made
