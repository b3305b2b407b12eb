"""One touched partition, from staged and published rows to coded objects."""

from __future__ import annotations

from pathlib import Path

from storage.coding import Coding
from storage.merge import merge_partition
from storage.model import ObjectRef, PartitionMerge
from tasks.coding.code import INPUTS, code

CODING = Coding(INPUTS, code)


def merge(root: Path, one: PartitionMerge) -> tuple[ObjectRef, ...]:
    """Merge the partition into new objects of the lake at `root`, indicators and themes found. Runs anywhere."""
    return merge_partition(root, one, CODING)
