"""What the forms of the deployments ask for. The order, titles and descriptions are what people see in Prefect's pages.

No form asks for a path: inbox and lake are the service's, so whoever reaches the pages can start a run and cannot
make it read or write anywhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from storage.views import sql_files
from tasks.steps.options import Consent

CHECKS: Sequence[str] = [name for name, _ in sql_files("checks")]


class AcceptedCheck(BaseModel):
    """A check that may fail this time."""

    model_config = ConfigDict(title="Accepted check", extra="forbid", frozen=True)

    check: str = Field(title="Check", description="Its name", json_schema_extra={"enum": list(CHECKS)})
    reason: str = Field(title="Reason", min_length=3, description="Why; the snapshot keeps it")


class IngestOptions(BaseModel):
    """What a run reads, and what it does not stop for."""

    model_config = ConfigDict(title="Options 选项", extra="forbid", frozen=True)

    again: Literal["changed", "refused"] = Field(
        default="changed",
        title="Which files 读取范围",
        description="changed: new and changed files · refused: also every file that was refused, whatever for",
    )
    keep_missing: bool = Field(
        default=False,
        title="Keep documents of missing files 保留",
        description="Documents whose files left the inbox stay in the lake",
    )
    accept_disappearance: bool = Field(
        default=False,
        title="Accept that many files are gone 允许大量消失",
        description="Go on even where more than a fifth of the published files is gone; otherwise the run stops",
    )
    accept_checks: list[AcceptedCheck] = Field(
        default_factory=list,
        title="Accepted checks 放行的检查",
        description="Publish although these checks fail",
    )

    @property
    def consent(self) -> Consent:
        """What the person who filled in the form agrees to."""
        return Consent(self.accept_disappearance, {one.check: one.reason for one in self.accept_checks})


class MaintainOptions(BaseModel):
    """What the maintenance does besides looking."""

    model_config = ConfigDict(title="Options 选项", extra="forbid", frozen=True)

    collect: bool = Field(
        default=True,
        title="Delete old snapshots 清理",
        description="And the files that only they used, as every run does",
    )
    repair: bool = Field(
        default=False,
        title="Repair 修复",
        description="Make again what is derived: trees, catalog, CURRENT. What is lost is never made up",
    )
