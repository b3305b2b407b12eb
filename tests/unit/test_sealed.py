"""What goes to a worker unopened: nobody on the way looks inside, and it is the same when it is opened."""

from __future__ import annotations

import pickle
from typing import Any

from dask.tokenize import tokenize
from prefect.utilities.collections import visit_collection

from storage.model import Batch, WorkItem
from tasks.steps.sealed import Sealed

ITEMS = tuple(WorkItem(f"青禾区/{n}.txt", n, "0" * 64, "1" * 64, "new") for n in range(50))
BATCH = Batch("2" * 64, ITEMS, "")


def _seen_by_prefect(value: Any) -> int:
    seen: list[Any] = []
    visit_collection(value, visit_fn=seen.append, return_data=False)
    return len(seen)


def test_opened_it_is_the_same() -> None:
    assert Sealed(BATCH).opened() == BATCH
    assert pickle.loads(pickle.dumps(Sealed(BATCH))).opened() == BATCH


def test_prefect_sees_one_value() -> None:
    assert _seen_by_prefect(BATCH) > len(ITEMS)
    assert _seen_by_prefect(Sealed(BATCH)) == 1


def test_dask_gives_equal_values_one_name() -> None:
    assert tokenize(Sealed(BATCH)) == tokenize(Sealed(Batch("2" * 64, ITEMS, "")))
    assert tokenize(Sealed(BATCH)) != tokenize(Sealed(Batch("3" * 64, ITEMS, "")))
