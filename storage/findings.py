"""What fsck finds: the form of a finding, for lakes in folders and in stores."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree. `repair` says what `--repair` does about it, or what a person can do.

    `kind` is object, manifest, tree, ledger, current, catalog or left_over; what is left over is no fault.
    """

    kind: str
    what: str
    detail: str
    repair: str

    @property
    def is_fault(self) -> bool:
        """False for what an interrupted run left behind: the next one clears it away."""
        return self.kind != "left_over"
