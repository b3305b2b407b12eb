"""Exit codes of errors that come from the lake and from the steps of a run."""

from __future__ import annotations

from flows.errors import EXIT_FAILED, EXIT_WRONG_COMMAND
from storage import errors
from tasks.steps.errors import EmptyCorpus, MachineFault

WRONG_COMMAND = (
    EmptyCorpus,
    errors.CheckMissing,
    errors.ComparisonMissing,
    errors.CorpusMissing,
    errors.ExportRefused,
    errors.LakeMissing,
    errors.LakeNested,
    errors.QueryRefused,
    errors.StoreMissing,
)
FAILED = (errors.LakeError, MachineFault, OSError)


def exit_code(error: BaseException) -> int | None:
    """The exit code of an error whose message is written for people; None for any other."""
    if isinstance(error, WRONG_COMMAND):
        return EXIT_WRONG_COMMAND
    return EXIT_FAILED if isinstance(error, FAILED) else None
