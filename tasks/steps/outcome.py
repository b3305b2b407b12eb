"""What a run changed, for people and machines: counts, and every file that is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.lake import Lake
from storage.lookup import rejected, row_counts
from storage.model import CheckResult, Plan


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of which something was not read; `detail` says what to do.

    Codes that begin with E_: the file or a document in it was refused. W_: it was read, but a part is missing or spoilt.
    """

    path: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The lake after a run. `published` is false where there was nothing to do.

    `read`, `unchanged` and `removed` count files of this run; `sources` and `documents` what the lake holds now.
    `partial` are files that were read, but not entirely. `warnings` are checks that found something and did not stop the run.
    """

    snapshot: int | None
    published: bool
    read: int
    unchanged: int
    removed: int
    sources: int
    documents: int
    refused: tuple[Refused, ...]
    partial: tuple[Refused, ...]
    warnings: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The outcome in one line."""
        if not self.published:
            return f"Nothing to do: snapshot {self.snapshot} already holds all {self.unchanged} files."
        parts = [f"{self.read} read", f"{self.unchanged} unchanged", f"{self.removed} gone"]
        refused = f"{len({r.path for r in self.refused})} refused"
        partial = f", {len({r.path for r in self.partial})} not read entirely" if self.partial else ""
        return (
            f"Snapshot {self.snapshot}: {self.documents} documents from {self.sources} files "
            f"({', '.join(parts)}; {refused}{partial})"
        )


def outcome_of(
    lake: Lake, plan: Plan, before: int | None, snapshot: int | None, checks: Sequence[CheckResult]
) -> Outcome:
    """Read the outcome from the published snapshot, so that it says what a reader will find."""
    sources = documents = 0
    rejects: tuple[Refused, ...] = ()
    if snapshot is not None:
        counts = row_counts(lake, snapshot)
        sources, documents = counts["sources"], counts["documents"]
        rows = rejected(lake, snapshot)
        rejects = tuple(Refused(r["source_path"], r["reason_code"], r["detail"]) for r in rows)
    return Outcome(
        snapshot=snapshot,
        published=snapshot != before,
        read=len(plan.parse),
        unchanged=len(plan.unchanged),
        removed=len(plan.removed),
        sources=sources,
        documents=documents,
        refused=tuple(reject for reject in rejects if reject.code.startswith("E")),
        partial=tuple(reject for reject in rejects if reject.code.startswith("W")),
        warnings=tuple(f"{c.title}: {c.count}" for c in checks if not c.passed),
    )
