"""The watcher: looks at the inbox when something changed there, and sends one event when files have settled.

A kernel's notice only makes it look sooner. What no notice told of (written by another machine, while we were away,
in an object store) is seen by the next look in any case.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from flows.arrivals import Gatherer, a_run_waits, tell
from flows.errors import ServiceError
from flows.notices import Notices
from flows.settings import Settings
from storage.errors import CorpusMissing
from storage.look import look

SECONDS = 0.5
"""Time between two looks at a folder; for a store the setting `poll` says it."""
QUIET_SECONDS = 5.0
"""The same, where the kernel tells of changes and nothing waits to settle."""
SHARE = 10
"""A look at a large or slow inbox takes long; so many times that long nothing is done after it."""
LONGEST_STEP = 1.0

Say = Callable[[str], None]


class Watcher:
    """Watches an inbox for an API. Nothing is lost where either is away: what was not told of is told of later."""

    def __init__(self, url: str, settings: Settings, say: Say) -> None:
        self._url = url
        self._inbox = settings.inbox.resolve()
        self._settings = settings
        self._say = say
        self._trouble = ""
        self._notices = Notices(self._inbox, say) if isinstance(self._inbox, Path) else None
        self.begin_anew()

    def __enter__(self) -> Watcher:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._notices is not None:
            self._notices.close()

    def begin_anew(self) -> None:
        """Take everything that is there for arrived: a run that was told of it may not have come to its end."""
        self._gatherer = Gatherer(self._settings.settle)
        self._due = 0.0

    def step(self) -> None:
        """Look if it is time to, send the event if there is one to send, and rest for a second at most."""
        if time.monotonic() >= self._due:
            self._due = self._look_and_tell()
        rest = max(0.0, min(LONGEST_STEP, self._due - time.monotonic()))
        if self._notices is None or not self._notices.works:
            time.sleep(rest)
        elif self._notices.wait(rest):
            self._due = min(self._due, time.monotonic() + self._soon)

    def _look_and_tell(self) -> float:
        """Returns when to look again."""
        begin = time.monotonic()
        try:
            self._tell(begin)
            self._trouble = ""
        except (CorpusMissing, ServiceError) as error:
            if str(error) != self._trouble:  # once, not at each look
                self._say(f"{error} The watcher goes on trying.")
            self._trouble = str(error)
        now = time.monotonic()
        return now + max(self._pause(), SHARE * (now - begin))

    def _tell(self, now: float) -> None:
        arrived = self._gatherer.look(look(self._inbox), now)
        if not arrived or a_run_waits(self._url):  # that run, or the next that is told of, reads them
            return
        tell(self._url, self._inbox, arrived)
        self._gatherer.told(arrived)
        more = f" and {len(arrived) - 1} more" if len(arrived) > 1 else ""
        self._say(f"arrived: {arrived[0]}{more}")

    @property
    def _soon(self) -> float:
        """Seconds until a file that has just changed is worth another look."""
        return min(SECONDS, max(0.1, self._settings.settle / 4))

    def _pause(self) -> float:
        if self._notices is None:  # each listing of a store may cost money
            return self._settings.poll
        if self._gatherer.is_waiting or self._trouble:
            return self._soon
        return QUIET_SECONDS if self._notices.works else SECONDS
