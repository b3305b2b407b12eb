"""What can go wrong, as people see it: a sentence and an exit code. No traceback is shown for these.

    DuizhaoError                exit 1: the run failed
    ├── WrongCommand            exit 2: the command cannot be right (missing corpus, bad flag)
    ├── ServiceError            exit 1: the Prefect server or the Dask cluster cannot be started or reached
    └── WorkersUnfit            exit 1: an existing cluster has other code, or another view of corpus and lake

Exit codes: 0 fine, 3 done but some files were refused, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

EXIT_FINE = 0
EXIT_FAILED = 1
EXIT_WRONG_COMMAND = 2
EXIT_REFUSALS = 3
EXIT_INTERRUPTED = 130


class DuizhaoError(Exception):
    """Something that a person can act on; the message says what happened, to what, and what to do."""

    exit_code = EXIT_FAILED


class WrongCommand(DuizhaoError):
    """The command as given cannot be carried out; nothing was begun."""

    exit_code = EXIT_WRONG_COMMAND


class ServiceError(DuizhaoError):
    """A server or cluster that the run needs is not there."""


class WorkersUnfit(DuizhaoError):
    """Workers of an existing cluster cannot do this run; the message names them and what to do."""
