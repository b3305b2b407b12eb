"""The order of a run, for every executor: scan → plan → stage → merge → audit → compare → publish.

`run_corpus` is the only place that knows the order. A `Crew` does the steps: `flows.local` in this process,
`flows.ingest` as Prefect tasks on a Dask cluster. Both call the same functions, so both give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from storage.batches import make_batches
from storage.bounds import check_partitions, require_space
from storage.checks import require_known, require_passed
from storage.gc import collect
from storage.lake import Lake
from storage.lock import writer_lock
from storage.model import Batch, CheckResult, ObjectRef, Plan
from storage.plan import plan_comparisons
from storage.publish import build_tree, clear_staging, draft, recover
from tasks.steps.crew import Crew, Watcher
from tasks.steps.errors import EmptyCorpus
from tasks.steps.fingerprint import coding_fingerprint, compare_fingerprint
from tasks.steps.options import Options
from tasks.steps.outcome import Outcome, outcome_of
from tasks.steps.suspects import stage_all


@dataclass(frozen=True, slots=True)
class _Result:
    snapshot: int | None
    checks: tuple[CheckResult, ...] = ()


def run_corpus(options: Options, crew: Crew, watcher: Watcher) -> Outcome:
    """Bring the lake up to date with the corpus; returns what changed. Publishes everything or nothing."""
    require_known(options.consent.checks)
    lake = Lake.create_or_open(options.lake, options.corpus)
    with writer_lock(lake, options.lock_wait):
        recover(lake)
        watcher.begin("scan")
        files = crew.scan(options, watcher)
        before = lake.current()
        if not files and before is None:
            raise EmptyCorpus(f"There is no file to read in {options.corpus}.")
        plan = crew.plan(options, files)
        watcher.planned(plan)
        return _publish(lake, options, plan, crew, watcher)


def compare_again(options: Options, crew: Crew, watcher: Watcher) -> Outcome:
    """Make the comparisons anew from what is published, where their rules changed. Raises LakeMissing."""
    lake = Lake.open(options.lake)
    with writer_lock(lake, options.lock_wait):
        recover(lake)
        plan = plan_comparisons(
            lake, compare_fingerprint(options.divisions), coding_fingerprint(), options.corrections
        )
        watcher.planned(plan)
        return _publish(lake, options, plan, crew, watcher)


def _publish(lake: Lake, options: Options, plan: Plan, crew: Crew, watcher: Watcher) -> Outcome:
    before = lake.current()
    if plan.is_empty:
        return outcome_of(lake, plan, before, before, ())
    result = _carry_out(lake, options, plan, crew, watcher)
    if result.snapshot != before:
        collect(lake)
    return outcome_of(lake, plan, before, result.snapshot, result.checks)


def _carry_out(lake: Lake, options: Options, plan: Plan, crew: Crew, watcher: Watcher) -> _Result:
    require_space(lake, plan)
    watcher.begin("read", len(plan.parse))
    receipts = stage_all(options, _batches(options, plan), crew, watcher)
    prepared = draft(lake, plan, receipts)
    if prepared.is_same:  # what was tried again was refused again
        clear_staging(lake)  # or the next run would find the refusal there and not try
        return _Result(lake.current())
    crowded = check_partitions(prepared)
    require_passed([crowded], options.consent.checks)
    watcher.begin("merge", len(prepared.merges))
    objects: list[ObjectRef] = []
    for made in crew.merge(lake, prepared.merges):
        objects += made
        watcher.advance()
    # tasks finish in any order; the snapshot may not depend on it
    objects.sort(key=lambda o: (o.table, str(o.partition), o.part))
    tree = build_tree(lake, prepared, objects)
    watcher.begin("audit")
    checks = [crowded, *crew.audit(tree, _under_other_rules(lake, plan))]
    prepared = replace(prepared, accepted=require_passed(checks, options.consent.checks))
    watcher.begin("compare")
    aligned = crew.align(options, tree)
    comparisons = [aligned, *sorted(crew.compare(options, tree), key=lambda o: o.table)]
    watcher.begin("publish")
    return _Result(crew.publish(lake, prepared, tree, objects, comparisons), tuple(checks))


def _under_other_rules(lake: Lake, plan: Plan) -> Path | None:
    """The snapshot to compare with: under the same rules, the same document has the same rows, and none is needed."""
    if plan.parent is None or lake.manifest(plan.parent).fingerprint == plan.fingerprint:
        return None
    return lake.snapshot_path(plan.parent)


def _batches(options: Options, plan: Plan) -> tuple[Batch, ...]:
    return make_batches(
        plan,
        per_file_up_to=options.files_as_tasks,
        target_bytes=options.batch_bytes,
        max_batches=options.max_batches,
    )
