"""The watcher: looks at the inbox, and sends one event when files have arrived and settled."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from flows.arrivals import Gatherer, tell
from flows.errors import ServiceError
from flows.settings import Settings
from storage.errors import CorpusMissing
from storage.look import look

SECONDS = 0.5
"""Time between two looks at a folder; for a store the setting `poll` says it."""
SHARE = 10
"""A look at a large or slow inbox takes long; so many times that long nothing is done after it."""

Say = Callable[[str], None]


class Watcher:
    """Watches an inbox for an API. Nothing is lost where either is away: what was not told of is told of later."""

    def __init__(self, url: str, settings: Settings, say: Say) -> None:
        self._url = url
        self._inbox = settings.inbox.resolve()
        # each listing of a store may cost money
        self._pause = SECONDS if isinstance(self._inbox, Path) else settings.poll
        self._gatherer = Gatherer(settings.settle)
        self._say = say
        self._trouble = ""

    def step(self) -> float:
        """Look once, and send the event if there is one to send; returns the seconds to wait before the next look."""
        begin = time.monotonic()
        try:
            self._look(begin)
            self._trouble = ""
        except (CorpusMissing, ServiceError) as error:
            if str(error) != self._trouble:  # once, not twice a second
                self._say(f"{error} The watcher goes on trying.")
            self._trouble = str(error)
        return max(self._pause, SHARE * (time.monotonic() - begin))

    def _look(self, now: float) -> None:
        arrived = self._gatherer.look(look(self._inbox), now)
        if not arrived:
            return
        tell(self._url, self._inbox, arrived)
        self._gatherer.told(arrived)
        more = f" and {len(arrived) - 1} more" if len(arrived) > 1 else ""
        self._say(f"arrived: {arrived[0]}{more}")
