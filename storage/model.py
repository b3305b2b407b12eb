"""What the steps of a publication hand to each other: small frozen values, never rows.

scan → SourceFile → make_plan → Plan → make_batches → Batch → (parse, stage) → Receipt → draft → PartitionMerge →
merge_partition → ObjectRef → commit. All of them can be pickled; offsets are in characters, half open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Partition = tuple[tuple[str, str | int | None], ...]
"""Partition columns and their values, outermost first: `(("province", "未知"), ("city", "未知"), ("year", None))`."""


@dataclass(frozen=True, slots=True)
class SourceRefusal:
    """Why a file is refused before anything is read from it: the columns of `rejects`."""

    stage: str
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One entry of the corpus as the scan found it.

    `path` is relative to the corpus, with `/`; bytes that are not UTF-8 stand as `\\xNN`. `sha256` is null exactly
    where there is a refusal.
    """

    path: str
    size: int
    sha256: str | None
    refusal: SourceRefusal | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the user's corrections: a row of a document was read as `expected` in `field`; `value` is right.

    Values are text as the user wrote them; an empty one is null. `row_id` is the key of the row in `table`.
    """

    line: int
    document_id: str
    table: str
    row_id: str
    field: str
    expected: str
    value: str
    reason: str
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """What became of a correction where its document was read: applied, row_missing or other_value (then `found`)."""

    key: str
    status: str
    found: str | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One file to parse. `reason` is one of `new`, `changed`, `rules`, `corrected`, `heir`, `retry`.

    `work_key` covers path, content and parse fingerprint: a key that was published is not parsed again, but for
    `corrected` (corrections of a document in it changed), `heir` (it takes over a document whose owner went) and
    `retry` (it was refused for want of memory or the like).
    """

    path: str
    size: int
    sha256: str
    work_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run has to do, seen against snapshot `parent` (null: an empty lake). All paths are sorted.

    `kept` are sources that left the corpus and stay in the lake because the caller asked for it.
    """

    parent: int | None
    fingerprint: str
    compare_fingerprint: str
    coding_fingerprint: str
    parse: tuple[WorkItem, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[SourceFile, ...]
    kept: tuple[str, ...]
    refusals_changed: bool
    compare_changed: bool
    coding_changed: bool
    corrections_changed: bool = False
    corrections: tuple[Correction, ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where the lake already says all that there is to say."""
        return not (self.parse or self.removed or self.refusals_changed or self.is_published_anew)

    @property
    def is_published_anew(self) -> bool:
        """True where something that is made after reading changed: comparisons, codes, or the table of corrections."""
        return self.compare_changed or self.coding_changed or self.corrections_changed


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that one task parses. `key` is sha256 over their sorted paths and work keys, and all corrections."""

    key: str
    items: tuple[WorkItem, ...]
    corrections: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReceipt:
    """One occurrence of a document: its id, its span in the decoded source, and the place that it was read as."""

    document_id: str
    start_char: int
    end_char: int
    province: str
    city: str
    year: int | None
    district: str | None
    district_code: str | None


@dataclass(frozen=True, slots=True)
class FileReceipt:
    """What became of one file. `status` is ok, partial or rejected; `characters` counts the decoded source.

    `documents` are in source order; two of them may be the same text.
    """

    path: str
    sha256: str
    work_key: str
    status: str
    reason_code: str | None
    characters: int
    rejects: int
    documents: tuple[DocumentReceipt, ...]
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class StagedTable:
    """One file that a batch staged: `_staging/<batch key>/<table>.arrow`."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one batch. `tables` is filled in by `staging.write_batch`; callers leave it empty."""

    batch_key: str
    files: tuple[FileReceipt, ...]
    tables: tuple[StagedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectRef:
    """One immutable Parquet file of a snapshot: part `part` of `parts` of a partition of a table.

    Comparisons have the table name `comparisons/<name>`.
    """

    table: str
    partition: Partition
    rows: int
    size: int
    sha256: str
    part: int = 0
    parts: int = 1


@dataclass(frozen=True, slots=True)
class Take:
    """Rows to take from one staged batch: pairs of source path and document id (source tables: id is "")."""

    batch_key: str
    owners: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PartitionMerge:
    """One touched partition of one table: rows of `old` but those of `drop`, and rows of `take`.

    `drop` holds document ids, for tables without documents source paths. With `recode` the rows that stay are coded
    anew: those that come always are.
    """

    table: str
    partition: Partition
    old: tuple[ObjectRef, ...]
    drop: tuple[str, ...]
    take: tuple[Take, ...]
    recode: bool = False

    @property
    def name(self) -> str:
        """For people: `measures 辽宁省/沈阳市/2024`."""
        return f"{self.table} {'/'.join(str(value) for _, value in self.partition)}".strip()


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the gazetteer in force: `level` is province, city or county; city is null where it has none."""

    code: str
    name: str
    level: str
    city: str | None
    province: str


@dataclass(frozen=True, slots=True)
class CodeLists:
    """The codes that `storage.coding` fills in, with what comparisons need of them: one dict a code.

    An indicator has code, name, name_en, theme, kind, scope, units, mentions, types; a theme code, parent, name, name_en.
    """

    indicators: tuple[Mapping[str, Any], ...] = ()
    themes: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Outcome of one check. `rows` are the first offending rows (none: it passed), `count` is how many there are."""

    name: str
    title: str
    severity: str
    count: int
    rows: tuple[dict[str, Any], ...]

    @property
    def passed(self) -> bool:
        return self.count == 0


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A check that found `rows` offending rows and did not stop the publication, because somebody gave a `reason`."""

    check: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One file of sql/comparisons: what its header says.

    `key` are the columns that name a row, `columns` are (name, note); of those in `counted` the value is the number
    of ids that the evidence query gives.
    """

    name: str
    title: str
    title_en: str
    question: str
    question_en: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    counted: tuple[str, ...]
    sql: str
    evidence_sql: str
