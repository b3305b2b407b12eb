"""What can go wrong in the lake, each with a code and one sentence for the person who reads it.

LakeError
├── LakeMissing          there is no lake, or nothing was published in it yet
├── LakeNested           the lake lies inside the corpus, or the corpus inside the lake
├── LakeUnsuitable       the lake lies in a folder that reads as a partition
├── LakeBusy             another run is writing
├── LakeDamaged          a file that a manifest names is missing or is not what it was
├── CorpusMissing        the corpus is not a folder that can be listed
├── SourceChanged        a file is no longer what was planned
├── SpaceMissing         the disk has no room for what the run would write
├── MassDisappearance    too many sources would vanish
├── PlanOutdated         another run published since this one planned
├── PlanIncomplete       a planned file has no receipt
├── KeptOutdated         kept rows of an older release do not fit today's tables
├── AuditFailed          a check found rows that must not be
├── CheckMissing         there is no check of this name
├── ComparisonMissing    there is no comparison of this name, or no such cell
├── MemoryExhausted      a comparison needs more memory than it was given
├── ExportRefused        an export would overwrite something, or has no such table
├── QueryRefused         a query that is not one SELECT, or took too long
└── StoreError           an object store does not do what is asked of it
    ├── StoreMissing         there is no such bucket
    ├── StoreDenied          keys are missing, wrong or not sufficient
    ├── StoreUnreachable     it does not answer
    ├── StoreUnsuitable      it does not know conditional writes, without which two writers cannot be kept apart
    ├── KeyMissing           there is no such key
    └── ConditionFailed      a key is not what the request supposed
"""

from __future__ import annotations


class LakeError(Exception):
    """Base of all errors of the lake; `code` is stable, the message is one sentence that says what to do."""

    code = "E_LAKE"


class LakeMissing(LakeError):
    code = "E_LAKE_MISSING"


class LakeNested(LakeError):
    code = "E_LAKE_NESTED"


class LakeUnsuitable(LakeError):
    code = "E_LAKE_UNSUITABLE"


class LakeBusy(LakeError):
    code = "E_LAKE_BUSY"


class LakeDamaged(LakeError):
    code = "E_LAKE_DAMAGED"


class CorpusMissing(LakeError):
    code = "E_CORPUS_MISSING"


class SourceChanged(LakeError):
    code = "E_SOURCE_CHANGED"


class SpaceMissing(LakeError):
    code = "E_SPACE_MISSING"


class MassDisappearance(LakeError):
    code = "E_MASS_DISAPPEARANCE"


class PlanOutdated(LakeError):
    code = "E_PLAN_OUTDATED"


class PlanIncomplete(LakeError):
    code = "E_PLAN_INCOMPLETE"


class KeptOutdated(LakeError):
    code = "E_KEPT_OUTDATED"


class AuditFailed(LakeError):
    code = "E_AUDIT_FAILED"


class CheckMissing(LakeError):
    code = "E_CHECK_MISSING"


class ComparisonMissing(LakeError):
    code = "E_COMPARISON_MISSING"


class MemoryExhausted(LakeError):
    code = "E_MEMORY_EXHAUSTED"


class ExportRefused(LakeError):
    code = "E_EXPORT_REFUSED"


class QueryRefused(LakeError):
    code = "E_QUERY_REFUSED"


class StoreError(LakeError):
    code = "E_STORE"


class StoreMissing(StoreError):
    code = "E_STORE_MISSING"


class StoreDenied(StoreError):
    code = "E_STORE_DENIED"


class StoreUnreachable(StoreError):
    code = "E_STORE_UNREACHABLE"


class StoreUnsuitable(StoreError):
    code = "E_STORE_UNSUITABLE"


class KeyMissing(StoreError):
    code = "E_KEY_MISSING"


class ConditionFailed(StoreError):
    code = "E_CONDITION_FAILED"
