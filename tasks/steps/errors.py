"""What ends a run besides the errors of the lake; the messages are for people."""

from __future__ import annotations


class EmptyCorpus(ValueError):
    """There is nothing to read and nothing was read before."""


class MachineFault(RuntimeError):
    """Staging failed for a reason that no file is to blame for: a full disk, a lost scheduler."""
