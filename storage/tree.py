"""The tree of a snapshot: a plain hive folder of hard links to objects."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from storage.durable import link_or_copy, sync_folder
from storage.errors import LakeDamaged
from storage.model import ObjectRef
from storage.parquet import object_file
from storage.partitions import object_path


def link_objects(root: Path, tree: Path, objects: Iterable[ObjectRef]) -> None:
    """Give each object its place in `tree`, once; the folders are made as they are needed."""
    tree.mkdir(exist_ok=True)
    for ref in objects:
        path = tree / object_path(ref)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _link(object_file(root, ref.sha256), path)


def _link(file: Path, path: Path) -> None:
    try:
        link_or_copy(file, path)
    except FileNotFoundError:
        raise LakeDamaged(f"{file} is missing; `duizhao fsck` says what can be done.") from None


def sync_tree(tree: Path) -> None:
    """Make all names in the tree durable, from the leaves up."""
    for folder, _, _ in os.walk(tree, topdown=False):
        sync_folder(Path(folder))


def is_whole(tree: Path, objects: Iterable[ObjectRef]) -> bool:
    """True where every object is in its place with its size: what a power cut can take away."""
    try:
        return all((tree / object_path(ref)).stat().st_size == ref.size for ref in objects)
    except FileNotFoundError:
        return False
