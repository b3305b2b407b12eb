"""Files → batches: one a task while there are few, byte-balanced neighbours when there are many."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from storage.corrections import corrections_fingerprint
from storage.model import Batch, Plan, WorkItem

ENOUGH_BATCHES = 64
"""What keeps a dozen workers busy to the end. Ten thousand files of a kilobyte are three batches of four megabytes."""


def make_batches(
    plan: Plan, *, per_file_up_to: int = 300, target_bytes: int = 4_000_000, max_batches: int = 2000
) -> tuple[Batch, ...]:
    """One file a batch up to `per_file_up_to` files; above that, neighbours by path in batches of `target_bytes`.

    Neighbours, because files of one city usually lie side by side and end in one partition. There are at most
    `max_batches` batches: they grow instead. And they shrink until there are some `ENOUGH_BATCHES`.
    """
    corrections = corrections_fingerprint(plan.corrections)
    if len(plan.parse) <= per_file_up_to:
        return tuple(_batch((item,), corrections) for item in plan.parse)
    total = sum(item.size for item in plan.parse)
    shared_out = min(target_bytes, -(-total // ENOUGH_BATCHES))
    # Two neighbours together exceed the limit, so this many bytes keep within `max_batches`.
    limit = max(shared_out, 2 * -(-total // max_batches) + 1)
    batches: list[Batch] = []
    group: list[WorkItem] = []
    size = 0
    for item in plan.parse:
        if group and size + item.size > limit:
            batches.append(_batch(group, corrections))
            group, size = [], 0
        group.append(item)
        size += item.size
    return (*batches, _batch(group, corrections))


def halves(batch: Batch) -> tuple[Batch, ...]:
    """A failing batch cut in two, so that one poison file ends up alone; a batch of one file comes back as it is."""
    middle = len(batch.items) // 2
    return tuple(
        _batch(part, batch.corrections) for part in (batch.items[:middle], batch.items[middle:]) if part
    )


def _batch(items: Sequence[WorkItem], corrections: str) -> Batch:
    """What was staged under other corrections must not be found again, so they are part of the key."""
    lines = sorted(f"{item.path}\0{item.work_key}" for item in items)
    key = hashlib.sha256("\n".join((corrections, *lines)).encode()).hexdigest()
    return Batch(key, tuple(items), corrections)
