"""What is to be done: the scan set against the newest manifest's ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from storage.archives import INSIDE
from storage.corrections import corrections_fingerprint, sources_to_correct
from storage.errors import LakeMissing, MassDisappearance, PlanOutdated
from storage.lake import Lake
from storage.ledger import read_ledger, without_sources
from storage.model import Correction, Plan, SourceFile, WorkItem

RETRY_CODES = frozenset({"E_RESOURCE", "E_UNSTABLE", "E_VANISHED", "E_PERMISSION", "E_IO"})
"""Refusals that depend on the machine or the moment: sources refused with them are parsed again in each run."""

VANISHING_LIMIT = 5
"""The run stops when more than one source in this many would leave the lake."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the ledger says of one source."""

    size: int
    sha256: str | None
    work_key: str | None
    reason_code: str | None


def work_key(path: str, sha256: str, fingerprint: str) -> str:
    """What a file's rows depend on: its path (which hints at place and year), its content and the rules."""
    return hashlib.sha256("\0".join((path, sha256, fingerprint)).encode()).hexdigest()


def make_plan(
    lake: Lake,
    files: Sequence[SourceFile],
    fingerprint: str,
    compare_fingerprint: str,
    coding_fingerprint: str = "",
    *,
    keep_missing: bool = False,
    accept_disappearance: bool = False,
    retry: frozenset[str] = RETRY_CODES,
    corrections: tuple[Correction, ...] = (),
) -> Plan:
    """Compare `files` with what is published. `fingerprint` covers everything that parsing depends on.

    A change of `coding_fingerprint` reads nothing again: published rows are coded anew where they lie.

    Raises MassDisappearance when more than a fifth of the published sources would leave the lake.
    """
    manifest = lake.manifest() if lake.committed() else None
    ledger = read_ledger(lake, manifest.ledger if manifest else None)
    known = _known_sources(ledger)
    missing = tuple(sorted(known.keys() - {file.path for file in files}))
    readable = [file for file in files if file.refusal is None]
    refused = tuple(file for file in files if file.refusal is not None)
    removed = () if keep_missing else missing
    if not accept_disappearance:
        _require_few_vanish(known, removed, files)
    gone = {*removed, *(file.path for file in refused)}
    corrected = sources_to_correct(ledger, corrections)
    parse = _to_parse(readable, ledger, known, fingerprint, retry, gone, corrected)
    return Plan(
        parent=manifest.snapshot if manifest else None,
        fingerprint=fingerprint,
        compare_fingerprint=compare_fingerprint,
        coding_fingerprint=coding_fingerprint,
        parse=tuple(parse[path] for path in sorted(parse)),
        unchanged=tuple(file.path for file in readable if file.path not in parse),
        removed=removed,
        refused=refused,
        kept=missing if keep_missing else (),
        refusals_changed=_refusals(known, removed)
        != {(f.path, f.size, f.refusal and f.refusal.code) for f in refused},
        compare_changed=manifest is None or manifest.compare_fingerprint != compare_fingerprint,
        coding_changed=manifest is not None and manifest.coding_fingerprint != coding_fingerprint,
        corrections_changed=corrections_fingerprint(corrections)
        != (manifest.corrections if manifest else ""),
        corrections=corrections,
    )


def plan_comparisons(
    lake: Lake,
    compare_fingerprint: str,
    coding_fingerprint: str = "",
    corrections: tuple[Correction, ...] = (),
) -> Plan:
    """The plan of a run that reads nothing: all sources stay as they are.

    Raises LakeMissing, and PlanOutdated where corrections changed, which have to be applied first.
    """
    if not lake.committed():
        raise LakeMissing(f"Nothing is published in {lake.root} yet.")
    manifest = lake.manifest()
    if corrections_fingerprint(corrections) != manifest.corrections:
        raise PlanOutdated("The corrections changed since the corpus was read; run that first.")
    known = _known_sources(read_ledger(lake, manifest.ledger))
    return Plan(
        parent=manifest.snapshot,
        fingerprint=manifest.fingerprint,
        compare_fingerprint=compare_fingerprint,
        coding_fingerprint=coding_fingerprint,
        parse=(),
        unchanged=tuple(sorted(known)),
        removed=(),
        refused=(),
        kept=(),
        refusals_changed=False,
        compare_changed=manifest.compare_fingerprint != compare_fingerprint,
        coding_changed=manifest.coding_fingerprint != coding_fingerprint,
        corrections=corrections,
    )


