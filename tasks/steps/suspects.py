"""Staging with suspicion: a batch that fails is divided until the poison file is alone and can be refused.

The first pass runs many batches beside each other. When a worker dies, the batch that killed it and its neighbours
look alike, so every failed batch is run again with nothing beside it; only what fails alone is to blame.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage.batches import halves
from storage.model import Batch, Receipt
from tasks.steps.crew import Crew, Watcher
from tasks.steps.errors import MachineFault
from tasks.steps.options import Options
from tasks.steps.stage import stage_refusal
from tasks.text.refusals import describe

FAULTS = ("E_IO", "E_PARSE", "E_RESOURCE")
FAULT_LIMIT = 5
"""One file in this many may fail for no fault of its own; more, and something is wrong with the machine or with us."""
FEW_FAULTS = 5
"""So many may fail in any case."""


def stage_all(
    options: Options, batches: Sequence[Batch], crew: Crew, watcher: Watcher
) -> tuple[Receipt, ...]:
    """Stage every batch; returns the receipts, in order of their keys. Files that cannot be read are refused."""
    receipts: list[Receipt] = []
    suspects: list[Batch] = []
    for batch, outcome in crew.stage(options, batches):
        if isinstance(outcome, Receipt):
            _take(outcome, receipts, watcher)
        else:
            _require_suspect(outcome)
            suspects.extend(halves(batch))
    while suspects:
        receipt = _alone(options, suspects, crew)
        if receipt is not None:
            _take(receipt, receipts, watcher)
            _require_few_faults(receipts)
    _require_few_faults(receipts)
    return tuple(sorted(receipts, key=lambda receipt: receipt.batch_key))


def _alone(options: Options, suspects: list[Batch], crew: Crew) -> Receipt | None:
    """Run the first suspect with nothing beside it; None where it failed and its halves are suspects now."""
    batch = suspects.pop(0)
    outcome = _stage_one(options, batch, crew)
    if not isinstance(outcome, Receipt) and len(batch.items) == 1 and is_resource(outcome):
        # a worker may also die of something else, and the next one while it starts
        outcome = _stage_one(options, batch, crew)
    if isinstance(outcome, Receipt):
        return outcome
    if len(batch.items) > 1:
        suspects[:0] = halves(batch)
        return None
    if is_resource(outcome):
        return stage_refusal(options, batch, "E_RESOURCE", "")
    return stage_refusal(options, batch, "E_PARSE", describe(outcome))


def _stage_one(options: Options, batch: Batch, crew: Crew) -> Receipt | BaseException:
    ((_, outcome),) = crew.stage(options, [batch])
    if not isinstance(outcome, Receipt):
        _require_suspect(outcome)
    return outcome


def is_resource(error: BaseException) -> bool:
    """True for what ends a worker or its memory. By name: Dask is not imported here."""
    return isinstance(error, MemoryError) or type(error).__name__ == "KilledWorker"


def _require_suspect(error: BaseException) -> None:
    """Raise MachineFault where dividing the batch cannot help."""
    if isinstance(error, OSError) or type(error).__name__ in ("FutureCancelledError", "CancelledError"):
        raise MachineFault(describe(error)) from error


def _require_few_faults(receipts: Sequence[Receipt]) -> None:
    """Raise MachineFault where so many files failed for no fault of theirs that publishing would empty the lake."""
    files = [file for receipt in receipts for file in receipt.files]
    faulty = [file for file in files if file.reason_code in FAULTS]
    if len(faulty) > max(FEW_FAULTS, len(files) // FAULT_LIMIT):
        raise MachineFault(
            f"{len(faulty)} of {len(files)} files could not be read for a reason that is not theirs "
            f"(first: {faulty[0].path}, {faulty[0].reason_code}). Nothing was published; look at the disk or store that "
            "holds them, and run with -v to see more."
        )


def _take(receipt: Receipt, receipts: list[Receipt], watcher: Watcher) -> None:
    receipts.append(receipt)
    watcher.advance(len(receipt.files), sum(len(file.documents) for file in receipt.files))
