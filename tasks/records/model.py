"""The facts that are read out of a document: one frozen dataclass per record table.

Every fact has its rule and its span in `Document.text` (characters, half open). The span lies inside one sentence,
or inside page furniture; the fields are the columns of the table of the same name in `storage.schemas`, which says
what each of them means. Place, ids, quote and source offsets are added by `tasks.steps.document_columns`, once for all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all facts have: where they stand and which rule read them."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Record):
    ordinal: int
    marker: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Record):
    problem: str
    response: str | None = None
    stream: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    ordinal: int | None = None
    title: str
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    cooperating_units: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline_kind: str | None = None
    deadline_date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric(Record):
    label: str | None
    value: Decimal
    value_max: Decimal | None = None
    unit: str | None = None
    value_normalized: Decimal | None = None
    unit_normalized: str | None = None
    qualifier: str | None = None
    comparator: str | None = None
    direction: str | None = None
    value_status: str | None = None
    scope_kind: str | None = None
    scope_name: str | None = None
    base: str | None = None
    stream: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    period_basis: str | None = None
    value_recomputed: Decimal | None = None
    recomputation_differs: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    title: str
    nested: bool
    action: str
    document_number: str | None = None
    issuer_level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting(Record):
    name: str
    body: str | None = None
    session_ordinal: int | None = None
    meeting_ordinal: int | None = None
    date: dt.date | None = None
    chair: str | None = None
    chair_post: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    ordinal: int | None
    kind: str
    title: str
    cited_titles: tuple[str, ...] = ()
    decision: str | None = None
    assigned_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    name: str
    unit: str | None = None
    post: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    name: str
    canonical_name: str | None = None
    function_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Record):
    start_date: dt.date | None
    end_date: dt.date | None
    precision: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accountability(Record):
    kind: str
    value: Decimal | None = None
    unit: str | None = None
    persons: int | None = None
    cases: int | None = None
    campaign: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    kind: str
    date: dt.date | None = None
    year_inferred: bool | None = None
    group_name: str | None = None
    object: str | None = None
    streams: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Record):
    kind: str
    value: str


KINDS: Mapping[str, type[Record]] = {
    "measures": Measure,
    "problems": Problem,
    "assignments": Assignment,
    "metrics": Metric,
    "citations": Citation,
    "meetings": Meeting,
    "agenda_items": AgendaItem,
    "people": Person,
    "organisations": Organisation,
    "dates": DateMention,
    "accountability": Accountability,
    "events": Event,
    "contacts": Contact,
}
"""The record kinds by table name; a test checks their fields against the table's columns."""

Records = Mapping[str, list[Record]]
"""The facts of one document by table name; kinds without a fact may be absent."""
