"""What coding sees of a number: columns of its row in `metrics`, and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """A number by the columns of the same names; `left` and `right` are its sentence around it, `heading` the nearest one."""

    label: str
    unit: str | None
    status: str | None
    scope: str | None
    scope_name: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    period_basis: str | None
    heading: str
    left: str
    right: str
    document_type: str | None
    district: str | None
