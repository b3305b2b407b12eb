"""A lake in a store against itself. What a manifest names is the truth; trees and CURRENT are derived from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from storage.errors import LakeDamaged, LakeMissing
from storage.findings import Finding
from storage.lake import Lake
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import OBJECTS, object_file
from storage.remote.gc import unnamed_trees
from storage.remote.home import SNAPSHOTS, Home, object_key, snapshot_prefix, tree_key
from storage.remote.push import build_tree
from storage.remote.store import Entry, at_once

Manifests = Mapping[int, Manifest]


def examine_home(home: Home) -> tuple[Finding, ...]:
    """Read every object of a lake in a store and compare. Raises LakeMissing where there is none."""
    manifests, findings = _manifests(home)
    if not manifests and not findings:
        raise LakeMissing(f"There is no lake at {home}.")
    there = {entry.key: entry for entry in home.store.list(f"{OBJECTS}/")}
    lost = _lost(home, manifests, there)
    advice = "taken from a tree or a working copy, where one has it; else see operations"
    findings += [
        Finding("object", sha256, f"of {ref.table}, is missing or is not what it was", advice)
        for sha256, ref in sorted(lost.items())
    ]
    for n, manifest in manifests.items():
        findings += _tree(home, n, manifest, there)
    findings += _current(home, manifests)
    return (*findings, *_left_overs(home, manifests, there))


def repair_home(lake: Lake, home: Home) -> None:
    """Bring back lost objects from a tree or from the working copy, and make again what is derived."""
    manifests, _ = _manifests(home)
    there = {entry.key: entry for entry in home.store.list(f"{OBJECTS}/")}
    for sha256 in _lost(home, manifests, there):
        content = _find(lake, home, sha256, manifests)
        if content is not None:
            home.store.write(object_key(sha256), content)
    there = {entry.key: entry for entry in home.store.list(f"{OBJECTS}/")}
    for n, manifest in manifests.items():
        if list(_tree(home, n, manifest, there)):
            home.store.delete(tree_key(n, ref) for ref in _wrong(home, n, manifest, there))
            build_tree(home, n, [ref for ref in manifest.objects if object_key(ref.sha256) in there])
    if list(_current(home, manifests)):
        home.put_current(max(manifests))


def _manifests(home: Home) -> tuple[dict[int, Manifest], list[Finding]]:
    found: dict[int, Manifest] = {}
    faults = []
    for n in home.manifests():
        try:
            found[n] = home.manifest(n)
        except LakeDamaged as error:
            advice = f"restore it from a backup; without one, delete it: snapshot {n} is then lost"
            faults.append(Finding("manifest", str(n), str(error), advice))
    return found, faults


def _lost(home: Home, manifests: Manifests, there: Mapping[str, Entry]) -> dict[str, ObjectRef]:
    """The objects that a manifest names and that are missing or not what they were; each is read."""
    named = {ref.sha256: ref for one in manifests.values() for ref in (one.ledger, *one.objects)}

    def is_whole(sha256: str) -> bool:
        entry = there.get(object_key(sha256))
        return entry is not None and home.store.digest(entry.key, entry.etag) == sha256

    whole = dict(zip(named, at_once(is_whole, named), strict=True))
    return {sha256: ref for sha256, ref in named.items() if not whole[sha256]}


def _tree(home: Home, n: int, manifest: Manifest, there: Mapping[str, Entry]) -> Iterator[Finding]:
    """What is wrong with the tree of a snapshot; of several files the first is named."""
    named = {tree_key(n, ref) for ref in manifest.objects}
    alien = [entry.key for entry in home.store.list(snapshot_prefix(n)) if entry.key not in named]
    wrong = [tree_key(n, ref) for ref in _wrong(home, n, manifest, there)]
    if wrong:
        detail = f"{len(wrong)} files missing or changed (first: {wrong[0]})"
        yield Finding("tree", str(n), detail, "copied anew from the objects")
    if alien:
        detail = f"{len(alien)} files not of it (first: {alien[0]})"
        yield Finding("tree", str(n), detail, "delete them: nothing of ours wrote them")


def _wrong(home: Home, n: int, manifest: Manifest, there: Mapping[str, Entry]) -> list[ObjectRef]:
    """Objects whose copy in the tree is missing or differs: by etag, and where that differs, by content."""
    copies = {entry.key: entry for entry in home.store.list(snapshot_prefix(n))}

    def is_copy(ref: ObjectRef) -> bool:
        copy, origin = copies.get(tree_key(n, ref)), there.get(object_key(ref.sha256))
        if copy is None or copy.size != ref.size:
            return False
        if origin is not None and origin.etag == copy.etag:
            return True
        return home.store.digest(copy.key, copy.etag) == ref.sha256

    right = at_once(is_copy, manifest.objects)
    return [ref for ref, fits in zip(manifest.objects, right, strict=True) if not fits]


def _current(home: Home, manifests: Manifests) -> Iterator[Finding]:
    try:
        number, _ = home.current()
        said = "there is no CURRENT" if number is None else f"CURRENT says {number}"
    except LakeDamaged as error:
        number, said = None, str(error)
    if manifests and number != max(manifests):
        detail = f"{said}; the newest committed is {max(manifests)}"
        yield Finding("current", str(max(manifests)), detail, "written anew, or by the next run")


def _left_overs(home: Home, manifests: Manifests, there: Mapping[str, Entry]) -> Iterator[Finding]:
    named = {ref.sha256 for one in manifests.values() for ref in (one.ledger, *one.objects)}
    unnamed = [key for key in there if PurePosixPath(key).stem not in named]
    advice = "`duizhao gc` deletes them when they are a day old"
    if unnamed:
        yield Finding("left_over", "objects", f"{len(unnamed)} in no manifest", advice)
    trees = unnamed_trees(home, set(manifests))
    if trees:
        yield Finding(
            "left_over", SNAPSHOTS, f"{len(trees)} in no manifest", "the next collection deletes them"
        )


def _find(lake: Lake, home: Home, sha256: str, manifests: Manifests) -> bytes | None:
    """The content of a lost object, from the working copy or from a tree."""
    file = object_file(lake.root, sha256)
    if file.is_file() and hashlib.sha256(content := file.read_bytes()).hexdigest() == sha256:
        return content
    places = {tree_key(n, ref) for n, one in manifests.items() for ref in one.objects if ref.sha256 == sha256}
    for entry in home.store.list(SNAPSHOTS):
        if entry.key in places:
            content, _ = home.store.read(entry.key)
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
    return None
