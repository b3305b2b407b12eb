"""The lake against itself: objects, manifests, trees, ledger, CURRENT and catalog must tell one story.

What a manifest names is the truth. Trees, CURRENT and the catalog are derived from it and can be made again; an object
can be brought back only from an intact copy of it in a tree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow.compute as pc

from storage.durable import discard, discard_folder, link_or_copy, sync_folder
from storage.errors import LakeDamaged, LakeMissing
from storage.findings import Finding
from storage.gc import unnamed_snapshots
from storage.lake import Lake
from storage.ledger import owners, read_ledger
from storage.manifest import Manifest
from storage.model import ObjectRef
from storage.parquet import object_file
from storage.partitions import escape_glob, object_path
from storage.publish import clear_left_overs, point_to, rebuild_tree
from storage.remote.fsck import examine_home, repair_home
from storage.remote.home import Home
from storage.schemas import TABLES
from storage.views import SNAPSHOT, quote_name

Manifests = Mapping[int, Manifest]


def examine(lake: Lake) -> tuple[Finding, ...]:
    """Read every byte of the lake and compare; call it under the lock. Raises LakeMissing.

    Of a lake in a store it is the home that is examined; the working copy can be made again from it.
    """
    if lake.home is not None:
        return examine_home(Home.at(lake.home))
    if not lake.manifests.is_dir():
        raise LakeMissing(f"There is no lake at {lake.root}.")
    manifests, findings = _manifests(lake)
    damaged = list(_objects(lake, manifests))
    findings += damaged
    lost = {finding.what for finding in damaged}
    for n, manifest in manifests.items():
        findings += _tree(lake, n, manifest, lost)
    if manifests:
        newest = max(manifests)
        findings += [*_ledger(lake, manifests[newest]), *_current(lake, newest)]
        # A view on damaged bytes fails; that is not the catalog's fault.
        findings += [] if damaged else list(_catalog(lake, newest, manifests[newest]))
    return (*findings, *_left_overs(lake, manifests))


def repair(lake: Lake) -> None:
    """Make again what is derived, and bring back objects of which a tree still holds a good copy; under the lock."""
    lake.make_folders()
    if lake.home is not None:
        repair_home(lake, Home.at(lake.home))
        return
    manifests, _ = _manifests(lake)
    for finding in list(_objects(lake, manifests)):
        _bring_back(lake, finding.what, manifests)
    damaged = {finding.what for finding in _objects(lake, manifests)}
    whole = []
    for n, manifest in manifests.items():
        if damaged.isdisjoint(ref.sha256 for ref in manifest.objects):
            whole.append(n)
            if list(_tree(lake, n, manifest, damaged)):
                rebuild_tree(lake, n)
    if manifests and max(manifests) in whole:
        newest = max(manifests)
        if [*_current(lake, newest), *_catalog(lake, newest, manifests[newest])]:
            discard_folder(lake.catalog_forms)
            point_to(lake, newest)
    clear_left_overs(lake)


def _manifests(lake: Lake) -> tuple[dict[int, Manifest], list[Finding]]:
    """The manifests that can be read, by number, and what is wrong with the others."""
    found: dict[int, Manifest] = {}
    faults = []
    for n in lake.committed():
        try:
            manifest = lake.manifest(n)
            if manifest.snapshot != n:
                raise LakeDamaged(f"{lake.manifest_file(n)} says that it is snapshot {manifest.snapshot}.")
            found[n] = manifest
        except LakeDamaged as error:
            advice = f"restore it from a backup; without one, delete it: snapshot {n} is then lost"
            faults.append(Finding("manifest", str(n), str(error), advice))
    return found, faults


def _refs(manifests: Manifests) -> dict[str, ObjectRef]:
    """All objects that are named, by sha256."""
    return {
        ref.sha256: ref for manifest in manifests.values() for ref in (manifest.ledger, *manifest.objects)
    }


def _objects(lake: Lake, manifests: Manifests) -> Iterator[Finding]:
    users = _users(manifests)
    for sha256, ref in sorted(_refs(manifests).items()):
        file = object_file(lake.root, sha256)
        if not file.is_file():
            problem = "is missing"
        elif _sha256(file) != sha256:
            problem = "is not what it was"
        else:
            continue
        detail = f"of {ref.table}, in snapshots {users[sha256]}, {problem}"
        yield Finding(
            "object", sha256, detail, "taken from a tree, where one has a good copy; else see operations"
        )


def _users(manifests: Manifests) -> dict[str, str]:
    users: dict[str, list[str]] = {}
    for n, manifest in manifests.items():
        for ref in {manifest.ledger, *manifest.objects}:
            users.setdefault(ref.sha256, []).append(str(n))
    return {sha256: ", ".join(dict.fromkeys(numbers)) for sha256, numbers in users.items()}


def _tree(lake: Lake, n: int, manifest: Manifest, damaged: set[str]) -> Iterator[Finding]:
    """What is wrong with a snapshot's folder; of several files the first is named."""
    tree = lake.snapshots / f"{n:08d}"
    wrong = [
        object_path(ref)
        for ref in manifest.objects
        if ref.sha256 not in damaged
        and not _is_copy(tree / object_path(ref), object_file(lake.root, ref.sha256))
    ]
    named = {object_path(ref) for ref in manifest.objects}
    there = {path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file()}
    for problem, files in (("missing or changed", wrong), ("not of it", sorted(there - named))):
        if files:
            detail = f"{len(files)} files {problem} (first: {files[0]})"
            yield Finding("tree", str(n), detail, "built anew from the objects")


