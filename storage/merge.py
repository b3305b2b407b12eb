"""Merge of one partition: old rows minus what goes, plus what was staged, into a new object."""

from __future__ import annotations

from pathlib import Path

from storage.model import ObjectRef, PartitionMerge


def merge_partition(root: Path, merge: PartitionMerge) -> tuple[ObjectRef, ...]:
    """Write the partition's new objects into the lake at `root`; nothing where no row is left.

    Can run anywhere and any number of times: its only effect is a content-addressed object. A partition with very
    many rows gives several parts.
    """
    raise NotImplementedError
