"""What has to be read: the scan against the published snapshot, under the present rules."""

from __future__ import annotations

from storage.lake import Lake
from storage.model import Plan, SourceFile
from storage.plan import make_plan
from tasks.steps.fingerprint import coding_fingerprint, compare_fingerprint, parse_fingerprint
from tasks.steps.options import Options


def plan_run(options: Options, files: tuple[SourceFile, ...]) -> Plan:
    """The plan for `files`. Raises MassDisappearance, unless the options accept it."""
    return make_plan(
        Lake(options.lake),
        files,
        parse_fingerprint(options.divisions),
        compare_fingerprint(options.divisions),
        coding_fingerprint(),
        keep_missing=options.keep_missing,
        accept_disappearance=options.consent.disappearance,
        retry=options.retry,
        corrections=options.corrections,
    )
