"""Arrivals: which files of the inbox have settled, and the one event that tells Prefect of them.

Only looks decide, never a kernel's notice of a change: it may come in the middle of a burst, twice, or not at all.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from flows.api import call
from storage.look import FileState
from storage.place import Place

EVENT = "duizhao.files.arrived"
RESOURCE = "duizhao.inbox"
DEPLOYMENT = "on-arrival"
MOST_NAMES = 1000
"""An event has a limit of size; the run looks at the whole inbox anyway."""
LONGEST = 30.0
"""Seconds that settled files wait for others of their burst that still change."""


class Gatherer:
    """Gathers files until they have settled. What was there before the first look counts as arrived."""

    def __init__(self, settle: float, longest: float = LONGEST) -> None:
        self._settle = settle
        self._longest = longest
        self._states: dict[str, tuple[FileState, float]] = {}  # with the time when it was first seen so
        self._told: dict[str, FileState] = {}

    def look(self, files: Mapping[str, FileState], now: float) -> tuple[str, ...]:
        """Files to tell of now, sorted: new or changed, and as they are for the settling time. None while others
        still change, unless these have waited long enough."""
        known = self._states
        self._states = {
            path: known[path] if path in known and known[path][0] == state else (state, now)
            for path, state in files.items()
        }
        self._told = {path: state for path, state in self._told.items() if path in files}
        waiting = {p: since for p, (state, since) in self._states.items() if self._told.get(p) != state}
        settled = sorted(p for p, since in waiting.items() if now - since >= self._settle)
        if not settled:
            return ()
        waited = now - min(waiting[path] for path in settled)
        return tuple(settled) if len(settled) == len(waiting) or waited >= self._longest else ()

    @property
    def is_waiting(self) -> bool:
        """True while files are there that were not told of yet."""
        return any(self._told.get(path) != state for path, (state, _) in self._states.items())

    def told(self, paths: Iterable[str]) -> None:
        """The event with these files is delivered; they are told of again only when they change."""
        self._told |= {path: self._states[path][0] for path in paths}


def tell(url: str, inbox: Place, files: Sequence[str]) -> None:
    """Send the API one event with the files (paths below the inbox). Raises ServiceError where it is not taken."""
    event = {
        "id": str(uuid.uuid4()),
        "occurred": dt.datetime.now(dt.UTC).isoformat(),
        "event": EVENT,
        "resource": {"prefect.resource.id": RESOURCE, "prefect.resource.name": str(inbox)},
        "payload": {"count": len(files), "files": list(files[:MOST_NAMES])},
    }
    call(url, "events", [event])


def a_run_waits(url: str) -> bool:
    """True where a run that arrivals started has not begun yet: more events would only queue up more of them.

    Raises ServiceError.
    """
    waiting = {
        "deployments": {"name": {"any_": [DEPLOYMENT]}},
        "flow_runs": {"state": {"type": {"any_": ["SCHEDULED", "PENDING"]}}},
    }
    return bool(call(url, "flow_runs/count", waiting))