def _to_parse(
    readable: Sequence[SourceFile],
    ledger: pa.Table,
    known: Mapping[str, _Known],
    fingerprint: str,
    retry: frozenset[str],
    gone: set[str],
    corrected: set[str],
) -> dict[str, WorkItem]:
    """Files to parse by path: those with a reason of their own, and the heirs of what those and the `gone` own."""
    items = {file.path: _item(file, known.get(file.path), fingerprint, retry) for file in readable}
    parse = {path: item for path, item in items.items() if item.reason}
    missing = known.keys() - items.keys()
    heirs = _heirs(ledger, gone.union(parse), missing)
    others = dict.fromkeys(corrected & items.keys(), "corrected") | dict.fromkeys(heirs, "heir")
    return {path: replace(items[path], reason=reason) for path, reason in others.items()} | parse


def _known_sources(ledger: pa.Table) -> dict[str, _Known]:
    columns = ("source_path", "size_bytes", "source_sha256", "work_key", "reason_code")
    values = zip(*(ledger[name].to_pylist() for name in columns), strict=True)
    return {path: _Known(*rest) for path, *rest in values}


def _item(file: SourceFile, known: _Known | None, fingerprint: str, retry: frozenset[str]) -> WorkItem:
    """The file as work; its reason is empty where its rows are published already."""
    assert file.sha256 is not None
    key = work_key(file.path, file.sha256, fingerprint)
    if known is None:
        reason = "new"
    elif known.sha256 is None:
        reason = "retry"
    elif known.sha256 != file.sha256:
        reason = "changed"
    elif known.work_key != key:
        reason = "rules"
    else:
        reason = "retry" if known.reason_code in retry else ""
    return WorkItem(file.path, file.size, file.sha256, key, reason)


def _heirs(ledger: pa.Table, touched: set[str], missing: Set[str]) -> set[str]:
    """Untouched sources that may have to take over a document of a touched one: for each, the next in line.

    Only owners' rows are kept, so the heir must be read again. Whether a changed source still holds the document
    is known only after it was parsed; reading its heir in any case saves a second round.
    """
    lost = ledger.filter(
        pc.and_kleene(ledger["is_owner"], pc.is_in(ledger["source_path"], value_set=_strings(touched)))
    )
    rest = without_sources(ledger, touched.union(missing))
    rest = rest.filter(
        pc.is_in(rest["document_id"], value_set=pc.drop_null(lost["document_id"].combine_chunks()))
    )
    lowest = rest.group_by("document_id").aggregate([("source_path", "min")])
    return set(lowest["source_path_min"].to_pylist())


def _strings(values: set[str]) -> pa.Array:
    return pa.array(sorted(values), pa.string())


def _refusals(known: dict[str, _Known], removed: Sequence[str]) -> set[tuple[str, int, str | None]]:
    gone = set(removed)
    return {
        (path, source.size, source.reason_code)
        for path, source in known.items()
        if source.sha256 is None and path not in gone
    }


def _require_few_vanish(
    known: dict[str, _Known], removed: Sequence[str], files: Sequence[SourceFile]
) -> None:
    """An unmounted folder must not empty the lake. A file that was renamed, or is now read inside, has not vanished."""
    present = {file.sha256 for file in files if file.sha256 is not None}
    opened = {file.path.partition(INSIDE)[0] for file in files if INSIDE in file.path}
    unreadable = [file.path for file in files if file.sha256 is None and file.path in known]
    vanishing = [
        path
        for path in (*removed, *unreadable)
        if known[path].sha256 is not None and known[path].sha256 not in present and path not in opened
    ]
    published = sum(source.sha256 is not None for source in known.values())
    if len(vanishing) * VANISHING_LIMIT > published:
        raise MassDisappearance(
            f"{len(vanishing)} of {published} published files are gone or cannot be read (first: {vanishing[0]}); "
            "check that the corpus is mounted, or say that they shall leave the lake."
        )