def _is_copy(path: Path, file: Path) -> bool:
    if not path.is_file():
        return False
    return path.samefile(file) or _sha256(path) == file.stem


def _ledger(lake: Lake, manifest: Manifest) -> Iterator[Finding]:
    """The ledger plans the next run, so it must know the very sources and documents that are published."""
    try:
        ledger = read_ledger(lake, manifest.ledger)
    except LakeDamaged:
        return  # found as an object already
    counted = {
        "sources": len(pc.unique(ledger["source_path"])),
        "documents": owners(ledger).num_rows,
        "document_sources": len(ledger) - ledger["document_id"].null_count,
    }
    for table, count in counted.items():
        rows = sum(ref.rows for ref in manifest.objects if ref.table == table)
        if rows != count:
            detail = f"the ledger knows {count} {table}, the table has {rows}"
            yield Finding(
                "ledger", table, detail, "`duizhao rollback` to an earlier snapshot, then run; report it"
            )


def _current(lake: Lake, newest: int) -> Iterator[Finding]:
    try:
        number = lake.current()
        said = "there is no CURRENT" if number is None else f"CURRENT says {number}"
    except LakeDamaged as error:
        number, said = None, str(error)
    if number != newest:
        yield Finding("current", str(newest), f"{said}; the newest committed is {newest}", "written anew")


def _catalog(lake: Lake, newest: int, manifest: Manifest) -> Iterator[Finding]:
    """Each view must find the rows of the newest snapshot, there and in no other."""
    place = escape_glob(lake.snapshots / f"{newest:08d}")
    try:
        with duckdb.connect(str(lake.catalog), read_only=True) as con:
            ((shown,),) = con.execute(f"SELECT {SNAPSHOT}()").fetchall()
            for table in TABLES:
                ((rows,),) = con.execute(f"SELECT count(*) FROM {quote_name(table)}").fetchall()
                wanted = sum(ref.rows for ref in manifest.objects if ref.table == table)
                if rows != wanted or shown != place:
                    yield Finding("catalog", table, "shows another snapshot", "written anew")
                    return
    except duckdb.Error as error:
        yield Finding("catalog", lake.catalog.name, str(error).split("\n", 1)[0], "written anew")


def _left_overs(lake: Lake, manifests: Manifests) -> Iterator[Finding]:
    named = _refs(manifests)
    unnamed = [file for file in lake.objects.glob("??/*") if file.stem not in named]
    # Without all manifests nobody knows what is named.
    unnamed = unnamed if len(manifests) == len(lake.committed()) else []
    nobody = "in no manifest"
    found: dict[str, tuple[Sequence[object], str, str]] = {
        "objects": (unnamed, nobody, "`duizhao gc` deletes them"),
        "snapshots": (list(unnamed_snapshots(lake)), nobody, "`duizhao gc` deletes them"),
        "trees": (list(lake.trees.glob("*")), "half built", "the next run clears them away"),
        "batches": (list(lake.staging.glob("*")), "staged and not published", "the next run takes them"),
    }
    for what, (things, why, advice) in found.items():
        if things:
            yield Finding("left_over", what, f"{len(things)} {why}", advice)


def _bring_back(lake: Lake, sha256: str, manifests: Manifests) -> None:
    """Give an object its content again from a tree that still has it."""
    file = object_file(lake.root, sha256)
    for n, manifest in manifests.items():
        for ref in manifest.objects:
            copy = lake.snapshots / f"{n:08d}" / object_path(ref)
            if ref.sha256 == sha256 and copy.is_file() and _sha256(copy) == sha256:
                discard(file)
                file.parent.mkdir(exist_ok=True)
                link_or_copy(copy, file)
                sync_folder(file.parent)
                return


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
