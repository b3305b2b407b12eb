"""The facts that are read out of a document: one frozen value class per record table.

Every fact has its rule and its span in `Document.text` (characters, half open). The span lies inside one sentence,
or inside page furniture; the fields are the columns of the table of the same name in `storage.schemas`, which says
what each of them means. Place, ids, quote and source offsets are added by `tasks.steps.document_columns`, once for all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar, dataclass_transform

_Kind = TypeVar("_Kind")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def _fact(kind: type[_Kind]) -> type[_Kind]:
    """A frozen slotted dataclass to the type checker, which reads every line that could assign to one.

    At run time it is not guarded a second time: that guard is two thirds of what it costs to make a fact, and facts are
    made by the ten thousand.
    """
    return dataclass(slots=True, kw_only=True, unsafe_hash=True)(kind)


@_fact
class Record:
    """What all facts have: where they stand and which rule read them."""

    start: int
    end: int
    rule: str


@_fact
class Measure(Record):
    ordinal: int
    marker: str
    headline: str
    text: str


@_fact
class Problem(Record):
    problem: str
    response: str | None = None
    stream: str | None = None
    status: str | None = None


@_fact
class Assignment(Record):
    ordinal: int | None = None
    title: str
    lead_units: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    cooperating_units: tuple[str, ...] = ()
    deadline_text: str | None = None
    deadline_kind: str | None = None
    deadline_date: dt.date | None = None


@_fact
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


@_fact
class Citation(Record):
    title: str
    nested: bool
    action: str
    document_number: str | None = None
    issuer_level: str | None = None


@_fact
class Meeting(Record):
    name: str
    body: str | None = None
    session_ordinal: int | None = None
    meeting_ordinal: int | None = None
    date: dt.date | None = None
    chair: str | None = None
    chair_post: str | None = None


@_fact
class AgendaItem(Record):
    ordinal: int | None
    kind: str
    title: str
    cited_titles: tuple[str, ...] = ()
    decision: str | None = None
    assigned_units: tuple[str, ...] = ()


@_fact
class Person(Record):
    name: str
    unit: str | None = None
    post: str | None = None
    role: str | None = None


@_fact
class Organisation(Record):
    name: str
    canonical_name: str | None = None
    function_code: str | None = None


@_fact
class DateMention(Record):
    start_date: dt.date | None
    end_date: dt.date | None
    precision: str
    basis: str


@_fact
class Accountability(Record):
    kind: str
    value: Decimal | None = None
    unit: str | None = None
    persons: int | None = None
    cases: int | None = None
    campaign: str | None = None
    direction: str | None = None


@_fact
class Event(Record):
    kind: str
    date: dt.date | None = None
    year_inferred: bool | None = None
    group_name: str | None = None
    object: str | None = None
    streams: tuple[str, ...] = ()


@_fact
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
